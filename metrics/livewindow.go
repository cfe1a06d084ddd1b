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

// collectLive enters every obligation of one rate into the live windows, good
// at the reply, missed at the deadline, and into the splits. Rates that count
// consumers or sessions count turns here.
func (c *collector) collectLive(i int) {
	m := &c.rules.metrics[i]
	book := func(a *ask) {
		o, known := c.known(m, a)
		c.digest.live[i].add(o, known, c.now)
		c.collectSplit(i, a, o)
	}
	if m.Unit != PerMessage {
		c.turns(m, func(t turn) { book(&c.asks[t.first]) })
		return
	}
	for k := range c.asks {
		if a := &c.asks[k]; c.counts(m, a) {
			book(a)
		}
	}
}

// known is an obligation's outcome and when it became known.
func (r *reading) known(m *compiledMetric, a *ask) (outcome, Time) {
	o := r.outcome(m, a)
	if o == miss || o == pending {
		return o, r.rules.deadline(m.window, a.time, m.Threshold)
	}
	return o, r.stops[m.reply(a)].time
}
