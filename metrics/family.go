package metrics

import "slices"

// family is rates that differ in nothing but their threshold: the same units
// count for all of them, and one wait decides them all.
type family struct {
	compiledMetric // the first of them
	members        []member
}

// member is one rate of a family.
type member struct {
	threshold Span
	place     int // among the per-consumer rates, or among the others
}

// families groups the rates of c. Where no robot spoke, what a rate thinks of
// robots makes no difference either.
func (c *compiledRules) families(robots bool) []family {
	var all []family
	for i := range c.metrics[:c.rates] {
		m := &c.metrics[i]
		one := member{m.Threshold, max(m.consumer, m.slot)}
		at := slices.IndexFunc(all, func(f family) bool {
			return f.Unit == m.Unit && f.scope == m.scope && (f.Robot == m.Robot || !robots)
		})
		if at < 0 {
			all = append(all, family{*m, []member{one}})
			continue
		}
		all[at].members = append(all[at].members, one)
	}
	return all
}

// families are those that tell the day's asks apart.
func (r *reading) families() []family {
	if slices.ContainsFunc(r.stops, func(s stop) bool { return !s.human }) {
		return r.rules.alike
	}
	return r.rules.alikeHuman
}

// judged is an ask as the members of a family judge it.
type judged struct {
	asked Time
	wait  Span // never: unanswered
	out   bool // answered by a robot, which takes it out of the rate
}

func (r *reading) judged(m *compiledMetric, a *ask) judged {
	return judged{a.time, r.waited(m, a), m.Robot == RobotExcludes && a.robotFirst}
}

// by judges one ask by one threshold (R8, R17). A late answer is late only as
// far as it is known: an earlier one may be in a gap.
func (r *reading) by(d Span, w judged, window Window) outcome {
	switch {
	case w.wait > d:
		return r.unanswered(window, w.asked, d)
	case w.out:
		return excluded
	}
	return ok
}
