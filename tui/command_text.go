package tui

import (
	"cmp"
	"fmt"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// actionRoom is the room a stamp assumes: the widest the column gets.
const actionRoom = 13

// actionText is what was last asked of a row, and how far it got; without that,
// how often the conversation was moved before.
func (p *waitingPanel) actionText(r *waitingRow, room int) string {
	c, asked := p.commands[r.Key]
	if hand, some := p.manual[r.Key]; some && (!asked || c.Asked < hand.at) {
		return p.say(wordAsked, age(p.now.Sub(hand.at)))
	}
	if !asked {
		if hidden, by := p.hidden(&r.Waiting); hidden {
			return p.say(wordHidden, p.peerName(by))
		}
		if claim := p.claimText(r.Key); claim != "" {
			return claim
		}
		if r.lane == metrics.LaneAsk && r.pinned != nil {
			return p.asksMe(r.pinned, room)
		}
		if r.Transfers > 0 {
			return p.say(wordMoved, r.Transfers)
		}
		return ""
	}
	return p.commandCell(&c, room)
}

// asksMe is how long an agent has waited for the supervisor; an age is not cut.
func (p *waitingPanel) asksMe(l *metrics.Lane, room int) string {
	since := p.since(l.Since)
	if text := p.say(wordAsksMe, since); width(text) <= room {
		return text
	}
	return since
}

func (p *waitingPanel) actionStyle(r *waitingRow) theme.Style {
	c, asked := p.commands[r.Key]
	switch {
	case !asked && r.lane == metrics.LaneAsk:
		return p.theme.Lane
	case !asked:
		return p.theme.Muted
	}
	return p.commandStyle(&c)
}

// commandStyle is how well a command goes.
func (s *state) commandStyle(c *metrics.CommandStatus) theme.Style {
	switch {
	case c.Outcome == metrics.OutcomeLost || c.Outcome == metrics.OutcomeBounced:
		return s.theme.Bad
	case c.Outcome == metrics.OutcomeOpen && c.State == metrics.CommandDone:
		return s.theme.Action
	}
	switch c.State {
	case metrics.CommandDone:
		return s.theme.Good
	case metrics.CommandRefused, metrics.CommandUnknown:
		return s.theme.Bad
	default:
		return s.theme.Action
	}
}

// leastName is the room below which a name says nothing.
const leastName = 4

// commandCell is target and state in at most room cells: →Wang 0:04…, →Wang
// done, ✖Wang full. Where that is too long the name stays while a command is on
// its way or done, and the reason stays when it failed.
func (s *state) commandCell(c *metrics.CommandStatus, room int) string {
	if c.Verb == metrics.Nudge && c.State <= metrics.CommandDone {
		return s.nudgeCell(c)
	}
	sign, note := s.glyphs.to, ""
	switch c.State {
	case metrics.CommandAsked:
		note = age(s.now.Sub(c.Asked)) + s.glyphs.more
	case metrics.CommandAccepted:
		note = s.say(stateAccepted) + s.glyphs.more
	case metrics.CommandDone:
		note = s.outcomeNote(c)
	case metrics.CommandRefused:
		sign, note = s.glyphs.broken, s.refusal(c)
	case metrics.CommandUnknown:
		sign, note = "?", s.say(stateUnknown)
	}
	if left := room - width(sign) - width(note) - 1; left >= leastName {
		return sign + shortName(s.target(c), left, s.glyphs.more) + " " + note
	}
	switch name := shortName(s.target(c), max(room-2, 1), s.glyphs.more); c.State {
	case metrics.CommandAsked, metrics.CommandAccepted:
		return sign + name + s.glyphs.more
	case metrics.CommandDone:
		return s.outcomeSign(c) + name
	default:
		return sign + note
	}
}

// outcomeNote is what came of a move: until somebody answers, how long the new
// owner has had it.
func (s *state) outcomeNote(c *metrics.CommandStatus) string {
	switch c.Outcome {
	case metrics.OutcomeOpen:
		return age(s.now.Sub(cmp.Or(c.Done, c.Asked)))
	case metrics.NoOutcome:
		return s.say(stateDone)
	default:
		return s.say(outcomeShort[c.Outcome])
	}
}

// outcomeSign is the same where there is no room for words.
func (s *state) outcomeSign(c *metrics.CommandStatus) string {
	switch c.Outcome {
	case metrics.OutcomeOpen:
		return s.glyphs.to
	case metrics.OutcomeLost, metrics.OutcomeBounced:
		return s.glyphs.broken
	default:
		return s.glyphs.savable
	}
}

// nudgeCell is how long ago the owner was nudged: he stands in the row already.
func (s *state) nudgeCell(c *metrics.CommandStatus) string {
	if text, known := outcomeShort[c.Outcome]; known {
		return s.say(verbNudge) + " " + s.say(text)
	}
	text := s.say(verbNudge) + " " + age(s.now.Sub(c.Asked))
	if c.State == metrics.CommandDone {
		return text
	}
	return text + s.glyphs.more
}

// target is whom a command is about, as short as can be.
func (s *state) target(c *metrics.CommandStatus) string {
	switch c.Verb {
	case metrics.Reassign:
		switch {
		case c.To != "":
			return s.name(c.To)
		case c.ToTeam != "":
			return string(c.ToTeam)
		}
		return s.say(wordQueue)
	case metrics.Take:
		return string(c.By)
	case metrics.SetStatus:
		return s.statusTarget(c)
	case metrics.Tag:
		return string(c.Priority) + joinTexts(c.Tags)
	case metrics.Note, metrics.Broadcast:
		return string(c.Words)
	default:
		return s.name(c.Agent)
	}
}

// statusTarget is what an agent is to become.
func (s *state) statusTarget(c *metrics.CommandStatus) string {
	switch {
	case c.ToTeam != "":
		return string(c.ToTeam)
	case c.Capacity > 0:
		return s.say(statusCapacity, c.Capacity)
	default:
		return s.say(presenceWords[c.Presence])
	}
}

// refusal is why the backend said no. A code that is not in the contract is
// not shown: it is nobody's clean text.
func (s *state) refusal(c *metrics.CommandStatus) string {
	if p, ok := codeTexts[c.Code]; ok {
		return s.say(p)
	}
	return cmp.Or(string(c.Text), s.say(stateRefused))
}

// commandLine is a command in the activity panel.
func (s *state) commandLine(c *metrics.CommandStatus) (text string, style theme.Style) {
	when := c.Done
	if when == 0 {
		when = c.Asked
	}
	text = fmt.Sprintf("%s %s %s %s %s %s  %s",
		clock(when, s.view.Zone), c.By, s.verb(c.Verb), s.subject(c), s.glyphs.to, s.target(c), s.stateText(c))
	return text, s.commandStyle(c)
}

// subject is the conversation a command is about, by its buyer if he is on the
// list.
func (s *state) subject(c *metrics.CommandStatus) string {
	switch c.Verb {
	case metrics.SetStatus:
		return s.name(c.Agent)
	case metrics.Broadcast:
		return string(c.Team)
	}
	for i := range s.view.Waiting {
		if w := &s.view.Waiting[i]; w.Key == c.Conversation && w.BuyerName != "" {
			return s.buyer(w.BuyerName, w.Buyer, w.Key)
		}
	}
	if t := s.view.Story; t != nil && t.Key == c.Conversation && t.BuyerName != "" {
		return s.buyer(t.BuyerName, t.Buyer, t.Key)
	}
	return string(cmp.Or(c.Conversation.Conversation, c.Agent))
}

// stateText is how far a command got, and why no further.
func (s *state) stateText(c *metrics.CommandStatus) string {
	switch c.State {
	case metrics.CommandAsked:
		return s.say(stateAsked) + " " + age(s.now.Sub(c.Asked))
	case metrics.CommandAccepted:
		return s.say(stateAccepted)
	case metrics.CommandDone:
		return s.doneText(c)
	case metrics.CommandRefused:
		return s.say(stateRefused) + ": " + s.refusal(c)
	default:
		if why, known := codeTexts[c.Code]; known {
			return s.say(stateUnknown) + ": " + s.say(why)
		}
		return s.say(stateUnknown)
	}
}

// doneText is what came of a command that was carried out.
func (s *state) doneText(c *metrics.CommandStatus) string {
	text, known := outcomeWords[c.Outcome]
	if !known {
		return s.say(stateDone)
	}
	what := s.say(stateDone) + ", " + s.say(text)
	if c.Answered != 0 {
		what += " " + age(c.Answered.Sub(c.Asked))
	}
	return what
}

func (s *state) verb(v metrics.Verb) string {
	switch v {
	case metrics.Nudge:
		return s.say(verbNudge)
	case metrics.Take:
		return s.say(verbTake)
	case metrics.SetStatus:
		return s.say(verbStatus)
	case metrics.Tag:
		return s.say(verbTag)
	case metrics.Note:
		return s.say(verbNote)
	case metrics.Broadcast:
		return s.say(verbBroadcast)
	case metrics.Answer:
		return s.say(verbAnswer)
	default:
		return s.say(verbReassign)
	}
}
