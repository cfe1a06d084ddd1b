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

// Spread plans rows of the view, as they were marked. It decides in two rounds.
// In the first, rows that somebody can still answer in time are given to whoever
// answers them first, those of shops with the fewest misses left before others,
// then by the nearest line. What room is left goes to the rest, longest waits
// first. A row stays where it is if nobody is sooner than its owner.
func (v *View) Spread(rows []Waiting, limit SpreadLimit) SpreadPlan {
	if limit.PerHead == 0 {
		limit.PerHead = 3
	}
	s := spreader{view: v, limit: limit, given: map[Text]int{}, stakes: v.stakes()}
	rows = distinct(rows)
	slices.SortStableFunc(rows, s.urgent)
	var plan SpreadPlan
	var rest []Waiting
	for i := range rows {
		r := &rows[i]
		if left := s.left(r); left > 0 && s.stay(r) > left {
			plan.Before++
		}
		if !s.place(r, &plan) {
			rest = append(rest, *r)
		}
	}
	slices.SortStableFunc(rest, func(a, b Waiting) int { return cmp.Compare(a.Since, b.Since) })
	for i := range rest {
		s.placeLate(&rest[i], &plan)
	}
	return plan
}

// distinct is a copy without rows that are there twice.
func distinct(rows []Waiting) []Waiting {
	seen := map[ConversationKey]bool{}
	var out []Waiting
	for i := range rows {
		if !seen[rows[i].Key] {
			seen[rows[i].Key] = true
			out = append(out, rows[i])
		}
	}
	return out
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

// left is the time until the row's next line breaks; 0: none can be kept.
func (s *spreader) left(r *Waiting) Span {
	if r.Deadline == 0 {
		return 0
	}
	return max(0, r.Deadline.Sub(s.view.Now))
}

// place gives the row to whoever answers it first, if that is in time and
// sooner than where it is.
func (s *spreader) place(r *Waiting, plan *SpreadPlan) bool {
	to, expected := s.best(r)
	if to == nil || expected > s.left(r) {
		return false
	}
	s.give(r, to, expected, plan)
	return true
}

// placeLate gives a row that nobody answers in time to whoever has room.
func (s *spreader) placeLate(r *Waiting, plan *SpreadPlan) {
	left := s.left(r)
	to, expected := s.best(r)
	if to == nil {
		plan.Left = append(plan.Left, *r)
		if left > 0 && s.stay(r) > left {
			plan.After++
		}
		return
	}
	s.give(r, to, expected, plan)
	if left > 0 {
		plan.After++
	}
}

func (s *spreader) give(r *Waiting, to *AgentRow, expected Span, plan *SpreadPlan) {
	s.given[to.ID]++
	plan.Moves = append(plan.Moves, SpreadMove{Row: *r, To: to.ID, Expected: expected, Chance: chanceOf(expected, s.left(r))})
}

// best is who would answer the row first, sooner than if it stayed; nil if
// nobody.
func (s *spreader) best(r *Waiting) (to *AgentRow, expected Span) {
	expected = s.stay(r)
	for i := range s.view.Agents {
		a := &s.view.Agents[i]
		if !s.fits(a, r) {
			continue
		}
		if e := a.answersIn(s.given[a.ID]); e < expected {
			to, expected = a, e
		}
	}
	return to, expected
}

func (s *spreader) fits(a *AgentRow, r *Waiting) bool {
	given := s.given[a.ID]
	switch {
	case a.Team != r.Team, a.ID == r.Owner, a.ID == r.Charged, a.Presence != Online && a.Presence != Busy:
		return false
	case a.Capacity > 0 && a.Load+given >= a.Capacity, given >= s.limit.PerHead, a.silent(s.view.Now):
		return false
	}
	return true
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
