package sim

import "floorwalker/metrics"

func (a *agent) sender() metrics.Sender {
	return metrics.Sender{Kind: metrics.Agent, ID: a.id, Name: a.name}
}

// respond is what an agent does about a question once he has read it.
func (s *Simulator) respond(a *agent, c *conversation) {
	q := c.question()
	switch {
	case q.thanks && a.dice.chance(.12):
		c.waiting = false // nothing was asked, nothing is said
		c.closes = true
		s.wrapUp(c, a.tidies)
	case c.script.strays && c.turn > 0 && !c.owed:
		c.script.strays = false
		s.transfer(a, c)
	case !c.asked && a.dice.chance(c.script.topic.beyond):
		s.escalate(a, c)
	case !c.owed && q.work > 22*metrics.Second && a.dice.chance(.15):
		s.promise(a, c)
	default:
		s.answer(a, c)
	}
}

// answer sends the agent's words and ends the wait.
func (s *Simulator) answer(a *agent, c *conversation) {
	said := c.shop.said
	words := said.byTopic[c.script.topic.name].answers
	if c.question().thanks {
		words = said.welcomes
	}
	e := c.event(metrics.MessageCreated)
	e.Sender, e.Agent, e.Text = a.sender(), a.id, c.fill(words[(int(c.number)+c.turn)%len(words)])
	e.Quick = a.dice.chance(.3)
	if c.shop.robot && a.dice.chance(.08) {
		e.Sender = metrics.Sender{Kind: metrics.Robot, ID: "robot"}
		e.Assisted = true
	}
	id := s.tell(c, e)
	if a.dice.chance(.006) {
		s.correct(a, c, id)
	}
	s.endWait(c)
	c.owed, c.promised = false, false
	s.answered(c)
}

// endWait notes that a human has answered.
func (s *Simulator) endWait(c *conversation) {
	if c.waiting {
		c.worst = max(c.worst, s.now.Sub(c.since))
	}
	c.waiting, c.overlooked, c.served = false, false, true
	c.buyer.last = c.owner
}

// correct takes a wrong answer back and sends the right one.
func (s *Simulator) correct(a *agent, c *conversation, wrong metrics.Text) {
	s.in(a.dice.between(4*metrics.Second, 20*metrics.Second), func() {
		if c.closed || c.owner != a {
			return
		}
		s.recall(c, wrong, a.id)
		s.message(c, a.sender(), pick(a.dice, c.shop.said.rights))
	})
}

// promise says "one moment". It stops the platform's clock; the buyer still
// has no answer, and some agents forget him.
func (s *Simulator) promise(a *agent, c *conversation) {
	s.message(c, a.sender(), c.fill(pick(c.dice, c.shop.said.promises)))
	s.endWait(c)
	forgotten := a.dice.chance(.12)
	if !forgotten {
		s.in(a.dice.around(50*metrics.Second, .5), func() {
			c.owed = !c.closed && !c.waiting
			s.stir(a, metrics.Second)
		})
	}
	s.remind(c)
}

// remind is a buyer asking again who was promised an answer and got none. One
// who has left lets the conversation end.
func (s *Simulator) remind(c *conversation) {
	c.promised = true
	wait := c.wait
	s.in(9*metrics.Minute, func() {
		switch {
		case c.closed, c.wait != wait, !c.promised, c.held:
		case c.gone:
			c.owed = false
			s.wrapUp(c, idle)
		case c.said:
			s.buyerLine(c, pick(c.dice, c.shop.said.nags))
		}
	})
}

// transfer sends a question to the people it belongs to: another team if there
// is one, else a colleague. With nobody there it is answered here.
func (s *Simulator) transfer(a *agent, c *conversation) {
	stage := presale
	if c.team.stage == presale {
		stage = aftersale
	}
	to := s.teamFor(c.shop, stage)
	heir := s.leastLoaded(to, c, a)
	if heir == nil {
		s.answer(a, c)
		return
	}
	s.message(c, a.sender(), c.fill(pick(c.dice, c.shop.said.promises)))
	s.endWait(c)
	s.handTo(c, heir, metrics.Event{Type: metrics.ConversationTransferred, By: a.id, Reason: "other team"})
	s.systemLine(c, c.fill(pick(c.dice, c.shop.said.moved)))
	s.in(metrics.Second, func() {
		c.owed = !c.closed && !c.waiting
		s.notice(heir, c)
	})
}

// escalate asks a supervisor. The buyer is told, and gets his answer when a
// supervisor has decided: one on the screen, or else the shift lead in the room.
func (s *Simulator) escalate(a *agent, c *conversation) {
	s.message(c, a.sender(), c.fill(pick(c.dice, c.shop.said.asks)))
	s.endWait(c)
	c.asked, c.held = true, true
	c.asks++
	asks := c.asks
	e := c.event(metrics.ConversationEscalated)
	e.Agent, e.Reason = a.id, c.script.topic.name
	s.tell(c, e)
	s.in(a.dice.around(4*metrics.Minute, .5), func() {
		if c.held && c.asks == asks && c.moving == "" {
			e := c.event(metrics.EscalationAnswered)
			e.Agent, e.By = a.id, "shift-lead"
			s.decided(c, e)
		}
	})
}

// decided is the supervisor's word on a conversation that was held for it.
func (s *Simulator) decided(c *conversation, answer metrics.Event) {
	c.held = false
	if c.closed {
		return
	}
	s.tell(c, answer)
	c.owed = !c.waiting
	s.remind(c)
	if c.owner != nil {
		s.stir(c.owner, metrics.Second)
	}
}
