package metrics

import (
	"cmp"
	"slices"
)

// What is assumed where nothing was measured.
const (
	usualAnswer = 25 * Second // from turning to a buyer to the answer
	readIn      = 14 * Second // what went before, by a new owner
	nudgeDelay  = 10 * Second // until a nudge is seen and followed
	silentAfter = 2 * Minute  // owing answers and saying nothing
	silentFor   = 5 * Minute  // how long that lasts, as a rule
	nudgeRest   = 5 * Minute  // a nudge that brought nothing is not repeated
	gapMost     = 3 * Minute  // between two answers of somebody at work
)

// planner ranks the ways to an answer for one waiting row.
type planner struct {
	*Floor
	view *View
	row  Waiting
	left Span
}

// plan says who could save the conversation (R49); nil if nobody waits there.
func (f *Floor) plan(v *View, k ConversationKey) *MovePlan {
	t := f.threadOf(k)
	if t == nil || t.rowPos < 0 || !f.rows[t.rowPos].onScreen(f.today) {
		return nil
	}
	p := planner{Floor: f, view: v, row: f.waitingRow(&f.rows[t.rowPos])}
	if p.row.Deadline != 0 {
		p.left = p.row.Deadline.Sub(f.now)
	}
	out := &MovePlan{Key: k, Left: p.left, Take: p.take()}
	stay := never
	for i := range v.Agents {
		if a := &v.Agents[i]; a.ID == p.row.Charged {
			out.Nudge = p.nudge(t, a)
			stay = p.stay(a)
		}
	}
	for i := range v.Agents {
		if a := &v.Agents[i]; a.Team == p.row.Team {
			out.People = append(out.People, p.candidate(t, a, stay))
		}
	}
	slices.SortFunc(out.People, byPromise)
	return out
}

// byPromise puts the fit first, by chance and by what is expected; then the
// unfit by name.
func byPromise(a, b Candidate) int {
	if (a.Unfit == Fit) != (b.Unfit == Fit) {
		return cmp.Compare(a.Unfit, b.Unfit)
	}
	if a.Unfit != Fit {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Agent, b.Agent))
	}
	return cmp.Or(
		cmp.Compare(b.Chance, a.Chance), cmp.Compare(a.Expected, b.Expected), cmp.Compare(a.Agent, b.Agent))
}

// answerTime is how long a person takes for one answer: the median gap between
// his last answers while he was at work, within bounds.
func (f *Floor) answerTime(person uint32) Span {
	q := f.people.list[person]
	var at []Time
	for i := range q.pace.entries {
		if e := &q.pace.entries[i]; e.holds(f.now) {
			at = append(at, e.at)
		}
	}
	slices.Sort(at)
	at = at[max(0, len(at)-paceTurns-1):]
	var gaps []Span
	for i := 1; i < len(at); i++ {
		if gap := at[i].Sub(at[i-1]); gap > 0 && gap <= gapMost {
			gaps = append(gaps, gap)
		}
	}
	if len(gaps) < paceFloor {
		return usualAnswer
	}
	slices.Sort(gaps)
	return min(max(nearestRank(gaps, 50), 10*Second), 2*Minute)
}

func (p *planner) describe(t *thread, a *AgentRow) Candidate {
	person := p.person(a.ID)
	last, knows := p.people.list[person].shops[t.shop.index]
	c := Candidate{
		Agent: a.ID, Name: a.Name, Team: a.Team, Presence: a.Presence, Since: a.Since,
		Load: a.Load, Capacity: a.Capacity, Waiting: a.Waiting, Pace: a.Pace,
		KnowsShop: knows && p.policy.Zone.Date(last) == p.today, KnowsBuyer: t.heard(person, p.now),
	}
	if ladder := t.shop.rules.Ladder; len(ladder) > 0 {
		c.OwnLine = ladder[0]
	}
	return c
}

// heard reports whether a person has written in the conversation.
func (t *thread) heard(person uint32, now Time) bool {
	return slices.ContainsFunc(t.facts, func(k fact) bool {
		return k.kind == kindSpoke && k.flags&flagHuman != 0 && uint32(k.who) == person && k.time <= now
	})
}

// silent is somebody who is on, owes answers and has said nothing for minutes.
func (p *planner) silent(a *AgentRow) bool {
	return a.Waiting > 0 && p.now.Sub(max(a.LastSaid, a.Since)) >= silentAfter &&
		(a.Oldest != 0 && p.now.Sub(a.Oldest) >= silentAfter)
}

// stay is when the one in charge answers if nobody does anything: half of those
// who wait for him come first.
func (p *planner) stay(a *AgentRow) Span {
	if a.Presence < Busy {
		return never
	}
	wait := p.answerTime(p.person(a.ID)) * Span(a.Waiting+1) / 2
	if p.silent(a) {
		wait += silentFor
	}
	return wait
}

func (p *planner) nudge(t *thread, a *AgentRow) Candidate {
	c := p.describe(t, a)
	c.OwnLine = 0
	one := p.answerTime(p.person(a.ID))
	c.Expected = nudgeDelay + one
	if !p.silent(a) {
		c.Expected += one / 2 // what he is writing comes first
	}
	switch {
	case a.Presence == Offline || a.Presence == UnknownPresence:
		c.Unfit = UnfitOffline
	case a.Presence == Away:
		c.Unfit = UnfitAway
	case p.nudgedInVain(a):
		c.Unfit = UnfitSilent
	}
	c.Chance = p.chance(&c)
	return c
}

// nudgedInVain reports whether a nudge of the last minutes has brought nothing.
func (p *planner) nudgedInVain(a *AgentRow) bool {
	for i := range p.view.Commands {
		c := &p.view.Commands[i]
		if c.Verb == Nudge && c.Agent == a.ID && p.now.Sub(c.Asked) < nudgeRest && a.LastSaid < c.Asked {
			return true
		}
	}
	return false
}

// take is the supervisor himself: he reads in, answers, and does one after the
// other what he has taken.
func (p *planner) take() Candidate {
	c := Candidate{Expected: readIn + usualAnswer}
	for i := range p.view.Commands {
		if mine := &p.view.Commands[i]; mine.Verb == Take && mine.Outcome == OutcomeOpen && mine.Answered == 0 {
			c.Expected += usualAnswer
		}
	}
	c.Chance = p.chance(&c)
	return c
}

// candidate is a colleague. Who already owes answers gives them first, and a
// move is worth nothing if the one in charge would answer about as soon.
func (p *planner) candidate(t *thread, a *AgentRow, stay Span) Candidate {
	c := p.describe(t, a)
	c.Unfit = p.unfit(a)
	one := p.answerTime(p.person(a.ID))
	c.Expected = one + one*Span(a.Waiting)
	if !c.KnowsBuyer {
		c.Expected += readIn
	}
	if a.Load > 0 {
		c.Expected += one / 4 // as likely as not he is writing
	}
	c.Chance = p.chance(&c)
	if c.Expected >= stay {
		c.Chance = NoChance
	}
	return c
}

func (p *planner) unfit(a *AgentRow) Unfit {
	switch {
	case a.ID == p.row.Charged:
		return UnfitOwner
	case a.Presence == Offline || a.Presence == UnknownPresence:
		return UnfitOffline
	case a.Presence == Away:
		return UnfitAway
	case a.Capacity > 0 && a.Load >= a.Capacity:
		return UnfitFull
	case p.silent(a):
		return UnfitSilent
	}
	return Fit
}

// chance holds what is expected against what is left.
func (p *planner) chance(c *Candidate) Chance {
	switch {
	case c.Unfit != Fit || c.Expected > p.left:
		return NoChance
	case c.Expected > p.left*2/3:
		return Tight
	}
	return InTime
}
