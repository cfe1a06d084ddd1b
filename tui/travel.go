package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// Travel moves the screen through what the stream still holds. Its methods do
// not wait; the views that follow show where the floor is (metrics.Feed.Replay),
// and what goes wrong comes as a notice.
type Travel interface {
	Seek(at metrics.Time) // shows the floor as it was at that instant, held
	NextBreach()          // on to the next instant a line breaks, held there
	Play(speed float64)   // lets time pass, that many seconds in one; 0 holds it
	Live()                // back to the present
}

// travelTable are the actions that move the screen through time.
func travelTable() []*action {
	return []*action{
		{id: "past.seek", keys: []string{"<"}, label: actSeek, menu: true, run: (*Model).openSeek, off: (*Model).seekOff},
		{id: "past.breach", keys: []string{">"}, label: actBreach, menu: true, run: (*Model).nextBreach, off: (*Model).pastOff},
		{id: "past.play", keys: []string{","}, label: actPlay, menu: true, run: (*Model).togglePlay, off: (*Model).pastOff},
		{id: "past.live", keys: []string{"."}, label: actLive, menu: true, run: (*Model).goLive, off: (*Model).presentOff},
	}
}

// inPast says that the screen shows the past, where one can go about.
func (s *state) inPast() bool { return s.travels && s.view.Feed.Replay }

func (m *Model) seekOff() phrase {
	switch {
	case !m.travels:
		return whyNoPast
	case !m.seen:
		return whyConnecting
	default:
		return phrase{}
	}
}

// pastOff is why what belongs to the past cannot be done.
func (m *Model) pastOff() phrase {
	switch {
	case !m.travels:
		return whyNoPast
	case !m.inPast():
		return m.withKeyOf(whyNotPast, "past.seek")
	default:
		return phrase{}
	}
}

// presentOff is why nothing leads back to the present.
func (m *Model) presentOff() phrase {
	if m.travels && m.noNow {
		return whyNoNow
	}
	return m.pastOff()
}

// whyPast is why nothing can be changed: what is shown is over.
func (m *Model) whyPast() phrase {
	if !m.inPast() {
		return phrase{}
	}
	if m.noNow {
		return whyPastOnly
	}
	return m.withKeyOf(whyPast, "past.live")
}

// withKeyOf puts the key of an action into a phrase that names it.
func (s *state) withKeyOf(p phrase, id string) phrase {
	return phrase{p.with(English, s.keyOf(id)), p.with(Chinese, s.keyOf(id))}
}

// seek shows the floor as it was at an instant.
func (m *Model) seek(at metrics.Time) {
	m.leaveNow()
	m.travel.Seek(at)
	m.tell(m.theme.Text, m.say(saySeek, m.view.Zone.Date(at), clock(at, m.view.Zone)))
}

func (m *Model) nextBreach() tea.Cmd {
	m.leaveNow()
	m.travel.NextBreach()
	m.tell(m.theme.Text, m.say(sayBreach))
	return nil
}

// togglePlay holds time that passes, and lets time pass that is held.
func (m *Model) togglePlay() tea.Cmd {
	if m.view.Feed.Held {
		m.travel.Play(1)
		return nil
	}
	m.travel.Play(0)
	return nil
}

func (m *Model) goLive() tea.Cmd {
	m.leaveNow()
	m.travel.Live()
	m.tell(m.theme.Text, m.say(sayLive))
	return nil
}

// leaveNow lets go of what belongs to the instant shown: rows that are held or
// marked are not those of another.
func (m *Model) leaveNow() {
	clear(m.waiting.marked)
	m.waiting.setHold(false)
}

// arriving says that a view is of another time than the one shown, so that its
// rows need not keep the order of those before.
func (m *Model) arriving(v *metrics.View) bool {
	if !m.travels || !m.seen {
		return false
	}
	moved := v.Now.Sub(m.view.Now)
	return v.Feed.Replay != m.view.Feed.Replay || v.Feed.Replay && v.Feed.Held && max(moved, -moved) > jitter
}
