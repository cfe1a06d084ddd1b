package tui

import (
	"reflect"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// errandTicks is how long the floor may take to answer; after that what is on
// the screen has to do.
const errandTicks = 5

// errand is a question to the floor about rows that the screen does not list.
// Its answer is not shown: the screen goes on with its own question.
type errand struct {
	query metrics.Query
	done  func(m *Model, v *metrics.View) tea.Cmd
	ticks int
}

// runErrand asks, in place of an errand that has no answer yet.
func (m *Model) runErrand(q metrics.Query, done func(*Model, *metrics.View) tea.Cmd) tea.Cmd {
	m.errand = &errand{query: q, done: done}
	m.floor.Ask(q)
	return nil
}

// answersErrand takes a view that was asked for by an errand.
func (m *Model) answersErrand(v *metrics.View) (tea.Cmd, bool) {
	if m.errand == nil || !reflect.DeepEqual(v.Query, m.errand.query) {
		return nil, false
	}
	return m.endErrand(v), true
}

// tickErrand gives up on an answer that does not come.
func (m *Model) tickErrand() tea.Cmd {
	if m.errand == nil {
		return nil
	}
	if m.errand.ticks++; m.errand.ticks < errandTicks {
		return nil
	}
	return m.endErrand(m.view)
}

func (m *Model) endErrand(v *metrics.View) tea.Cmd {
	done := m.errand.done
	m.errand = nil
	m.floor.Ask(m.query)
	return done(m, v)
}
