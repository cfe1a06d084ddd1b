package sim

import (
	"slices"

	"floorwalker/metrics"
)

// teamFor is the team that answers a stage's questions in a shop.
func (s *Simulator) teamFor(sh *shop, stage metrics.Text) *team {
	var fit []*team
	for _, t := range s.teams {
		if (stage == presale) == (t.stage == presale) {
			fit = append(fit, t)
		}
	}
	if len(fit) == 0 {
		return s.teams[0]
	}
	return fit[sh.index%len(fit)]
}

// route gives a conversation to an agent, or to its team's queue.
func (s *Simulator) route(c *conversation) {
	if last := c.buyer.last; last != nil && last.team == c.team && last.presence == metrics.Online {
		if !last.full() || c.shop.sticky && last.load() < last.capacity+2 {
			s.assign(c, last, "sticky")
			return
		}
	}
	if a := s.leastLoaded(c.team, c, nil); a != nil {
		s.assign(c, a, "least load")
		return
	}
	if !c.queued {
		c.queued = true
		c.team.queue = append(c.team.queue, c)
	}
}

// leastLoaded is the agent of t with the smallest share of his capacity in
// use; nil if nobody but not is online with a free place.
func (s *Simulator) leastLoaded(t *team, c *conversation, not *agent) *agent {
	var best *agent
	for _, a := range t.agents {
		if a == not || a.presence != metrics.Online || a.full() || !a.serves(c.shop) {
			continue
		}
		if best == nil || a.load()*best.capacity < best.load()*a.capacity {
			best = a
		}
	}
	return best
}

// drain gives places that became free to those who queue, first come first
// served.
func (s *Simulator) drain(t *team) {
	for _, c := range slices.Clone(t.queue) {
		a := s.leastLoaded(t, c, nil)
		if a == nil {
			continue
		}
		s.assign(c, a, "from queue")
	}
}

func (s *Simulator) assign(c *conversation, a *agent, reason metrics.Text) {
	first := c.owner == nil && !c.served
	s.handTo(c, a, metrics.Event{Type: metrics.ConversationAssigned, By: "router", Reason: reason})
	if first && c.shop.greets && !c.robot {
		s.message(c, metrics.Sender{Kind: metrics.Auto, ID: "auto"}, c.fill(pick(c.dice, c.shop.said.greets)))
	}
	if c.waiting {
		s.notice(a, c)
	}
}

// handTo makes a the owner and publishes move, to which it adds who, whence
// and where. A nil agent is the queue of the conversation's team.
func (s *Simulator) handTo(c *conversation, a *agent, move metrics.Event) {
	to := c.team
	if a != nil && a.team != nil {
		to = a.team
	}
	s.hand(c, a, to, move)
}

// handToTeam puts the conversation into a team's queue, like handTo.
func (s *Simulator) handToTeam(c *conversation, t *team, move metrics.Event) { s.hand(c, nil, t, move) }

func (s *Simulator) hand(c *conversation, a *agent, t *team, move metrics.Event) {
	if c.owner != nil {
		move.From = c.owner.id
		c.owner.release(c)
	}
	c.team.drop(c)
	former := c.team
	c.owner, c.overlooked, c.nudged, c.unread = a, false, false, false
	c.team = t
	if a != nil {
		a.open = append(a.open, c)
		move.Agent, move.Name = a.id, a.name
	}
	move.Team, move.Conversation = c.team.id, c.key.Conversation
	s.tell(c, move)
	s.drain(former)
}
