package sim

import (
	"slices"

	"floorwalker/metrics"
)

// agent is a person who answers buyers.
type agent struct {
	id, name metrics.Text
	team     *team
	dice     dice
	words    map[metrics.Presence]metrics.Text
	shops    map[*shop]bool // where he has an account; nil: everywhere

	capacity int
	pace     float64      // of his answers; 1 is average, 2 takes twice as long
	habit    habit        // which conversation he turns to
	careless float64      // probability of overlooking a message
	heeds    float64      // probability that a nudge moves him
	dozes    metrics.Span // mean time between silent spells; 0: never
	tidies   metrics.Span // closes a finished conversation after this long
	invites  float64      // probability of asking for a rating

	presence metrics.Presence
	posts    int          // changes of presence so far, so that plans for an older one lapse
	silent   metrics.Time // online, but does nothing until then
	open     []*conversation
	incoming int           // accepted moves to him that are not done yet
	desk     *conversation // being answered
	stirring bool          // about to look for the next one
	lastTab  *conversation
	nudges   int // lately
	plan     int // number of the plan for his day, so that older ones lapse
}

// habit is the order in which an agent turns to who waits for him.
type habit uint8

const (
	oldestFirst habit = iota
	newestFirst
	tabByTab
	begunFirst
	habits
)

// team is a group of agents with a queue of its own.
type team struct {
	id     metrics.Text
	stage  metrics.Text // presale, or aftersale for all the rest
	agents []*agent
	queue  []*conversation
}

func (t *team) drop(c *conversation) {
	if !c.queued {
		return
	}
	c.queued = false
	t.queue = slices.DeleteFunc(t.queue, func(q *conversation) bool { return q == c })
}

func (t *team) leave(a *agent) {
	t.agents = slices.DeleteFunc(t.agents, func(b *agent) bool { return a == b })
}

// staffed reports whether anybody of the team is at work, on a break or not.
func (t *team) staffed() bool {
	return slices.ContainsFunc(t.agents, func(a *agent) bool { return a.presence >= metrics.Away })
}

// hire gives the floor its teams and agents.
func (s *Simulator) hire() {
	s.staff = make(map[metrics.Text]*agent, s.cfg.Agents)
	for i := range s.cfg.Teams {
		t := &team{id: presale, stage: presale}
		if i%2 == 1 {
			t.id, t.stage = aftersale, aftersale
		}
		if i > 1 {
			t.id += "-" + number(i/2+1)
		}
		s.teams = append(s.teams, t)
	}
	for i := range s.cfg.Agents {
		a := s.person(i, s.teams[i%len(s.teams)])
		a.team.agents = append(a.team.agents, a)
		s.agents = append(s.agents, a)
		s.staff[a.id] = a
	}
	for _, t := range s.teams {
		s.giveAccounts(t)
	}
}

// person draws what somebody is like.
func (s *Simulator) person(i int, t *team) *agent {
	d := newDice(s.cfg.Seed, agentStream+uint64(i))
	n := agentName(i)
	a := &agent{
		id: n.id, name: n.shown, team: t, dice: d,
		words:    s.shops[i%len(s.shops)].words,
		capacity: 6 + d.IntN(6),
		pace:     float64(d.around(1000, .28)) / 1000,
		habit:    habit(d.IntN(int(habits))),
		careless: d.factor(.005, .05),
		heeds:    d.factor(.55, .95),
		tidies:   d.around(100*metrics.Second, .4),
		invites:  d.factor(.15, .8),
		presence: metrics.Offline,
	}
	if d.chance(.4) {
		a.dozes = d.between(90*metrics.Minute, 5*metrics.Hour)
	}
	return a
}

// giveAccounts gives four of five members of a team an account in a shop. A
// shop that would be left with fewer than three is open to all of them.
func (s *Simulator) giveAccounts(t *team) {
	for _, sh := range s.shops {
		without := 0
		for i := range t.agents {
			if (i+sh.index)%5 == 4 {
				without++
			}
		}
		if len(t.agents)-without < 3 {
			continue
		}
		for i, a := range t.agents {
			if (i+sh.index)%5 == 4 {
				a.refuseShop(s.shops, sh)
			}
		}
	}
}

func (a *agent) refuseShop(all []*shop, not *shop) {
	if a.shops == nil {
		a.shops = make(map[*shop]bool, len(all))
		for _, sh := range all {
			a.shops[sh] = true
		}
	}
	delete(a.shops, not)
}

func (a *agent) serves(sh *shop) bool { return a.shops == nil || a.shops[sh] }

func (a *agent) load() int { return len(a.open) + a.incoming }

func (a *agent) full() bool { return a.load() >= a.capacity }

func (a *agent) release(c *conversation) {
	a.open = slices.DeleteFunc(a.open, func(o *conversation) bool { return o == c })
}

// works reports whether the agent answers anybody at now.
func (a *agent) works(now metrics.Time) bool {
	return a.presence >= metrics.Busy && now >= a.silent
}

// post changes an agent's state and says so.
func (s *Simulator) post(a *agent, to metrics.Presence, reason, by, command metrics.Text) {
	a.presence = to
	a.posts++
	s.emitStaff(a.status(reason, by, command))
	if to == metrics.Online {
		s.drain(a.team)
	}
	s.stir(a, 2*metrics.Second)
}

func (a *agent) status(reason, by, command metrics.Text) metrics.Event {
	return metrics.Event{
		Type: metrics.AgentStatusChanged, Team: a.team.id, Agent: a.id, Name: a.name,
		Presence: a.presence, Native: a.words[a.presence], Capacity: a.capacity,
		Reason: reason, By: by, Command: command,
	}
}
