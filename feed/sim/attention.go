package sim

import "floorwalker/metrics"

// notice is a message reaching the agent's screen.
func (s *Simulator) notice(a *agent, c *conversation) {
	if a.dice.chance(a.careless) {
		c.overlooked = true
		s.in(a.dice.between(4*metrics.Minute, 15*metrics.Minute), func() {
			c.overlooked = false
			s.stir(a, metrics.Second)
		})
	}
	s.stir(a, a.dice.around(3*metrics.Second, .5))
}

// stir makes an agent who is doing nothing look at his conversations after d.
func (s *Simulator) stir(a *agent, d metrics.Span) {
	if a.desk != nil || a.stirring {
		return
	}
	a.stirring = true
	s.in(d, func() {
		a.stirring = false
		s.turnTo(a)
	})
}

// turnTo makes a free agent begin an answer.
func (s *Simulator) turnTo(a *agent) {
	if a.desk != nil || !a.works(s.now) {
		return
	}
	c := a.choose()
	if c == nil {
		return
	}
	a.desk, a.lastTab, c.nudged = c, c, false
	others := a.waiting() - 1
	effort := float64(c.question().work) * a.pace * (1 + .05*float64(max(others, 0)))
	s.in(2*metrics.Second+s.readingIn(c)+metrics.Span(effort), func() { s.finish(a, c) })
}

// readingTime is the median time in which somebody to whom a supervisor moved
// a conversation reads what went before. Half of it does for one that no
// colleague has answered in yet.
const readingTime = 14 * metrics.Second

func (s *Simulator) readingIn(c *conversation) metrics.Span {
	if !c.unread {
		return 0
	}
	c.unread = false
	if !c.served {
		return s.readings.around(readingTime/2, .4)
	}
	return s.readings.around(readingTime, .4)
}

// finish is an agent sending what he has written, if it is still his to send.
func (s *Simulator) finish(a *agent, c *conversation) {
	a.desk = nil
	if c.owner == a && !c.closed && c.wants() {
		s.respond(a, c)
	}
	s.stir(a, a.dice.between(metrics.Second, 3*metrics.Second))
}

// wants reports whether the conversation needs its owner.
func (c *conversation) wants() bool {
	return (c.waiting || c.owed) && !c.held && c.moving == ""
}

func (a *agent) waiting() int {
	n := 0
	for _, c := range a.open {
		if c.wants() {
			n++
		}
	}
	return n
}

// choose is the agent's next conversation by his habit; nil if none waits.
func (a *agent) choose() *conversation {
	var best *conversation
	start := a.afterLastTab()
	for i := range a.open {
		c := a.open[(start+i)%len(a.open)]
		if !c.wants() || c.overlooked && !c.nudged {
			continue
		}
		if best == nil || a.prefers(c, best) {
			best = c
		}
	}
	return best
}

func (a *agent) prefers(c, to *conversation) bool {
	switch {
	case c.nudged != to.nudged:
		return c.nudged
	case a.habit == newestFirst:
		return c.heard > to.heard
	case a.habit == tabByTab:
		return false
	case a.habit == begunFirst && c.served != to.served:
		return c.served
	}
	return c.since < to.since
}

func (a *agent) afterLastTab() int {
	for i, c := range a.open {
		if c == a.lastTab {
			return i + 1
		}
	}
	return 0
}

// doze plans the agent's next silent spell: online, and nothing happens.
func (s *Simulator) doze(a *agent) {
	if a.dozes == 0 {
		return
	}
	plan := a.plan
	s.in(a.dice.after(a.dozes), func() {
		if a.plan != plan {
			return
		}
		if a.presence == metrics.Online {
			s.fallSilent(a, a.dice.between(4*metrics.Minute, 14*metrics.Minute))
		}
		s.doze(a)
	})
}

func (s *Simulator) fallSilent(a *agent, d metrics.Span) {
	a.silent = max(a.silent, s.now.Add(d))
	s.in(a.silent.Sub(s.now), func() { s.stir(a, metrics.Second) })
}
