package sim

import "floorwalker/metrics"

// ask begins the buyer's next question, or ends his visit if he has none.
func (s *Simulator) ask(c *conversation) {
	if c.closed || c.gone {
		return
	}
	if c.turn+1 == len(c.script.turns) {
		c.closes = true
		if c.owner != nil {
			s.wrapUp(c, c.owner.tidies)
		} else {
			s.wrapUp(c, robotIdle)
		}
		return
	}
	c.turn++
	c.said = false
	s.say(c, 0)
}

// How long nothing must happen before a conversation is closed, if no agent
// does it by his own habit.
const (
	robotIdle = 3 * metrics.Minute
	idle      = 6 * metrics.Minute
)

func (c *conversation) question() *turn { return &c.script.turns[c.turn] }

// say sends one line of the question and plans the next one.
func (s *Simulator) say(c *conversation, line int) {
	if c.closed {
		return
	}
	q := c.question()
	id := s.buyerLine(c, q.lines[line])
	if line+1 < len(q.lines) {
		s.in(q.gaps[line+1], func() { s.say(c, line+1) })
		return
	}
	c.said = true
	if c.robot {
		s.askRobot(c)
	}
	if c.script.advert {
		s.moderate(c, id)
	}
}

// buyerLine publishes a message of the buyer and makes the floor notice it.
func (s *Simulator) buyerLine(c *conversation, words metrics.Text) metrics.Text {
	e := c.event(metrics.MessageCreated)
	e.Sender, e.Text = c.asBuyer(), words
	if c.script.pictures && c.dice.chance(.3) {
		e.Media = "image"
	}
	e.Offline = !c.robot && c.owner == nil && !c.team.staffed()
	id := s.tell(c, e)
	c.heard = s.now
	if c.script.recall {
		c.script.recall = false
		s.in(8*metrics.Second, func() { s.recall(c, id, c.buyer.id) })
	}
	if !c.waiting {
		s.beginWait(c)
	}
	s.attendTo(c)
	if e.Offline && c.nags == 0 {
		s.leaveForTheNight(c)
	}
	return id
}

func (s *Simulator) beginWait(c *conversation) {
	c.waiting, c.since, c.nags = true, s.now, 0
	c.wait++
	wait := c.wait
	s.in(c.script.nag, func() { s.nag(c, wait) })
	s.in(c.script.patience, func() { s.leave(c, wait) })
}

// attendTo brings a waiting conversation to whoever must answer it.
func (s *Simulator) attendTo(c *conversation) {
	switch {
	case c.robot:
	case c.owner == nil:
		s.route(c)
	default:
		s.notice(c.owner, c)
	}
}

// nag is a buyer asking whether anybody is there.
func (s *Simulator) nag(c *conversation, wait int) {
	if !c.waiting || c.wait != wait || c.gone || !c.said || c.question().thanks {
		return
	}
	c.nags++
	if c.overlooked && c.nags > 1 {
		c.overlooked = false
	}
	s.buyerLine(c, pick(c.dice, c.shop.said.nags))
	if c.nags < 3 {
		s.in(c.script.nag*3/2, func() { s.nag(c, wait) })
	}
}

// leave is a buyer losing his patience. He stays unanswered until somebody
// writes to him all the same.
func (s *Simulator) leave(c *conversation, wait int) {
	if !c.waiting || c.wait != wait || c.gone {
		return
	}
	c.gone = true
	if c.question().thanks {
		return
	}
	if c.script.complain {
		s.buyerLine(c, pick(c.dice, c.shop.said.angry))
		s.complain(c)
	}
	if c.script.abandon && !c.shop.endless && c.moving == "" {
		s.close(c, c.buyer.id, "left")
	}
}

// leaveForTheNight tells a buyer that nobody is there. He does not nag, and
// some read the answer in the morning.
func (s *Simulator) leaveForTheNight(c *conversation) {
	c.nags++
	if c.wait == 1 {
		s.message(c, metrics.Sender{Kind: metrics.Auto, ID: "auto"}, c.fill(pick(c.dice, c.shop.said.closed)))
	}
	c.wait++ // no nagging, no leaving
	c.gone = !c.script.returns
}

// answered is a buyer having read what was written to him.
func (s *Simulator) answered(c *conversation) {
	if c.gone || !c.said {
		s.wrapUp(c, idle)
		return
	}
	think := metrics.Second
	if c.turn+1 < len(c.script.turns) {
		think = c.script.turns[c.turn+1].gaps[0]
	}
	turn := c.turn
	s.in(think, func() {
		if c.turn == turn && !c.waiting && !c.owed {
			s.ask(c)
		}
	})
}

// recall takes a message back.
func (s *Simulator) recall(c *conversation, message, by metrics.Text) {
	if c.closed {
		return
	}
	e := c.event(metrics.MessageRecalled)
	e.Ref, e.By = message, by
	s.tell(c, e)
}

// moderate deletes an advertisement and closes what is left.
func (s *Simulator) moderate(c *conversation, id metrics.Text) {
	s.in(c.dice.between(20*metrics.Second, 80*metrics.Second), func() {
		if c.closed {
			return
		}
		e := c.event(metrics.MessageDeleted)
		e.Ref, e.By, e.Reason = id, "moderation", "advertisement"
		s.tell(c, e)
		c.waiting, c.gone = false, true
		if c.moving == "" {
			s.close(c, "moderation", "advertisement")
		}
	})
}
