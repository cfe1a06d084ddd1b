package sim

import "floorwalker/metrics"

// planIncidents puts what will go wrong on the schedule. Rushes are read off
// the plan when buyers arrive.
func (s *Simulator) planIncidents() {
	for _, i := range s.cfg.Incidents {
		switch i.Kind {
		case RobotDown:
			s.tasks.add(i.From, func() { s.setRobots(true) })
			s.tasks.add(i.Until, func() { s.setRobots(false) })
		case AgentSilent:
			s.tasks.add(i.From, func() {
				if a := s.named(i.Agent); a != nil {
					s.fallSilent(a, i.Until.Sub(s.now))
				}
			})
		case Lunch:
			s.tasks.add(i.From, func() { s.lunch(i) })
		case GatewayDown:
			s.tasks.add(i.From, func() { s.cutOff(i.Platform) })
			s.tasks.add(i.Until, func() { s.reconnect(i.Platform) })
		case Colleague:
			s.tasks.add(i.From, func() { s.interfere(i) })
		case Rush:
		}
	}
}

func (s *Simulator) setRobots(down bool) {
	for _, sh := range s.shops {
		sh.down = down
	}
}

// named is the agent with an id, or for none the one who owns most.
func (s *Simulator) named(id metrics.Text) *agent {
	if id != "" {
		return s.staff[id]
	}
	var most *agent
	for _, a := range s.agents {
		if most == nil || len(a.open) > len(most.open) {
			most = a
		}
	}
	return most
}

// rush is the factor on arrivals now.
func (s *Simulator) rush() float64 {
	f := 1.0
	for _, i := range s.cfg.Incidents {
		if i.Kind == Rush && i.From <= s.now && s.now < i.Until {
			f = max(f, i.Times)
		}
	}
	return f
}

// worstRush is the largest factor there will ever be.
func (s *Simulator) worstRush() float64 {
	f := 1.0
	for _, i := range s.cfg.Incidents {
		if i.Kind == Rush {
			f = max(f, i.Times)
		}
	}
	return f
}
