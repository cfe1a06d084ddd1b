package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

const (
	// bellEvery is how far bells are apart at least: one is a call, two in a
	// minute are noise.
	bellEvery = metrics.Minute
	// muteFor is how long the bell stays quiet once it was muted.
	muteFor = 10 * metrics.Minute
)

// bell rings when a buyer's line breaks that was whole in the view before. It
// does not ring for what it finds broken: in the first view, after an outage,
// and in a replay nothing has just happened.
type bell struct {
	states map[metrics.ConversationKey]metrics.RowState // in the last view
	fresh  bool                                         // that view was live
	blind  map[metrics.ConversationKey]bool             // what could not be trusted in it
	owed   bool                                         // a line broke too soon after the last bell
	rung   metrics.Time                                 // local
}

// hear compares a view with the one before, and rings if it has to.
func (m *Model) hear() tea.Cmd {
	b := &m.bell
	now := make(map[metrics.ConversationKey]metrics.RowState, len(m.view.Waiting))
	blind := make(map[metrics.ConversationKey]bool)
	broken := false
	for i := range m.view.Waiting {
		w := &m.view.Waiting[i]
		now[w.Key] = w.State
		before, known := b.states[w.Key]
		if m.doubted(w.Key) { // it may have been answered
			blind[w.Key] = true
			continue
		}
		broken = broken || known && !b.blind[w.Key] && breaks(before, w.State)
	}
	live := m.health() == healthLive && !m.view.Feed.Replay
	broken = broken && live && b.fresh
	b.states, b.fresh, b.blind = now, live, blind
	b.owed = b.owed && live
	if broken {
		return m.ring()
	}
	return m.ringOwed()
}

// ring asks for a bell: now, or as soon as the last one is a while ago.
func (m *Model) ring() tea.Cmd {
	if m.health() != healthLive || m.view.Feed.Replay {
		return nil
	}
	m.bell.owed = true
	return m.ringOwed()
}

// ringOwed rings if it is owed and may be heard.
func (m *Model) ringOwed() tea.Cmd {
	b := &m.bell
	if !b.owed || m.mutedFor() > 0 {
		b.owed = false
		return nil
	}
	if b.rung != 0 && m.local.Sub(b.rung) < bellEvery {
		return nil
	}
	b.owed, b.rung = false, m.local
	return tea.Raw("\a")
}

// breaks says whether a line broke between two states of a row.
func breaks(before, now metrics.RowState) bool {
	return now > before && (now == metrics.RowPast || now == metrics.RowLost)
}

// mutedFor is how long the bell is still quiet.
func (s *state) mutedFor() metrics.Span { return max(s.muted.Sub(s.local), 0) }

// mute keeps the bell of this screen quiet for a while, or not any more.
func (m *Model) mute() tea.Cmd {
	if m.mutedFor() > 0 {
		m.muted = 0
		m.tell(m.theme.Text, m.say(sayUnmuted))
		return nil
	}
	m.muted = m.local.Add(muteFor)
	m.tell(m.theme.Text, m.say(sayMuted, int64(muteFor/metrics.Minute)))
	return nil
}
