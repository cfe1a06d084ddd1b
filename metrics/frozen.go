package metrics

// frozen are a past day's rates made only of what had come in by midnight and
// the grace after it: what the platform printed. They stand beside the
// restated ones where late events have changed them (R7).
func (f *Floor) frozen(s *shop, d Date) map[string]RateFigure {
	sd := s.days[d]
	if sd == nil || sd.late == 0 || f.now < s.rules.Zone.Midnight(d+1) {
		return nil
	}
	tallies := f.judgeFrozen(s, d)
	out := map[string]RateFigure{}
	for i, t := range tallies {
		if t != sd.tallies[i] {
			out[s.rules.metrics[i].ID] = t.Figure()
		}
	}
	return out
}

// judgeFrozen judges a day again without its late facts.
func (f *Floor) judgeFrozen(s *shop, d Date) []Tally {
	j, z := &f.judge, s.rules.Zone
	j.rules, j.now, j.asOf = s.rules, f.now, s.asOf(f.now)
	j.frozenAt = z.Midnight(d + 1).Add(s.rules.LateGrace)
	defer func() { j.frozenAt = 0 }()
	sums := &shopDay{tallies: make([]Tally, s.rules.rates)}
	consumers := map[uint64]outcomes{}
	for t := range f.conversations(s) {
		for i := range t.days {
			if t.days[i].date != d {
				continue
			}
			j.carry, j.day = t.days[i].in, d
			j.open, j.end = z.Midnight(d), z.Midnight(d+1)
			lo, hi := t.bounds(z, d)
			v := j.judgeDay(&t.entity, lo, hi)
			sums.add(s.rules, v.tallies)
			for _, c := range v.consumers {
				consumers[c.buyer] = consumers[c.buyer].worst(c.outcomes, s.rules.consumers)
			}
		}
	}
	for _, o := range consumers {
		sums.countConsumer(s.rules, o, +1)
	}
	return sums.tallies
}

func (sd *shopDay) add(rules *compiledRules, slots []tally32) {
	for i := range rules.metrics[:rules.rates] {
		if slot := rules.metrics[i].slot; slot >= 0 {
			sd.tallies[i].change(slots[slot], +1)
		}
	}
}
