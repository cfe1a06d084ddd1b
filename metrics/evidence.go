package metrics

import "cmp"

// Evidence is one unit of a figure: the obligation that decided it.
type Evidence struct {
	Conversation Text  `json:"conversation"`
	Asked        Time  `json:"asked"`
	Answered     *Time `json:"answered"` // null: not yet
	Wait         *Span `json:"wait_ms"`
	outcome      outcome
}

// samplesOf lists the turns of a mean: good are its samples, missed those that
// count as unanswered, excluded those that a robot answered.
func (r *reading) samplesOf(m *compiledMetric, key Text, out []Evidence) []Evidence {
	last := int32(-1)
	r.turns(m, func(t turn) {
		if m.First && (t.session == last || !r.isFirst(m, t)) {
			last = t.session
			return
		}
		last = t.session
		e := r.evidenceOf(m, &r.asks[t.first], key)
		kind, wait := r.sample(m, t)
		e.outcome = [...]outcome{none, ok, miss, pending, excluded}[kind]
		if kind == sampleTaken {
			e.Wait = &wait
		}
		out = append(out, e)
	})
	return out
}

func (l *agentLine) evidence(key Text, threshold int) Evidence {
	e := Evidence{Conversation: key, Asked: l.asked}
	if l.answered {
		e.Answered, e.Wait = &l.answer, &l.wait
	}
	switch l.fates[threshold] {
	case fateOK:
		e.outcome = ok
	case fateMiss:
		e.outcome = miss
	case fatePending:
		e.outcome = pending
	default:
		e.outcome = excluded
	}
	return e
}

// decides reports whether e, and not o, is shown for a unit of both: the worse, of
// equals the earlier, whatever the order in which they were read.
func (e *Evidence) decides(o *Evidence) bool {
	return cmp.Or(cmp.Compare(o.outcome, e.outcome), cmp.Compare(e.Asked, o.Asked), cmp.Compare(e.Conversation, o.Conversation)) < 0
}

// reread reads every conversation's days in [from, to] again.
func (f *Floor) reread(s *shop, from, to Date, with func(*reading, Text)) {
	for t := range f.conversations(s) {
		for i := range t.days {
			if d := t.days[i].date; d >= from && d <= to {
				with(f.readDay(t, i, f.now), t.key)
			}
		}
	}
}

// readDay reads day i of a conversation again, as of an instant up to now.
func (f *Floor) readDay(t *thread, i int, now Time) *reading {
	r, d, z := &f.judge.reading, &t.days[i], t.shop.rules.Zone
	r.rules, r.now, r.asOf = t.shop.rules, now, t.shop.asOf(now)
	r.carry, r.day = d.in, d.date
	r.open, r.end = z.Midnight(d.date), z.Midnight(d.date+1)
	lo, hi := t.bounds(z, d.date)
	r.read(&t.entity, lo, hi)
	return r
}

// witness adds the units of one reading. A consumer's day and a session keep
// their worst obligation.
func (r *reading) witness(m *compiledMetric, key Text, out []Evidence, consumers map[consumerKey]int) []Evidence {
	keep := func(at int, known bool, e Evidence) int {
		if !known {
			out = append(out, e)
			return len(out) - 1
		}
		if e.decides(&out[at]) {
			out[at] = e
		}
		return at
	}
	sessions := map[int32]int{}
	for i := range r.asks {
		a := &r.asks[i]
		if m.Unit == PerTurn || m.Unit == PerFirst || !r.counts(m, a) {
			continue
		}
		e := r.evidenceOf(m, a, key)
		switch m.Unit {
		case PerConsumer:
			k := consumerKey{r.day, a.buyer}
			at, known := consumers[k]
			consumers[k] = keep(at, known, e)
		case PerSession:
			at, known := sessions[a.session]
			sessions[a.session] = keep(at, known, e)
		default:
			out = append(out, e)
		}
	}
	if m.Unit == PerTurn || m.Unit == PerFirst {
		r.turns(m, func(t turn) { out = append(out, r.evidenceOf(m, &r.asks[t.first], key)) })
	}
	return out
}

func (r *reading) evidenceOf(m *compiledMetric, a *ask, key Text) Evidence {
	e := Evidence{Conversation: key, Asked: a.time, outcome: r.outcome(m, a)}
	if at := m.reply(a); at >= 0 {
		answered := r.stops[at].time
		wait := r.rules.wait(m.window, a.time, answered)
		e.Answered, e.Wait = &answered, &wait
	}
	return e
}

func (x *Explanation) file(e Evidence) {
	switch e.outcome {
	case ok:
		x.OK = append(x.OK, e)
	case miss:
		x.Miss = append(x.Miss, e)
	case pending:
		x.Pending = append(x.Pending, e)
	case excluded:
		x.Excluded = append(x.Excluded, e)
	}
}
