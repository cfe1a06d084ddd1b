package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// marks is how many rows are marked. Only rows on the list are: nothing acts
// on what the filter hides.
func (p *waitingPanel) marks() int { return len(p.marked) }

// markedRows are the marked rows in the order of the list.
func (p *waitingPanel) markedRows() []metrics.Waiting {
	rows := make([]metrics.Waiting, 0, len(p.marked))
	for i := range p.rows {
		if p.marked[p.rows[i].id()] {
			rows = append(rows, p.rows[i].Waiting)
		}
	}
	return rows
}

// keepMarks drops the marks of rows that left.
func (p *waitingPanel) keepMarks() {
	for id := range p.marked {
		if i, ok := p.index[id]; !ok || p.rows[i].gone {
			delete(p.marked, id)
		}
	}
}

// markShown marks every row of the list, or none if all are.
func (p *waitingPanel) markShown() {
	if !p.markRest() {
		clear(p.marked)
	}
}

// markRest marks every row of the list and says whether one was not.
func (p *waitingPanel) markRest() bool {
	some := false
	for i := range p.rows {
		if r := &p.rows[i]; !r.alone && !r.gone && !p.marked[r.id()] {
			p.marked[r.id()] = true
			some = true
		}
	}
	return some
}

// leadSign is the sign in front of a row: the cursor, a mark, or both.
func (p *waitingPanel) leadSign(r *waitingRow, cursor bool) string {
	switch marked := p.marked[r.id()]; {
	case marked && cursor:
		return p.glyphs.markedHere
	case marked:
		return p.glyphs.marked
	default:
		return p.lead(cursor)
	}
}

// marksCount says that keys act on the marked rows: there are some, and they
// are on the screen.
func (m *Model) marksCount() bool { return m.waiting.marks() > 0 && m.onList() }

// mark marks the row under the cursor, or not any more, and goes on.
func (m *Model) mark() tea.Cmd {
	if !m.atRow() {
		return nil
	}
	id, _ := m.waiting.list.Selected()
	if m.waiting.marked[id] {
		delete(m.waiting.marked, id)
	} else {
		m.waiting.marked[id] = true
	}
	m.waiting.list.Move(1)
	return nil
}

// markAll marks what the filter shows. Where the list does not hold all of it
// as much more is asked for as one key may act on, and marked when it comes.
func (m *Model) markAll() tea.Cmd {
	m.focusOn(panelWaiting)
	m.waiting.markShown()
	m.tellMarked()
	if q := m.query; m.waiting.marks() > 0 && m.view.Matched > len(m.view.Waiting) && q.Limit < mostAtOnce && m.health() == healthLive {
		q.Limit = mostAtOnce
		m.widening = true
		m.ask(q)
	}
	return nil
}

// tellMarked says where the list does not hold all that the filter lets through.
func (m *Model) tellMarked() {
	if n := m.waiting.marks(); n > 0 && m.view.Matched > len(m.view.Waiting) {
		m.tell(m.theme.Past, m.say(sayMarkedSome, n, m.view.Matched))
	}
}

// listMarked marks the rows that were asked for, and goes back to the usual
// list once nothing is marked and nothing asks about the rows.
func (m *Model) listMarked() {
	q := m.query
	switch {
	case m.widening && m.view.Query.Limit == mostAtOnce:
		m.widening = false
		if m.waiting.marks() > 0 {
			m.waiting.markRest()
			m.tellMarked()
		}
	case !m.widening && q.Limit == mostAtOnce && m.waiting.marks() == 0 && m.dialog == nil:
		q.Limit = 0
		m.ask(q)
	}
}

// countStates puts rows into their classes, for a preview.
func (s *state) countStates(rows []metrics.Waiting) string {
	var n [metrics.RowNight + 1]int
	for i := range rows {
		n[min(rows[i].State, metrics.RowNight)]++
	}
	return s.say(previewStates, n[metrics.RowDue], n[metrics.RowPast], n[metrics.RowLost], n[metrics.RowNight], n[metrics.RowWaiting])
}

// owners are the people who have rows, each with how many, in their order.
func (s *state) owners(rows []metrics.Waiting) []string {
	count := make(map[metrics.Text]int)
	var order []metrics.Text
	for i := range rows {
		if count[rows[i].Owner] == 0 {
			order = append(order, rows[i].Owner)
		}
		count[rows[i].Owner]++
	}
	slices.SortStableFunc(order, func(a, b metrics.Text) int { return count[b] - count[a] })
	var names []string
	for _, id := range order {
		name := s.say(wordUnassigned)
		if id != "" {
			name = s.name(id)
		}
		names = append(names, s.say(previewOwner, name, count[id]))
	}
	return names
}
