package sim

import (
	"time"

	"floorwalker/metrics"
)

// conversation is one visit of a buyer.
type conversation struct {
	key    metrics.ConversationKey
	number uint64 // of the visit
	shop   *shop
	team   *team
	buyer  *buyer
	script script
	dice   dice // its texts; everything that decides is in the script
	day    time.Time
	order  metrics.Text

	owner  *agent
	robot  bool // the robot still answers
	closed bool

	turn   int  // index of the question being asked
	said   bool // it has been asked to the end
	gone   bool // the buyer does not read on
	closes bool // nothing more is to come from him

	waiting bool // for a human, or for the robot while robot is set
	since   metrics.Time
	wait    int          // number of the wait, so that plans for an older one lapse
	nags    int          // in this wait
	worst   metrics.Span // longest wait that was answered

	overlooked bool   // its owner does not see that it waits
	nudged     bool   // its owner has been told
	unread     bool   // a supervisor moved it here, its owner has not read what went before
	promised   bool   // he was told to wait
	owed       bool   // and the answer is due
	held       bool   // until a supervisor has decided
	queued     bool   // in its team's queue
	moving     string // id of the command that moves it
	served     bool   // a human has answered
	asked      bool   // a supervisor was asked
	asks       int    // times a supervisor was asked, so that an answer that comes later lapses
	tags       []metrics.Text
	priority   metrics.Text
	lines      int // messages and moves so far, so that idle plans lapse
	heard      metrics.Time
}

// event is a blank of this conversation.
func (c *conversation) event(t metrics.EventType) metrics.Event {
	return metrics.Event{Type: t, Team: c.team.id, Conversation: c.key.Conversation}
}

func (s *Simulator) tell(c *conversation, e metrics.Event) metrics.Text {
	c.lines++
	return s.emit(c.shop, e)
}

// open lets a buyer in and begins his first question.
func (s *Simulator) open(c *conversation) {
	e := c.event(metrics.ConversationOpened)
	e.Sender = c.asBuyer()
	s.tell(c, e)
	e = c.event(metrics.ConversationTagged)
	e.Stage, e.Topic, e.Tier = c.script.topic.stage, c.script.topic.name, c.buyer.tier
	c.priority = "normal"
	if c.buyer.tier != "" || c.script.topic.name == "bulk" {
		c.priority = "high"
	}
	e.Priority = c.priority
	s.tell(c, e)
	s.ask(c)
}

func (c *conversation) asBuyer() metrics.Sender {
	return metrics.Sender{Kind: metrics.Buyer, ID: c.buyer.id, Name: c.buyer.name, Tier: c.buyer.tier}
}

// message publishes a line of the conversation.
func (s *Simulator) message(c *conversation, from metrics.Sender, words metrics.Text) metrics.Text {
	e := c.event(metrics.MessageCreated)
	e.Sender, e.Text = from, words
	if from.Kind != metrics.Buyer && from.Kind != metrics.System && c.owner != nil {
		e.Agent = c.owner.id
	}
	return s.tell(c, e)
}

func (s *Simulator) systemLine(c *conversation, words metrics.Text) {
	s.message(c, metrics.Sender{Kind: metrics.System, ID: "system"}, words)
}

// wrapUp closes the conversation once nothing has happened in it for d. A wait
// that begins meanwhile ends the plan; its answer makes a new one.
func (s *Simulator) wrapUp(c *conversation, d metrics.Span) {
	lines := c.lines
	s.in(d, func() {
		switch {
		case c.closed, c.waiting, c.owed, c.held, c.moving != "":
		case c.lines != lines:
			s.wrapUp(c, d)
		case !c.closes:
			s.close(c, "system", "idle")
		case c.owner == nil:
			s.close(c, "robot", "done")
		default:
			s.close(c, c.owner.id, "done")
		}
	})
}

// close ends a visit. A closed conversation is remembered for a while, so that
// commands on it are told what became of it.
func (s *Simulator) close(c *conversation, by, reason metrics.Text) {
	e := c.event(metrics.ConversationClosed)
	e.By, e.Reason = by, reason
	s.tell(c, e)
	c.closed, c.waiting, c.owed = true, false, false
	c.team.drop(c)
	if a := c.owner; a != nil {
		a.release(c)
		s.drain(c.team)
	}
	s.afterwards(c)
	s.in(metrics.Hour, func() {
		if s.chats[c.key] == c {
			delete(s.chats, c.key)
		}
	})
}
