package sim

import (
	"slices"

	"floorwalker/metrics"
)

// duty is a change of state that an agent's day holds for him.
type duty struct {
	at     metrics.Time
	to     metrics.Presence
	reason metrics.Text
}

// shift is when people work, as spans after midnight.
type shift struct {
	from, until metrics.Span
	meal        metrics.Span // earliest; spread over 90 minutes
	pauses      []metrics.Span
}

var (
	early = shift{clock(7, 52), clock(17, 0), clock(11, 20), []metrics.Span{clock(9, 40), clock(14, 50)}}
	mid   = shift{clock(10, 25), clock(19, 30), clock(13, 0), []metrics.Span{clock(16, 0)}}
	late  = shift{clock(13, 55), clock(23, 25), clock(17, 10), []metrics.Span{clock(15, 30), clock(19, 20), clock(22, 0)}}
	whole = shift{clock(7, 52), clock(23, 25), clock(13, 0), []metrics.Span{clock(10, 0), clock(16, 30), clock(18, 40)}}

	// rota is who of ten members of a team works when. Teams of fewer than
	// four work all day.
	rota = []shift{late, early, late, mid, early, late, early, late, late, early}
)

func clock(hour, minute metrics.Span) metrics.Span { return hour*metrics.Hour + minute*metrics.Minute }

// beginDay plans everybody's day. At midnight gateways say again who owns
// what and who is on, so that nobody needs to know more than a day.
func (s *Simulator) beginDay() {
	zone := s.cfg.Zone
	today := zone.Date(s.now)
	for i, a := range s.agents {
		s.planDay(i, a, zone.Midnight(today))
	}
	if s.now == zone.Midnight(today) {
		s.restate()
	}
	s.tasks.add(zone.Midnight(today+1), s.beginDay)
}

// planDay plans the duties of one agent. What lies before now is done at once,
// in one step.
func (s *Simulator) planDay(i int, a *agent, midnight metrics.Time) {
	a.plan++
	plan := a.plan
	now := duty{to: a.presence}
	for _, d := range s.duties(i, a, midnight) {
		if d.at <= s.now {
			now = d
			continue
		}
		s.tasks.add(d.at, func() {
			if a.plan == plan {
				s.begin(a, d)
			}
		})
	}
	if now.to != a.presence {
		s.post(a, now.to, now.reason, "", "")
	}
	s.doze(a)
}

func (s *Simulator) duties(i int, a *agent, midnight metrics.Time) []duty {
	d := newDice(s.cfg.Seed, rotaStream+uint64(i)<<20+uint64(s.cfg.Zone.Date(midnight)))
	if d.chance(.06) && len(a.team.agents) > 3 {
		return nil // ill, or a day off
	}
	sh := whole
	if len(a.team.agents) > 3 {
		sh = rota[slices.Index(a.team.agents, a)%len(rota)]
	}
	at := func(x metrics.Span) metrics.Time { return midnight.Add(x) }
	day := []duty{{at(sh.from + d.between(0, 9*metrics.Minute)), metrics.Online, "shift"}}
	rest := func(from, length metrics.Span, why metrics.Text) {
		if d.chance(.2) {
			length += d.between(5*metrics.Minute, 18*metrics.Minute) // comes back late
		}
		day = append(day, duty{at(from), metrics.Away, why}, duty{at(from + length), metrics.Online, "back"})
	}
	for _, p := range sh.pauses {
		rest(p+d.between(0, 40*metrics.Minute), d.between(7*metrics.Minute, 13*metrics.Minute), "break")
	}
	rest(sh.meal+d.between(0, 90*metrics.Minute), d.between(30*metrics.Minute, 42*metrics.Minute), "meal")
	day = append(day, duty{at(sh.until + d.between(0, 12*metrics.Minute)), metrics.Offline, "shift"})
	slices.SortStableFunc(day, func(x, y duty) int { return int(x.at.Sub(y.at)) })
	return day
}

// begin is an agent doing what his day holds for him.
func (s *Simulator) begin(a *agent, d duty) {
	if d.to == metrics.Offline {
		s.knockOff(a, a.plan, 0)
		return
	}
	if d.to == a.presence || a.presence == metrics.Offline && d.reason != "shift" {
		return
	}
	s.post(a, d.to, d.reason, "", "")
}

// knockOff ends an agent's shift: he takes nobody new, answers who still
// waits for up to ten minutes, and hands over what is left. Some just go.
func (s *Simulator) knockOff(a *agent, plan, tries int) {
	if a.plan != plan || a.presence == metrics.Offline {
		return
	}
	if tries == 0 && a.presence != metrics.Busy {
		s.post(a, metrics.Busy, "closing", "", "")
	}
	if a.waiting() > 0 && tries < 10 {
		s.in(metrics.Minute, func() { s.knockOff(a, plan, tries+1) })
		return
	}
	if a.dice.chance(.75) {
		s.handOver(a)
	}
	s.post(a, metrics.Offline, "shift", "", "")
}

// handOver passes an agent's conversations to colleagues with a free place.
func (s *Simulator) handOver(a *agent) {
	for _, c := range slices.Clone(a.open) {
		heir := s.leastLoaded(a.team, c, a)
		if heir == nil || c.moving != "" || c.held {
			continue
		}
		s.handTo(c, heir, metrics.Event{Type: metrics.ConversationTransferred, By: a.id, Reason: "end of shift"})
		if c.wants() {
			s.notice(heir, c)
		}
	}
}

// restate says again, at midnight, who is on and who owns what.
func (s *Simulator) restate() {
	for _, a := range s.agents {
		if a.presence == metrics.Offline && len(a.open) == 0 {
			continue
		}
		s.emitStaff(a.status("restated", "", ""))
		for _, c := range a.open {
			e := c.event(metrics.ConversationAssigned)
			e.Agent, e.Name, e.From, e.By, e.Reason = a.id, a.name, a.id, "router", "restated"
			s.tell(c, e)
		}
	}
}
