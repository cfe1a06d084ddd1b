package sim

import "floorwalker/metrics"

var robotSender = metrics.Sender{Kind: metrics.Robot, ID: "robot", Name: "robot"}

// askRobot makes the robot look at the buyer's question.
func (s *Simulator) askRobot(c *conversation) {
	turn := c.turn
	s.in(c.dice.between(800, 2500), func() {
		if !c.closed && c.robot && c.turn == turn && c.waiting {
			s.robotTurn(c)
		}
	})
}

// robotTurn answers, gives up, or fails to understand that a human is wanted.
func (s *Simulator) robotTurn(c *conversation) {
	q, said := c.question(), c.shop.said
	words := said.byTopic[c.script.topic.name].robot
	switch {
	case c.shop.down, len(words) == 0:
		s.handOff(c)
	case q.thanks:
		s.robotSays(c, pick(c.dice, said.welcomes))
		s.answered(c)
	case q.helped:
		s.robotSays(c, c.fill(pick(c.dice, words)))
		s.answered(c)
	default:
		s.robotFails(c, words)
	}
}

func (s *Simulator) robotSays(c *conversation, words metrics.Text) {
	s.message(c, robotSender, words)
	c.waiting = false
}

// robotFails is an answer that is none. The buyer asks for a human; one robot
// in seven does not understand that the first time.
func (s *Simulator) robotFails(c *conversation, words []metrics.Text) {
	said := c.shop.said
	if !c.question().human {
		s.handOff(c)
		return
	}
	s.robotSays(c, c.fill(pick(c.dice, words)))
	deaf := c.dice.chance(.15)
	s.in(c.dice.around(9*metrics.Second, .5), func() {
		if c.closed || !c.robot {
			return
		}
		s.buyerLine(c, pick(c.dice, said.humans))
		if !deaf {
			s.in(metrics.Second, func() { s.handOff(c) })
			return
		}
		s.in(2*metrics.Second, func() { s.robotSays(c, pick(c.dice, said.lost)) })
		s.in(c.dice.between(8*metrics.Second, 20*metrics.Second), func() {
			s.buyerLine(c, pick(c.dice, said.humans))
			s.in(metrics.Second, func() { s.handOff(c) })
		})
	})
}

// handOff passes the buyer from the robot to the people. His wait for a human
// begins here.
func (s *Simulator) handOff(c *conversation) {
	if c.closed || !c.robot {
		return
	}
	c.robot = false
	e := c.event(metrics.ConversationHandoff)
	e.By, e.Reason = "robot", "robot cannot help"
	s.tell(c, e)
	s.systemLine(c, pick(c.dice, c.shop.said.handoffs))
	s.beginWait(c)
	s.route(c)
}
