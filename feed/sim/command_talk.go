package sim

import (
	"slices"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

func (s *Simulator) checkTag(r Request, c *conversation) (func(), *refusal) {
	tags, priority := c.tags, c.priority
	if r.Priority != "" {
		priority = text.Name(r.Priority)
	}
	if r.Tags != nil {
		tags = nil
		for _, t := range r.Tags {
			tags = append(tags, text.Name(t))
		}
	}
	if priority == c.priority && slices.Equal(tags, c.tags) {
		return nil, refuse(feed.CodeConflict, "it is so already")
	}
	return func() { s.tag(r, c, priority, tags) }, nil
}

// tag says again all that is known of the conversation: readers take the
// latest.
func (s *Simulator) tag(r Request, c *conversation, priority metrics.Text, tags []metrics.Text) {
	c.priority, c.tags = priority, tags
	e := c.event(metrics.ConversationTagged)
	e.Stage, e.Topic, e.Tier = c.script.topic.stage, c.script.topic.name, c.buyer.tier
	e.Priority, e.Tags = priority, tags
	e.By, e.Command = text.Clean(r.Supervisor), text.Clean(r.ID)
	s.tell(c, e)
}

// note is a line for colleagues. Buyers do not see it, and it answers nobody.
func (s *Simulator) note(r Request, c *conversation) {
	e := c.event(metrics.MessageCreated)
	e.Sender = metrics.Sender{Kind: metrics.Agent, ID: text.Clean(r.Supervisor)}
	e.Text, e.Private = text.Clean(r.Words), true
	e.By, e.Command = text.Clean(r.Supervisor), text.Clean(r.ID)
	s.tell(c, e)
}

func (s *Simulator) checkAnswer(r Request, c *conversation) (func(), *refusal) {
	if !c.held {
		return nil, refuse(feed.CodeConflict, "nobody asks, or it was answered already")
	}
	c.moving = r.ID // until it is answered, nobody else does
	return func() {
		c.moving = ""
		e := c.event(metrics.EscalationAnswered)
		e.Agent, e.By, e.Command = text.Clean(c.ownerID()), text.Clean(r.Supervisor), text.Clean(r.ID)
		e.Text = text.Clean(r.Words)
		s.decided(c, e)
	}, nil
}
