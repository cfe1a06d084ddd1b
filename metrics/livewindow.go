package metrics

// liveWindows are the live windows of R31.
var liveWindows = [...]Span{15 * Minute, Hour}

// liveTally is a rate over the live windows: obligations whose outcome became
// known there; what is open now is pending in each.
type liveTally [len(liveWindows)]Tally

func (t *liveTally) add(o outcome, known, now Time) {
	for i, w := range liveWindows {
		if o == pending || known > now.Add(-w) && known <= now {
			t[i].add(o, 1)
		}
	}
}

// collectLive enters every obligation of one rate: good at the reply, missed at
// the deadline. Rates that count consumers or sessions count turns here.
func (c *collector) collectLive(i int) {
	m := &c.rules.metrics[i]
	tally := &c.digest.live[i]
	if m.Unit == PerMessage {
		for k := range c.asks {
			if a := &c.asks[k]; c.inScope(m, a, k) {
				tally.add(c.known(m, a))
			}
		}
		return
	}
	c.turns(m, func(t turn) { tally.add(c.known(m, &c.asks[t.first])) })
}

// known is an obligation's outcome, when it became known, and now.
func (r *reading) known(m *compiledMetric, a *ask) (outcome, Time, Time) {
	o := r.outcome(m, a)
	if o == miss || o == pending {
		return o, r.rules.deadline(m.window, a.time, m.Threshold), r.now
	}
	return o, r.stops[m.reply(a)].time, r.now
}
