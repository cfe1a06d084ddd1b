package sim

import (
	"floorwalker/feed"
	"floorwalker/metrics"
)

// lunch sends a share of those online on a break, at random within five
// minutes. One in four stays away 5 to 15 minutes longer than the others.
func (s *Simulator) lunch(i Incident) {
	d := newDice(s.cfg.Seed, incidentStream+uint64(i.From))
	for _, a := range s.agents {
		goes, late := d.chance(i.Times), d.chance(.25)
		leaves, extra := d.between(0, 5*metrics.Minute), d.between(5*metrics.Minute, 15*metrics.Minute)
		if !goes || a.presence != metrics.Online {
			continue
		}
		if !late {
			extra = 0
		}
		s.in(leaves, func() { s.takeBreak(a, i.Until.Add(extra)) })
	}
}

func (s *Simulator) takeBreak(a *agent, until metrics.Time) {
	if a.presence != metrics.Online {
		return
	}
	s.post(a, metrics.Away, "meal", "", "")
	posts := a.posts
	s.tasks.add(until, func() {
		if a.posts == posts {
			s.post(a, metrics.Online, "back", "", "")
		}
	})
}

// interfere is another supervisor's look at the floor: every 20 to 60 seconds
// he moves the oldest wait of a team to the least loaded colleague.
func (s *Simulator) interfere(i Incident) {
	d := newDice(s.cfg.Seed, incidentStream+uint64(i.From))
	moves := 0
	var look func()
	look = func() {
		if s.now >= i.Until {
			return
		}
		moves++
		if r, ok := s.colleagueMove(i.Agent, moves); ok {
			s.Command(r)
		}
		s.in(d.between(20*metrics.Second, metrics.Minute), look)
	}
	look()
}

// colleagueMove is the n-th command of another supervisor; ok is false if
// nothing needs one.
func (s *Simulator) colleagueMove(by metrics.Text, n int) (r Request, ok bool) {
	c := s.oldestWait(s.teams[n%len(s.teams)])
	if c == nil {
		return Request{}, false
	}
	to := s.leastLoaded(c.team, c, c.owner)
	if to == nil {
		return Request{}, false
	}
	return Request{
		Team: string(c.team.id), Supervisor: string(by),
		CommandRequest: feed.CommandRequest{
			ID: string("colleague-" + number(int64(s.now)) + "-" + number(n)), Verb: metrics.Reassign, By: string(by),
			Conversation: feed.CommandConversation{
				Platform: string(c.key.Platform), Shop: string(c.key.Shop), Conversation: string(c.key.Conversation),
			},
			To:     feed.CommandTarget{Agent: string(to.id)},
			Expect: &feed.CommandExpect{Owner: c.ownerID()},
		},
	}, true
}

// oldestWait is the conversation of t whose buyer waits longest for its owner;
// nil if none has waited for a minute.
func (s *Simulator) oldestWait(t *team) *conversation {
	var oldest *conversation
	for _, a := range t.agents {
		for _, c := range a.open {
			if c.wants() && c.waiting && s.now.Sub(c.since) > metrics.Minute && (oldest == nil || c.since < oldest.since) {
				oldest = c
			}
		}
	}
	return oldest
}
