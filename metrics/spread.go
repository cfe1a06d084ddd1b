package metrics

import (
	"cmp"
	"slices"
)

// SpreadPlan gives many waiting conversations to many people so that as few as
// possible are lost. Nothing happens by itself: it is shown, and confirmed.
type SpreadPlan struct {
	Moves  []SpreadMove
	Left   []Waiting // nobody has room for these, or they are answered soonest where they are
	Before int       // of all, those whose next line will break if nothing is done
	After  int       // those whose will if the plan is carried out
}

// SpreadMove is one conversation of the plan.
type SpreadMove struct {
	Row      Waiting
	To       Text
	Expected Span // until a human answer
	Chance   Chance
}

// SpreadLimit bounds what one plan gives to one person.
type SpreadLimit struct {
	PerHead int // conversations; 0: 3, about what can be read in a minute
}

// Spread plans rows of the view, as they were marked. It decides in three
// steps: rows that can still be saved come first, among them those of shops
// with the fewest misses left, then the nearest line; each goes to whoever is
// expected to answer it first, what the plan has already given him included; a
// row stays where it is if that is no sooner than its owner's own answer.
func (v *View) Spread(rows []Waiting, limit SpreadLimit) SpreadPlan {
	if limit.PerHead == 0 {
		limit.PerHead = 3
	}
	s := spreader{view: v, limit: limit, given: map[Text]int{}, stakes: v.stakes()}
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, s.urgent)
	var plan SpreadPlan
	for i := range rows {
		s.place(&rows[i], &plan)
	}
	return plan
}

type spreader struct {
	view   *View
	limit  SpreadLimit
	given  map[Text]int // by person, in this plan
	stakes map[ShopKey]int
}

// stakes are the fewest misses that each shop has left on any of its metrics.
func (v *View) stakes() map[ShopKey]int {
	out := map[ShopKey]int{}
	for i := range v.Shops {
		r := &v.Shops[i]
		if left, known := out[r.Key]; r.Left >= 0 && (!known || r.Left < left) {
			out[r.Key] = r.Left
		}
	}
	return out
}

func (s *spreader) stake(r *Waiting) int {
	if left, known := s.stakes[ShopKey{r.Key.Platform, r.Key.Shop}]; known {
		return left
	}
	return 1<<31 - 1
}

func (s *spreader) urgent(a, b Waiting) int {
	if (a.Deadline == 0) != (b.Deadline == 0) {
		return cmp.Compare(b.Deadline, a.Deadline) // none left to keep: last
	}
	return cmp.Or(cmp.Compare(s.stake(&a), s.stake(&b)), cmp.Compare(a.Deadline, b.Deadline), cmp.Compare(a.Since, b.Since))
}

func (s *spreader) place(r *Waiting, plan *SpreadPlan) {
	left := Span(0)
	if r.Deadline != 0 {
		left = r.Deadline.Sub(s.view.Now)
	}
	stay := s.stay(r)
	savable := left > 0
	if savable && stay > left {
		plan.Before++
	}
	to, expected := s.best(r, stay)
	if to == nil {
		plan.Left = append(plan.Left, *r)
		if savable && stay > left {
			plan.After++
		}
		return
	}
	s.given[to.ID]++
	m := SpreadMove{Row: *r, To: to.ID, Expected: expected, Chance: chanceOf(expected, left)}
	if savable && m.Chance == NoChance {
		plan.After++
	}
	plan.Moves = append(plan.Moves, m)
}

// best is who would answer the row first, sooner than if it stayed.
func (s *spreader) best(r *Waiting, stay Span) (to *AgentRow, expected Span) {
	expected = stay
	for i := range s.view.Agents {
		a := &s.view.Agents[i]
		given := s.given[a.ID]
		switch {
		case a.Team != r.Team, a.ID == r.Owner, a.Presence != Online && a.Presence != Busy:
			continue
		case a.Capacity > 0 && a.Load+given >= a.Capacity, given >= s.limit.PerHead, a.silent(s.view.Now):
			continue
		}
		if e := a.answersIn(given); e < expected || e == expected && to == nil && stay == never {
			to, expected = a, e
		}
	}
	return to, expected
}

// stay is when the one in charge answers by himself; never if nobody is.
func (s *spreader) stay(r *Waiting) Span {
	for i := range s.view.Agents {
		if a := &s.view.Agents[i]; a.ID == r.Charged {
			return a.staysFor(s.view.Now)
		}
	}
	return never
}
