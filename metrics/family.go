package metrics

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

// families groups the rates of c.
func (c *compiledRules) families() []family {
	var all []family
	for i := range c.metrics[:c.rates] {
		m := &c.metrics[i]
		one := member{m.Threshold, max(m.consumer, m.slot)}
		if f := find(all, m); f != nil {
			f.members = append(f.members, one)
			continue
		}
		all = append(all, family{*m, []member{one}})
	}
	return all
}

func find(all []family, m *compiledMetric) *family {
	for i := range all {
		if f := &all[i]; f.counts(m) {
			return f
		}
	}
	return nil
}

// counts reports whether m counts the units of the family, by the same answers.
func (f *family) counts(m *compiledMetric) bool {
	return f.Unit == m.Unit && f.Robot == m.Robot && f.scope == m.scope
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
