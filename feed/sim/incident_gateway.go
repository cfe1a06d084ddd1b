package sim

import "floorwalker/metrics"

// cutOff makes the gateways of a platform, or all of them, hold back what
// happens. The floor goes on.
func (s *Simulator) cutOff(platform metrics.Text) {
	for _, sh := range s.shops {
		sh.dark = sh.dark || platform == "" || sh.name == platform
	}
}

// reconnect publishes what was held back, in the order in which it happened.
func (s *Simulator) reconnect(platform metrics.Text) {
	for _, sh := range s.shops {
		if !sh.dark || platform != "" && sh.name != platform {
			continue
		}
		sh.dark = false
		for _, e := range sh.held {
			e.Received = s.now
			s.events = append(s.events, e)
		}
		sh.held = nil
	}
}
