package metrics

import (
	"slices"
	"strings"
)

// Filter narrows the waiting list: a row passes if it passes every condition.
// The zero Filter lets everything through. ParseFilter reads one from what a
// person types.
type Filter struct {
	Teams      []Text // any of them; nil: all
	Term       Text   // as it was typed, for the screen to show
	Conditions []Condition
}

// Condition is one word of a filter.
type Condition struct {
	Field Field
	Not   bool
	Word  Text // lower case, for the fields that compare words
	Than  Span // for Wait and Left
	Less  bool // Wait and Left: less than Than, else more
}

// Field is what a condition looks at.
type Field uint8

// Fields. Any is every visible word of the row.
const (
	AnyField Field = iota
	TeamField
	ShopField
	OwnerField // id or name; "none": nobody; "offline": somebody who is
	BuyerField
	StageField
	TagField
	TierField
	PlatformField
	StateField
	WaitField
	LeftField
)

// ByTerm is the filter that looks for one term in every visible word.
func ByTerm(term Text) Filter {
	return Filter{Term: term, Conditions: []Condition{{Word: Text(strings.ToLower(string(term)))}}}
}

// filtered is the filter in force and its number. Rows remember whether they
// pass it: while nothing about them changes, they are not asked again.
type filtered struct {
	Filter
	number uint32
	clock  bool // a condition depends on the time: rows cannot remember
}

// set puts a filter in force.
func (q *filtered) set(f Filter) {
	if q.number != 0 && slices.Equal(q.Conditions, f.Conditions) && slices.Equal(q.Teams, f.Teams) {
		return
	}
	q.Filter = f
	q.number++
	q.clock = slices.ContainsFunc(f.Conditions, func(c Condition) bool {
		switch c.Field {
		case WaitField, LeftField, StateField, OwnerField:
			return true
		}
		return false
	})
}

// lets reports whether the row passes.
func (q *filtered) lets(f *Floor, r *row) bool {
	if len(q.Conditions) == 0 && len(q.Teams) == 0 {
		return true
	}
	if q.clock || r.filter != q.number {
		r.filter, r.matched = q.number, q.inTeams(f, r) && f.passes(r, q.Conditions)
	}
	return r.matched
}

func (q *filtered) inTeams(f *Floor, r *row) bool {
	return len(q.Teams) == 0 || slices.Contains(q.Teams, f.teams.list[r.team])
}

func (f *Floor) passes(r *row, conditions []Condition) bool {
	for i := range conditions {
		if f.meets(r, &conditions[i]) == conditions[i].Not {
			return false
		}
	}
	return true
}

func (f *Floor) meets(r *row, c *Condition) bool {
	t := r.thread
	switch c.Field {
	case TeamField:
		return foldEqual(f.teams.list[r.team], c.Word)
	case ShopField:
		return containsFold(string(t.shop.key.Shop), string(c.Word))
	case OwnerField:
		return f.ownedBy(r, c.Word)
	case BuyerField:
		return containsFold(string(t.buyerName), string(c.Word)) || containsFold(string(t.buyer), string(c.Word))
	case StageField:
		return foldEqual(t.stage, c.Word)
	case TagField:
		return slices.ContainsFunc(t.tags, func(tag Text) bool { return foldEqual(tag, c.Word) })
	case TierField:
		return foldEqual(t.tier, c.Word)
	case PlatformField:
		return foldEqual(t.shop.key.Platform, c.Word)
	case StateField:
		return r.state(f.now).String() == string(c.Word)
	case WaitField:
		return c.compare(r.wait(f.now))
	case LeftField:
		return r.due != 0 && c.compare(r.due.Sub(f.now))
	}
	return f.mentions(r, string(c.Word))
}

func (c *Condition) compare(s Span) bool {
	if c.Less {
		return s < c.Than
	}
	return s > c.Than
}

func (f *Floor) ownedBy(r *row, word Text) bool {
	if r.owner == unassigned {
		return word == "none"
	}
	q := f.people.list[r.owner]
	if word == "offline" {
		is, _, _ := q.presence(f.now)
		return is == Offline || is == UnknownPresence
	}
	return containsFold(string(q.id), string(word)) || containsFold(string(q.label()), string(word))
}

func foldEqual(s, lowered Text) bool {
	return len(s) == len(lowered) && hasPrefixFold(string(s), string(lowered))
}

// mentions reports whether a row's visible words contain a lower-case term.
func (f *Floor) mentions(r *row, term string) bool {
	t := r.thread
	for _, s := range [...]Text{
		t.lastWords(), t.buyerName, t.buyer, t.key, t.shop.key.Shop, f.teams.list[r.team], f.people.label(r.owner),
	} {
		if containsFold(string(s), term) {
			return true
		}
	}
	return false
}
