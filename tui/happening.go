package tui

import (
	"cmp"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// happened are the particulars that the words for an event may hold.
type happened struct {
	who, from string // people, as they are called
	state     string // presence
	score     int
	rules     string
}

// eventText is an event in words: what happened, and to whom.
func (s *state) eventText(t metrics.EventType, h happened) string {
	switch t {
	case metrics.ConversationAssigned:
		if h.who == "" {
			return s.say(eventQueued)
		}
		if h.from != "" {
			return s.say(eventMoved, h.from, s.glyphs.to, h.who)
		}
		return s.say(eventAssigned, h.who)
	case metrics.ConversationTransferred:
		if h.who == "" {
			return s.say(eventQueued)
		}
		if h.from != "" {
			return s.say(eventMoved, h.from, s.glyphs.to, h.who)
		}
		return s.say(eventMovedTo, s.glyphs.to, h.who)
	case metrics.AgentStatusChanged:
		return s.say(eventStatus, h.who, h.state)
	case metrics.RatingSubmitted:
		return s.say(eventRated, h.score) + after(h.who)
	case metrics.ReviewSubmitted:
		return s.say(eventReviewed, h.score) + after(h.who)
	case metrics.MessageCreated:
		return s.say(eventBroke, h.who, h.rules)
	}
	if p, ok := eventWords[t]; ok {
		return s.say(p) + after(h.who)
	}
	return t.String()
}

// after is a word behind others.
func after(word string) string {
	if word == "" {
		return ""
	}
	return "  " + word
}

// happeningText is a line of the activity without its time.
func (s *state) happeningText(h *metrics.Happening) string {
	what := happened{score: h.Score, rules: s.rulesText(h.Rules)}
	if h.Who != "" || h.Name != "" {
		what.who = cmp.Or(string(h.Name), s.name(h.Who))
	}
	if h.From != "" {
		what.from = s.name(h.From)
	}
	what.state = s.say(presenceWords[min(h.Presence, metrics.Online)])
	text := s.eventText(h.Type, what) + after(s.maker(h))
	if h.Key.Conversation == "" {
		return text
	}
	return text + "  " + string(h.Key.Shop) + " " + string(h.Key.Conversation)
}

// maker is who made it happen, where that is somebody else than whom it is told
// of: a supervisor, or a router.
func (s *state) maker(h *metrics.Happening) string {
	switch {
	case h.By != "" && h.By == s.who:
		return s.say(eventMadeBy, s.say(wordMe))
	case h.By != "" && h.By != h.Who && h.By != h.From:
		return s.say(eventMadeBy, s.name(h.By))
	case h.By == "" && h.Command != "":
		return s.say(eventAsked)
	}
	return ""
}

// happeningStyle is how urgent a line of the activity looks.
func (s *state) happeningStyle(h *metrics.Happening) theme.Style {
	switch h.Type {
	case metrics.ComplaintOpened, metrics.ConversationEscalated:
		return s.theme.Lane
	case metrics.MessageCreated, metrics.RatingSubmitted, metrics.ReviewSubmitted, metrics.RefundDisputed:
		return s.theme.Past
	default:
		return s.theme.Text
	}
}
