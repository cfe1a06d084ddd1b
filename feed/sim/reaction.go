package sim

import (
	"math"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// checkMove looks whether a nudge, a take or a reassignment is possible.
func (s *Simulator) checkMove(r Request, c *conversation, f misfortune) (func(), *refusal) {
	switch r.Verb {
	case metrics.Nudge:
		return s.checkNudge(r, c)
	case metrics.Take:
		if r.Supervisor == c.ownerID() {
			return nil, &refusal{feed.CodeConflict, "it is yours already", r.Supervisor}
		}
		by := s.supervisor(r)
		return s.plan(r, c, by, f), nil
	}
	if r.To.Queue {
		return s.plan(r, c, nil, f), nil
	}
	if r.To.Team != "" {
		return s.planTeam(r, c)
	}
	to := s.staff[text.Clean(r.To.Agent)]
	if no := s.checkTarget(to, c); no != nil {
		return nil, no
	}
	return s.plan(r, c, to, f), nil
}

// checkTarget says why a conversation cannot go to an agent.
func (s *Simulator) checkTarget(to *agent, c *conversation) *refusal {
	switch {
	case to == nil:
		return refuse(feed.CodeUnknownAgent, "there is no such agent")
	case to == c.owner:
		return &refusal{feed.CodeConflict, "it is with that agent already", string(to.id)}
	case !to.serves(c.shop):
		return refuse(feed.CodeNotMember, string(to.name)+" has no account in "+string(c.shop.id))
	case to.presence != metrics.Online:
		return refuse(feed.CodeOffline, string(to.name)+" is "+to.presence.String())
	case to.full():
		return refuse(feed.CodeFull, string(to.name)+" has no free place")
	}
	return nil
}

// plan reserves the move and returns its effect. Until then the conversation
// is neither answered nor closed nor moved by others.
func (s *Simulator) plan(r Request, c *conversation, to *agent, f misfortune) func() {
	c.moving = r.ID
	if to != nil {
		to.incoming++
	}
	return func() {
		c.moving = ""
		if to != nil {
			to.incoming--
		}
		s.move(r, c, to, f.bounce)
	}
}

// planTeam reserves the move to another team's queue.
func (s *Simulator) planTeam(r Request, c *conversation) (func(), *refusal) {
	t := s.teamNamed(r.To.Team)
	switch {
	case t == nil:
		return nil, refuse(feed.CodeUnknownTeam, "there is no such team")
	case t == c.team && c.owner == nil:
		return nil, refuse(feed.CodeConflict, "it is in that queue already")
	}
	c.moving = r.ID
	return func() {
		c.moving = ""
		former := c.owner
		s.handToTeam(c, t, metrics.Event{
			Type: metrics.ConversationTransferred, By: text.Clean(r.Supervisor), Reason: text.Clean(r.Why), Command: text.Clean(r.ID),
		})
		s.settleIn(c, former)
	}, nil
}

// settleIn lets the router give a conversation in a queue to somebody, or ends
// it if nothing is owed.
func (s *Simulator) settleIn(c *conversation, former *agent) {
	if c.wants() {
		s.requeue(c, former)
		return
	}
	s.wrapUp(c, idle)
}

func (s *Simulator) teamNamed(id string) *team {
	for _, t := range s.teams {
		if string(t.id) == id {
			return t
		}
	}
	return nil
}

func (s *Simulator) move(r Request, c *conversation, to *agent, bounce bool) {
	former := c.owner
	s.handTo(c, to, metrics.Event{
		Type: metrics.ConversationAssigned, By: text.Clean(r.Supervisor), Reason: text.Clean(r.Why), Command: text.Clean(r.ID),
	})
	c.unread = to != nil
	switch {
	case to != nil && c.wants():
		s.notice(to, c)
	case to == nil:
		s.settleIn(c, former)
	default:
		s.wrapUp(c, idle)
	}
	if bounce && former != nil {
		s.in(s.reactions.between(15*metrics.Second, 45*metrics.Second), func() { s.bounce(c, to, former) })
	}
}

// requeue gives a conversation that was sent back to anybody but who had it.
func (s *Simulator) requeue(c *conversation, former *agent) {
	if a := s.leastLoaded(c.team, c, former); a != nil {
		s.assign(c, a, "from queue")
		return
	}
	c.queued = true
	c.team.queue = append(c.team.queue, c)
}

// bounce is a sticky router undoing a move.
func (s *Simulator) bounce(c *conversation, from, to *agent) {
	if c.closed || c.owner != from || c.moving != "" || to.presence == metrics.Offline {
		return
	}
	s.assign(c, to, "sticky")
}

// supervisor is who asks, as somebody who can own conversations. The floor
// hears of him when he takes his first one.
func (s *Simulator) supervisor(r Request) *agent {
	id := text.Clean(r.Supervisor)
	if a := s.staff[id]; a != nil {
		return a
	}
	a := &agent{
		id: id, name: id, team: s.teamNamed(r.Team), words: s.shops[0].words, dice: newDice(s.cfg.Seed, agentStream+uint64(len(s.staff))),
		capacity: 20, pace: .9, habit: oldestFirst, heeds: 1, tidies: metrics.Minute,
	}
	s.staff[id] = a
	s.post(a, metrics.Online, "supervisor", "", "")
	return a
}

func (s *Simulator) checkNudge(r Request, c *conversation) (func(), *refusal) {
	a := c.owner
	switch {
	case a == nil:
		return nil, refuse(feed.CodeConflict, "nobody owns it")
	case r.Agent != "" && r.Agent != string(a.id):
		return nil, &refusal{feed.CodeConflict, "its owner has changed", string(a.id)}
	case a.presence == metrics.Offline:
		return nil, refuse(feed.CodeOffline, string(a.name)+" is offline")
	}
	return func() { s.nudge(r, c, a) }, nil
}

// nudge shows the agent a line that buyers do not see. Each of several nudges
// within ten minutes counts for less.
func (s *Simulator) nudge(r Request, c *conversation, a *agent) {
	e := c.event(metrics.MessageCreated)
	e.Sender = metrics.Sender{Kind: metrics.System, ID: text.Clean(r.Supervisor)}
	e.Agent, e.By, e.Command, e.Private = a.id, text.Clean(r.Supervisor), text.Clean(r.ID), true
	e.Text = "please answer this buyer"
	if !c.shop.english {
		e.Text = "请尽快回复这位买家"
	}
	s.tell(c, e)
	heeds := s.reactions.chance(a.heeds * math.Pow(.75, float64(a.nudges)))
	wakes := s.reactions.between(3*metrics.Second, 25*metrics.Second)
	a.nudges++
	s.in(10*metrics.Minute, func() { a.nudges-- })
	if !heeds || c.owner != a {
		return
	}
	c.nudged = true
	a.silent = min(a.silent, s.now.Add(wakes))
	s.stir(a, wakes)
}
