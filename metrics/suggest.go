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
	nudgeHeard  = 30 * Second // after which a nudge has been in vain
	nudgeRest   = 5 * Minute  // and for how long it is not repeated
	gapMost     = 3 * Minute  // between two answers of somebody at work
)

// planner ranks the ways to an answer for one waiting row.
type planner struct {
	*Floor
	view *View
	row  Waiting
	left Span
}

// plan says who could save the conversation; nil if nobody waits there.
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
			stay = a.staysFor(p.now)
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

func (p *planner) describe(t *thread, a *AgentRow) Candidate {
	person := p.people.index[a.ID]
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

// silent is somebody who is on, owes an answer for minutes, and has said nothing
// for as long.
func (a *AgentRow) silent(now Time) bool {
	return a.Waiting > 0 && now.Sub(max(a.LastSaid, a.Since)) >= silentAfter &&
		(a.Oldest != 0 && now.Sub(a.Oldest) >= silentAfter)
}

// staysFor is when somebody answers if nobody does anything: half of those who
// wait for him come first. Never if he is not there.
func (a *AgentRow) staysFor(now Time) Span {
	if a.Presence < Busy {
		return never
	}
	wait := a.AnswerTime * Span(a.Waiting+1) / 2
	if a.silent(now) {
		wait += silentFor
	}
	return wait
}

// answersIn is when somebody answers what is given to him now, after n others
// that were given to him just before: he gives the answers that he owes first,
// reads in, and as likely as not is writing.
func (a *AgentRow) answersIn(n int) Span {
	e := a.AnswerTime*Span(a.Waiting+1+n) + readIn*Span(1+n)
	if a.Load > 0 {
		e += a.AnswerTime / 4
	}
	return e
}

func (p *planner) nudge(t *thread, a *AgentRow) Candidate {
	c := p.describe(t, a)
	c.OwnLine = 0
	one := a.AnswerTime
	c.Expected = nudgeDelay + one
	if !a.silent(p.now) {
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
		if c.Verb != Nudge || c.Agent != a.ID || c.State == CommandRefused {
			continue
		}
		if since := p.now.Sub(c.Asked); since >= nudgeHeard && since < nudgeRest && a.LastSaid < c.Asked {
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
	c.Expected = a.answersIn(0)
	if c.KnowsBuyer {
		c.Expected -= readIn
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
	case a.silent(p.now):
		return UnfitSilent
	}
	return Fit
}

// chance holds what is expected against what is left.
func (p *planner) chance(c *Candidate) Chance {
	if c.Unfit != Fit {
		return NoChance
	}
	return chanceOf(c.Expected, p.left)
}

func chanceOf(expected, left Span) Chance {
	switch {
	case expected > left:
		return NoChance
	case expected > left*2/3:
		return Tight
	}
	return InTime
}
