package tui

import (
	"reflect"
	"slices"

	"floorwalker/metrics"
)

// holding is what a held list keeps from the eye.
type holding struct{ came, left int }

// refresh takes up the rows of a new view. Another question gets another list
// at once; the same list moves only when nobody is working in it.
func (p *waitingPanel) refresh() {
	p.latest = p.view.Waiting
	if !reflect.DeepEqual(p.query, p.view.Query) {
		p.query, p.hold = p.view.Query, false
		p.show(lanesFirst(p.latest))
		return
	}
	switch {
	case p.hold:
		p.show(p.sameMembers())
	case p.busy:
		p.show(p.sameOrder())
	default:
		p.show(lanesFirst(p.latest))
	}
}

// settle lets the rows move again after the last key.
func (p *waitingPanel) settle() {
	if !p.busy {
		return
	}
	p.busy = false
	if !p.hold {
		p.show(lanesFirst(p.latest))
	}
}

// setHold freezes the list, or shows what it kept back.
func (p *waitingPanel) setHold(on bool) {
	p.hold, p.held = on, holding{}
	if !on {
		p.show(lanesFirst(p.latest))
	}
}

// show makes rows the list.
func (p *waitingPanel) show(rows []waitingRow) {
	p.rows = rows
	p.index = make(map[metrics.ConversationKey]int, len(rows))
	for i := range rows {
		p.index[rows[i].Key] = i
	}
	p.list.Sync(p, p.attended)
}

// lanesFirst is the floor's order with complaints on top, each part in its own
// order.
func lanesFirst(waiting []metrics.Waiting) []waitingRow {
	rows := make([]waitingRow, 0, len(waiting))
	for i := range waiting {
		if waiting[i].Complaint {
			rows = append(rows, waitingRow{Waiting: waiting[i]})
		}
	}
	for i := range waiting {
		if !waiting[i].Complaint {
			rows = append(rows, waitingRow{Waiting: waiting[i]})
		}
	}
	return rows
}

// sameOrder is the latest rows in the order shown, new ones behind.
func (p *waitingPanel) sameOrder() []waitingRow {
	latest := p.byKey()
	rows := make([]waitingRow, 0, len(p.latest))
	for _, r := range p.rows {
		if now, ok := latest[r.Key]; ok {
			rows = append(rows, waitingRow{Waiting: *now})
		}
	}
	return append(rows, p.unlisted()...)
}

// sameMembers is the rows shown, with their latest facts; those that left stay
// and say so.
func (p *waitingPanel) sameMembers() []waitingRow {
	latest := p.byKey()
	rows := slices.Clone(p.rows)
	p.held = holding{came: len(p.unlisted())}
	for i := range rows {
		now, ok := latest[rows[i].Key]
		rows[i].gone = !ok
		if ok {
			rows[i].Waiting = *now
		} else {
			p.held.left++
		}
	}
	return rows
}

func (p *waitingPanel) byKey() map[metrics.ConversationKey]*metrics.Waiting {
	m := make(map[metrics.ConversationKey]*metrics.Waiting, len(p.latest))
	for i := range p.latest {
		m[p.latest[i].Key] = &p.latest[i]
	}
	return m
}

// unlisted is the latest rows that are not shown.
func (p *waitingPanel) unlisted() []waitingRow {
	var rows []waitingRow
	for _, r := range lanesFirst(p.latest) {
		if _, shown := p.index[r.Key]; !shown {
			rows = append(rows, r)
		}
	}
	return rows
}
