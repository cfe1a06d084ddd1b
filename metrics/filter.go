package metrics

import (
	"reflect"
	"slices"
	"strings"
)

// filtered is the filter in force and its number. Rows remember whether they
// pass it: while nothing about them changes, they are not asked again.
type filtered struct {
	Filter
	term   string // lower case
	number uint32
	all    bool // lets everything through
}

// set puts a filter in force.
func (q *filtered) set(f Filter) {
	if q.number != 0 && reflect.DeepEqual(q.Filter, f) {
		return
	}
	q.Filter, q.term = f, strings.ToLower(string(f.Term))
	q.number++
	q.all = len(f.Teams) == 0 && len(f.Shops) == 0 && len(f.Owner) == 0 && f.Term == ""
}

// lets reports whether the row passes.
func (q *filtered) lets(f *Floor, r *row) bool {
	if q.all {
		return true
	}
	if r.filter != q.number {
		r.filter, r.matched = q.number, q.matches(f, r)
	}
	return r.matched
}

func (q *filtered) matches(f *Floor, r *row) bool {
	owner := Text("")
	if r.owner != unassigned {
		owner = f.people.list[r.owner].id
	}
	return (len(q.Teams) == 0 || slices.Contains(q.Teams, f.teams.list[r.team])) &&
		(len(q.Shops) == 0 || slices.Contains(q.Shops, r.thread.shop.key)) &&
		(len(q.Owner) == 0 || slices.Contains(q.Owner, owner)) &&
		(q.term == "" || f.mentions(r, q.term))
}

// mentions reports whether a row's visible words contain a lower-case term.
func (f *Floor) mentions(r *row, term string) bool {
	c := &r.thread.face
	for _, s := range [...]Text{
		c.words, c.buyerName, c.buyer, r.thread.key, r.thread.shop.key.Shop,
		f.teams.list[r.team], f.people.label(r.owner),
	} {
		if containsFold(string(s), term) {
			return true
		}
	}
	return false
}
