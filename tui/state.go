package tui

import (
	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// health is how far the picture can be trusted.
type health uint8

const (
	healthConnecting health = iota
	healthCatchingUp
	healthLive
	healthLost   // the feed says it has lost the stream
	healthSilent // no view came for a while
	healthFailed // the feed will not come back by itself
)

const (
	// silentAfter is how long no view may come before the screen says so.
	silentAfter = 5 * metrics.Second
	// grayAfter is how long a cut may last before rows turn gray.
	grayAfter = 5 * metrics.Second
	// lagShown and skewShown are from where on a delay is worth a word.
	lagShown  = 2 * metrics.Second
	skewShown = 2 * metrics.Second
)

// state is what every panel may read. Only the model changes it, between two
// draws.
type state struct {
	view *metrics.View // never nil; empty before the first
	now  metrics.Time  // of the floor: the view's, running on between two
	seen bool          // a view has come

	arrived metrics.Time // local clock when the view came
	local   metrics.Time // local clock at the last tick or view
	quiet   int          // ticks since the view came

	lang     Lang
	theme    theme.Theme
	glyphs   *glyphs
	who      metrics.Text
	zone     metrics.Zone // of the host
	readOnly bool
	attended bool // somebody was here lately: windows follow their cursors
	deskless bool
	travels  bool              // there is a past to go to
	noNow    bool              // and no present to come back to
	unlinked bool              // the server cannot be reached, as of the last tick
	pace     float64           // seconds of the floor in one of the local clock; 0: one
	prints   bool              // a list on paper can be written
	keys     map[string]string // of actions, the first one, by id
	columns  int               // how often columns were chosen
	locked   bool              // actions wait for the unlock key
	access   access

	unmasked      metrics.ConversationKey // whose buyer's name shows
	unmaskedUntil metrics.Time            // local

	peers    peers
	alerts   alertState
	manual   map[metrics.ConversationKey]manualAsk // asked for outside of this program
	roster   map[metrics.Text]*metrics.AgentRow    // agents by id
	commands map[metrics.ConversationKey]metrics.CommandStatus
	muted    metrics.Time // local, until when the bell is quiet
	outage   outage
	notices  notices
	breaks   map[metrics.Text]int // people of a team who may be on one; none or 0: not limited
	alone    bool                 // nothing could resume the screen if it were suspended
	blind    blind

	complaints, asks int // conversations in those lanes

	statusCommands map[metrics.Text]metrics.CommandStatus // about an agent's state
	pending        []metrics.CommandStatus                // sent, not in a view yet; newest first
}

// health is derived, so that it cannot disagree with what it rests on.
func (s *state) health() health {
	feed := s.view.Feed
	switch {
	case !s.seen:
		return healthConnecting
	case feed.State == metrics.FeedFailed:
		return healthFailed
	case s.silence() >= silentAfter:
		return healthSilent
	case feed.State == metrics.FeedLost:
		return healthLost
	case feed.State == metrics.FeedCatchingUp:
		return healthCatchingUp
	case feed.State == metrics.FeedConnecting:
		return healthConnecting
	default:
		return healthLive
	}
}

// silence is how long no view came; a replay at its end owes none. It is counted
// in ticks: a clock that is set, or that runs faster in a simulation, is no news
// of the feed.
func (s *state) silence() metrics.Span {
	if !s.seen || s.view.Feed.Held {
		return 0
	}
	return metrics.Span(s.quiet) * metrics.Second
}

// dark says that buyers may have been answered without the screen knowing.
func (s *state) dark() bool {
	switch s.health() {
	case healthLost, healthSilent, healthFailed:
		return true
	default:
		return false
	}
}

// darkFor is how long that has been so.
func (s *state) darkFor() metrics.Span {
	switch s.health() {
	case healthSilent:
		return s.silence()
	case healthLost, healthFailed:
		if since := s.view.Feed.Since; since != 0 {
			return s.now.Sub(since)
		}
	}
	return 0
}

// stale says that it has been so for long enough to turn rows gray.
func (s *state) stale() bool { return s.dark() && s.darkFor() >= grayAfter }

// standsAt is the last instant the picture is true for.
func (s *state) standsAt() metrics.Time {
	if s.health() == healthSilent || s.view.Feed.Since == 0 {
		return s.view.Now
	}
	return s.view.Feed.Since
}

// tick moves the local clock, and with it the ages.
func (s *state) tick(local metrics.Time) {
	s.local = local
	s.quiet++
	if !s.seen || s.view.Feed.Held {
		return
	}
	passed := local.Sub(s.arrived)
	switch f := s.view.Feed; {
	case f.Replay && f.Speed > 0:
		passed = metrics.Span(float64(passed) * f.Speed)
	case s.pace > 0 && f.State == metrics.FeedLive:
		passed = metrics.Span(float64(passed) * s.pace)
	}
	s.advance(s.view.Now.Add(max(passed, 0)))
}

// jitter is how far time may step back without the screen following: a second
// that is shown twice is worse than one that is a little long. A replay that
// stands still is followed to the instant it stands at.
const jitter = 2 * metrics.Second

func (s *state) advance(now metrics.Time) {
	if back := s.now.Sub(now); back > 0 && back < jitter && !s.view.Feed.Held {
		return
	}
	s.now = now
}

// take makes v the picture.
func (s *state) take(v *metrics.View, local metrics.Time) {
	s.view, s.seen = v, true
	s.arrived, s.local, s.quiet = local, local, 0
	s.advance(v.Now)
	s.roster = make(map[metrics.Text]*metrics.AgentRow, len(v.Agents))
	for i := range v.Agents {
		s.roster[v.Agents[i].ID] = &v.Agents[i]
	}
	s.countLanes()
	s.watchSources()
	s.indexCommands()
}

func (s *state) indexCommands() {
	known := make(map[string]bool, len(s.view.Commands))
	for i := range s.view.Commands {
		known[s.view.Commands[i].ID] = true
	}
	var open []metrics.CommandStatus
	for _, c := range s.pending {
		if !known[c.ID] {
			open = append(open, c)
		}
	}
	s.pending = open
	s.commands = make(map[metrics.ConversationKey]metrics.CommandStatus, len(open)+len(known))
	s.statusCommands = make(map[metrics.Text]metrics.CommandStatus)
	for _, c := range s.allCommands() {
		if c.Verb == metrics.SetStatus {
			if _, newer := s.statusCommands[c.Agent]; !newer {
				s.statusCommands[c.Agent] = c
			}
			continue
		}
		if newer, some := s.commands[c.Conversation]; !some || aside(newer.Verb) && !aside(c.Verb) {
			s.commands[c.Conversation] = c
		}
	}
}

// aside says that a verb brings no answer: what does stays in the row.
func aside(v metrics.Verb) bool { return v == metrics.Tag || v == metrics.Note }

// allCommands are the commands of everybody, newest first.
func (s *state) allCommands() []metrics.CommandStatus {
	if len(s.pending) == 0 {
		return s.view.Commands
	}
	return append(append([]metrics.CommandStatus(nil), s.pending...), s.view.Commands...)
}

// name is how an agent is called, its id if nothing better is known.
func (s *state) name(id metrics.Text) string {
	if a := s.roster[id]; a != nil && a.Name != "" {
		return string(a.Name)
	}
	return string(id)
}

func (s *state) say(p phrase, args ...any) string {
	if len(args) == 0 {
		return p.in(s.lang)
	}
	return p.with(s.lang, args...)
}

// since is the age of an instant.
func (s *state) since(t metrics.Time) string {
	if t == 0 {
		return s.glyphs.none
	}
	return age(s.now.Sub(t))
}

// unsureSince is the age of a wait that may be over.
func (s *state) unsureSince(t metrics.Time) string {
	if t == 0 {
		return s.glyphs.none
	}
	return s.unsure(s.since(t))
}

// unsure marks a figure that may have changed unseen.
func (s *state) unsure(text string) string {
	if s.dark() {
		return text + "?"
	}
	return text
}
