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
	if asked := listed(p.view.Query); !reflect.DeepEqual(p.query, asked) {
		p.query, p.hold = asked, false
		p.show(p.arranged())
		return
	}
	p.rearrange()
}

// listed is the part of a query that decides which rows there are.
func listed(q metrics.Query) metrics.Query {
	return metrics.Query{Sort: q.Sort, Filter: q.Filter, Limit: q.Limit}
}

// rearrange shows the latest rows in the order that the moment allows.
func (p *waitingPanel) rearrange() {
	switch {
	case p.hold:
		p.show(p.sameMembers())
	case p.busy:
		p.show(p.sameOrder())
	default:
		p.show(p.arranged())
	}
}

// settle lets the rows move again after the last key.
func (p *waitingPanel) settle() {
	if !p.busy {
		return
	}
	p.busy = false
	if !p.hold {
		p.show(p.arranged())
	}
}

// setHold freezes the list, or shows what it kept back.
func (p *waitingPanel) setHold(on bool) {
	p.hold, p.held = on, holding{}
	if !on {
		p.show(p.arranged())
	}
}

// show makes rows the list.
func (p *waitingPanel) show(rows []waitingRow) {
	p.rows = rows
	p.index = make(map[rowID]int, len(rows))
	for i := range rows {
		p.index[rows[i].id()] = i
	}
	p.keepMarks()
	p.list.Sync(p, p.attended)
}

// sameOrder is the latest rows in the order shown, new ones behind.
func (p *waitingPanel) sameOrder() []waitingRow {
	arranged := p.arranged()
	latest := byID(arranged)
	rows := make([]waitingRow, 0, len(arranged))
	for i := range p.rows {
		if now, ok := latest[p.rows[i].id()]; ok {
			rows = append(rows, *now)
		}
	}
	return append(rows, p.unlisted(arranged)...)
}

// sameMembers is the rows shown, with their latest facts; those that left stay
// and say so.
func (p *waitingPanel) sameMembers() []waitingRow {
	arranged := p.arranged()
	latest := byID(arranged)
	rows := slices.Clone(p.rows)
	p.held = holding{came: len(p.unlisted(arranged))}
	for i := range rows {
		now, ok := latest[rows[i].id()]
		if ok {
			rows[i] = *now
			continue
		}
		rows[i].gone = true
		p.held.left++
	}
	return rows
}

func byID(rows []waitingRow) map[rowID]*waitingRow {
	m := make(map[rowID]*waitingRow, len(rows))
	for i := range rows {
		m[rows[i].id()] = &rows[i]
	}
	return m
}

// unlisted is the rows that are not shown.
func (p *waitingPanel) unlisted(arranged []waitingRow) []waitingRow {
	var rows []waitingRow
	for i := range arranged {
		if _, shown := p.index[arranged[i].id()]; !shown {
			rows = append(rows, arranged[i])
		}
	}
	return rows
}
