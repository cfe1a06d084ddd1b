package metrics

// outcome is what became of an obligation (R17). Worse is greater, so that the
// worst of several is their maximum (R15).
type outcome uint8

const (
	none outcome = iota // no obligation
	excluded
	ok
	pending
	miss
)

// compiledRules are a shop's rules, ready for judging.
type compiledRules struct {
	Rules
	metrics []compiledMetric
	scopes  []scope        // of all metrics
	plain   int            // the scope of the ladder: assessed messages
	whole   compiledMetric // turns at any hour, answered by anybody

	alike, alikeHuman []family       // the rates again, by what they count: with robots about, and without
	rates             int            // metrics[:rates] are rates, the rest means
	consumers         int            // of the rates, those that count consumers
	agent             compiledMetric // how agents' turns are formed
	spoils            uint16         // ladder steps lost for the day by any message (R50)
}

type compiledMetric struct {
	Metric
	window   Window
	scope    int
	consumer int // place among the per-consumer rates, -1
	slot     int // place among the other rates, -1
}

func compile(r Rules) *compiledRules {
	c := &compiledRules{Rules: r}
	slots := 0
	add := func(mean bool) {
		for _, m := range r.Metrics {
			if m.IsMean() != mean {
				continue
			}
			cm := c.compile(m, r.window(&m))
			switch {
			case mean:
			case m.Unit == PerConsumer:
				cm.consumer = c.consumers
				c.consumers++
			default:
				cm.slot = slots
				slots++
			}
			c.metrics = append(c.metrics, cm)
		}
	}
	add(false)
	c.rates = len(c.metrics)
	c.alike, c.alikeHuman = c.families(true), c.families(false)
	add(true)
	c.agent = c.compile(Metric{Unit: PerTurn, Robot: RobotExcludes, Handoff: true}, r.Window) // R36
	c.whole = c.compile(Metric{Unit: PerTurn, Robot: RobotCounts}, Window{0, Day})
	c.plain = c.scopeOf(&Metric{}, r.Window)
	c.spoils = r.spoiling()
	return c
}

func (c *compiledRules) compile(m Metric, w Window) compiledMetric {
	return compiledMetric{Metric: m, window: w, scope: c.scopeOf(&m, w), consumer: -1, slot: -1}
}

// wait is the time on the reply clock between two instants: wall time, or
// assessed hours only (R5). It is never negative: an answer stamped a little
// earlier waits 0 (R23).
func (c *compiledRules) wait(w Window, from, to Time) Span {
	if to <= from {
		return 0
	}
	if !c.Business {
		return to.Sub(from)
	}
	return c.worked(w, to) - c.worked(w, from)
}

// worked is the assessed time since the epoch.
func (c *compiledRules) worked(w Window, t Time) Span {
	day := c.Zone.Date(t)
	tod := t.Sub(c.Zone.Midnight(day))
	return Span(day)*(w.End-w.Start) + min(max(tod-w.Start, 0), w.End-w.Start)
}

// deadline is the last instant at which an answer waits at most d.
func (c *compiledRules) deadline(w Window, from Time, d Span) Time {
	if !c.Business {
		return from.Add(d)
	}
	length := w.End - w.Start
	total := c.worked(w, from) + d
	day, rest := Date(total/length), total%length
	if rest == 0 { // the clock stands from one evening to the next morning
		return c.Zone.Midnight(day).Add(w.Start)
	}
	return c.Zone.Midnight(day).Add(w.Start + rest)
}

// cancelled reports whether the buyer took a back before it was answered, in a
// shop where that counts (R20).
func (r *reading) cancelled(a *ask, answer int32) bool {
	return a.recalled != 0 && (answer < 0 || r.stops[answer].time > a.recalled)
}

// reply is the stop that decides a for m; -1 if there is none yet.
func (m *compiledMetric) reply(a *ask) int32 {
	if m.Robot == RobotIgnored {
		return a.human
	}
	return a.any
}

// outcome judges one ask (R8, R17).
func (r *reading) outcome(m *compiledMetric, a *ask) outcome {
	return r.by(m.Threshold, r.judged(m, a), m.window)
}

// unanswered is pending up to the deadline, a miss after it.
func (r *reading) unanswered(w Window, from Time, d Span) outcome {
	last := r.rules.deadline(w, from, d)
	if r.asOf > last {
		r.decided = max(r.decided, last)
		return miss
	}
	r.soon(last + 1)
	return pending
}

// turn is R14 for one metric: asks of one session answered by one reply.
type turn struct {
	first   int32 // index of its first ask
	session int32
	reply   int32 // stop, -1
}

// turns calls f for each turn of metric m, in order. A per-first metric has
// one turn a session.
func (r *reading) turns(m *compiledMetric, f func(turn)) {
	last := turn{session: -1}
	for i := range r.asks {
		a := &r.asks[i]
		if !r.counts(m, a) {
			continue
		}
		t := turn{int32(i), a.session, m.reply(a)}
		if t.session == last.session && (t.reply == last.reply || m.Unit == PerFirst) {
			continue
		}
		last = t
		f(t)
	}
}
