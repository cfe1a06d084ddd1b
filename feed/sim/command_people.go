package sim

import (
	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// checkPeople looks whether a command about people is possible.
func (s *Simulator) checkPeople(r Request) (func(), *refusal) {
	if r.Verb == metrics.SetStatus {
		return s.checkStatus(r)
	}
	t := s.teamNamed(r.Team)
	switch {
	case t == nil:
		return nil, refuse(feed.CodeUnknownTeam, "there is no such team")
	case !t.staffed():
		return nil, refuse(feed.CodeOffline, "nobody of the team is at work")
	}
	return func() { s.broadcast(r, t) }, nil
}

func (s *Simulator) checkStatus(r Request) (func(), *refusal) {
	a := s.staff[text.Clean(r.Agent)]
	switch {
	case a == nil:
		return nil, refuse(feed.CodeUnknownAgent, "there is no such agent")
	case a.team == nil || string(a.team.id) != r.Team:
		return nil, refuse(feed.CodeNotMember, string(a.name)+" is of another team")
	case r.Status == "" && r.Capacity == 0 && r.To.Team == "", r.Status != "" && metrics.ParsePresence(r.Status) == metrics.UnknownPresence:
		return nil, refuse(feed.CodeInvalid, "status must be online, busy, away or offline")
	case r.To.Team != "" && s.teamNamed(r.To.Team) == nil:
		return nil, refuse(feed.CodeUnknownTeam, "there is no such team")
	case r.Capacity > 0 && r.Capacity < a.load():
		return nil, refuse(feed.CodeFull, string(a.name)+" has more conversations than that")
	}
	return func() { s.setStatus(r, a) }, nil
}

// setStatus changes what the platform says about an agent, in one event. The
// person follows in his own time: called back from a break he is at his desk
// within a minute, sent away he returns after a while unless his day holds
// something else.
func (s *Simulator) setStatus(r Request, a *agent) {
	was, to := a.presence, metrics.ParsePresence(r.Status)
	if to == metrics.UnknownPresence {
		to = was
	}
	if r.Capacity > 0 {
		a.capacity = r.Capacity
	}
	s.lend(a, s.teamNamed(r.To.Team))
	s.post(a, to, text.Clean(r.Why), text.Clean(r.Supervisor), text.Clean(r.ID))
	switch {
	case to >= metrics.Busy && was < metrics.Busy:
		s.fallSilent(a, s.reactions.between(5*metrics.Second, metrics.Minute))
	case to == metrics.Away && was != metrics.Away:
		posts := a.posts
		s.in(s.reactions.between(15*metrics.Minute, 25*metrics.Minute), func() {
			if a.posts == posts {
				s.post(a, metrics.Online, "back", "", "")
			}
		})
	}
}

// lend moves an agent to another team, for good. What he has he finishes there.
func (s *Simulator) lend(a *agent, to *team) {
	if to == nil || to == a.team {
		return
	}
	a.team.leave(a)
	to.agents = append(to.agents, a)
	a.team = to
}

// broadcast tells a team something. Each of those at work is shown it, and is
// known to have been by an event of his own, which changes nothing else.
func (s *Simulator) broadcast(r Request, t *team) {
	for _, a := range t.agents {
		if a.presence != metrics.Offline {
			s.emitStaff(a.status(text.Clean(r.Words), text.Clean(r.Supervisor), text.Clean(r.ID)))
		}
	}
}
