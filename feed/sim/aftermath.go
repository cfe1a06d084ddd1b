package sim

import "floorwalker/metrics"

// afterwards is what follows from a visit that has ended.
func (s *Simulator) afterwards(c *conversation) {
	switch {
	case c.script.advert:
	case c.served:
		if c.owner != nil && c.owner.dice.chance(c.owner.invites) {
			s.invite(c, c.owner.id, "")
		}
		s.consequences(c)
	case c.robot && c.dice.chance(.1):
		s.invite(c, "", "robot")
	}
}

// consequences are what a buyer does whom a human has answered.
func (s *Simulator) consequences(c *conversation) {
	if c.script.buys && c.worst < 5*metrics.Minute {
		s.in(c.dice.around(6*metrics.Minute, .8), func() { s.buy(c) })
	}
	switch c.script.topic.name {
	case "returns", "refund":
		s.in(c.dice.around(4*metrics.Minute, .5), func() { s.refund(c) })
	case "quality":
		if c.dice.chance(.05) {
			s.complain(c)
		}
	case "shipping":
		if c.dice.chance(.5) {
			s.in(c.dice.around(50*metrics.Minute, .8), func() { s.ship(c) })
		}
	}
}

// invite asks for a rating, which some buyers give: the longer they waited the
// worse.
func (s *Simulator) invite(c *conversation, agent, target metrics.Text) {
	e := c.event(metrics.RatingInvited)
	e.Agent, e.Target = agent, target
	s.emit(c.shop, e)
	if !c.script.rates {
		return
	}
	invited := s.now
	s.in(c.dice.around(70*metrics.Second, 1), func() {
		e := c.event(metrics.RatingSubmitted)
		e.Agent, e.Target, e.InvitedAt, e.Score = agent, target, invited, c.score()
		s.emit(c.shop, e)
	})
}

// score is 5 for a quick answer, and one less for every longer wait.
func (c *conversation) score() int {
	score := 5
	for _, line := range []metrics.Span{2 * metrics.Minute, 5 * metrics.Minute, 10 * metrics.Minute} {
		if c.worst > line {
			score--
		}
	}
	if c.script.harsh {
		score -= 2
	}
	return max(score, 1)
}

// complain opens a complaint with the platform and marks the conversation.
func (s *Simulator) complain(c *conversation) {
	e := c.event(metrics.ComplaintOpened)
	e.Buyer, e.Order, e.Reason = c.buyer.id, c.orderNumber(), c.script.topic.name
	s.emit(c.shop, e)
	e = c.event(metrics.ConversationTagged)
	e.Stage, e.Topic, e.Tier = c.script.topic.stage, c.script.topic.name, c.buyer.tier
	e.Priority, e.Tags = "urgent", []metrics.Text{"complaint"}
	s.emit(c.shop, e)
}

// orderEvent is a blank about the conversation's order.
func (c *conversation) orderEvent(t metrics.EventType) metrics.Event {
	e := c.event(t)
	e.Order, e.Buyer, e.Amount = c.orderNumber(), c.buyer.id, metrics.NoAmount
	return e
}

// buy places an order. One in eight on a group-buying platform waits for its
// group; shipping follows in some hours, and now and then a review.
func (s *Simulator) buy(c *conversation) {
	e := c.orderEvent(metrics.OrderPlaced)
	e.Items = 1 + c.dice.IntN(3)
	e.Amount = int64(e.Items) * int64(c.dice.around(4900, .7))
	if c.script.topic.name == "bulk" {
		e.Items *= 100
		e.Amount *= 60
	}
	e.ShipBy = s.now.Add(48 * metrics.Hour)
	e.Ungrouped = c.shop.name == "pdd" && c.dice.chance(.12)
	s.emit(c.shop, e)
	if e.Ungrouped {
		s.in(c.dice.around(25*metrics.Minute, .6), func() {
			e.Ungrouped, e.Type = false, metrics.OrderUpdated
			s.emit(c.shop, e)
		})
	}
	s.in(c.dice.around(3*metrics.Hour, .6), func() { s.ship(c) })
	if c.dice.chance(.12) {
		s.in(c.dice.around(7*metrics.Hour, .5), func() { s.review(c) })
	}
}

func (s *Simulator) ship(c *conversation) {
	e := c.orderEvent(metrics.OrderUpdated)
	e.Shipped = true
	s.emit(c.shop, e)
}

func (s *Simulator) review(c *conversation) {
	e := c.orderEvent(metrics.ReviewSubmitted)
	e.Conversation, e.Score = "", c.score()
	s.emit(c.shop, e)
}

// refund asks for money back. Most are paid within hours, some are disputed.
func (s *Simulator) refund(c *conversation) {
	e := c.orderEvent(metrics.RefundRequested)
	e.Refund = "r" + number(c.number)
	e.Amount = int64(c.dice.around(4900, .7))
	s.emit(c.shop, e)
	follow := func(t metrics.EventType, liable metrics.Text) {
		e.Type, e.Liable = t, liable
		s.emit(c.shop, e)
	}
	if c.dice.chance(.12) {
		liable := pick(c.dice, []metrics.Text{"seller", "buyer", "carrier"})
		s.in(c.dice.around(90*metrics.Minute, .5), func() { follow(metrics.RefundDisputed, liable) })
		return
	}
	s.in(c.dice.around(3*metrics.Hour, .8), func() { follow(metrics.RefundCompleted, "") })
}
