package metrics

// A verdict is what one thread-day adds to the sums of its shop. It is a
// function of the day's facts, the carry into the day, the rules, now and
// asOf, and of nothing else. Its slices belong to the judge and are valid
// until the next verdict.
type verdict struct {
	tallies   []tally32 // by slot of the rates that do not count consumers
	consumers []consumerPart
	agents    []agentPart
	open      []openTurn
	out       carry
	beyond    bool
	next      Time
}

// tally32 is a Tally as kept for each thread-day.
type tally32 struct{ ok, n, pending, excluded uint32 }

func (t *tally32) add(o outcome) {
	switch o {
	case none:
	case excluded:
		t.excluded++
	case ok:
		t.ok++
		t.n++
	case pending:
		t.pending++
	case miss:
		t.n++
	}
}

// consumerPart is what one thread-day knows about one buyer's day (R15).
type consumerPart struct {
	buyer    uint64
	outcomes outcomes
	lost     uint16 // ladder steps broken
}

// outcomes is the worst outcome for each per-consumer metric, 4 bits each: at
// most 16 of them.
type outcomes uint64

func (o outcomes) at(i int) outcome { return outcome(o >> (4 * i) & 15) }

func (o *outcomes) worsen(i int, with outcome) {
	if with > o.at(i) {
		*o = *o&^(15<<(4*i)) | outcomes(with)<<(4*i)
	}
}

// worst is the worse of two, metric by metric.
func (o outcomes) worst(p outcomes, n int) outcomes {
	if o == 0 {
		return p
	}
	for i := range n {
		o.worsen(i, p.at(i))
	}
	return o
}

// agentPart is one person's share of a thread-day.
type agentPart struct {
	person   uint32
	messages uint32
	fates    [len(agentThresholds)]fates
	answered uint32
	wait     Span // sum over answered
}

// fates are an AgentTally as kept for each thread-day.
type fates [fateRelieved + 1]uint16

// judge reads thread-days and gives verdicts.
type judge struct {
	reading
	verdict verdict
}

// judgeDay judges facts[lo:hi] of e. The rules, day, now, asOf and carry of the
// reading must have been set.
func (j *judge) judgeDay(e *entity, lo, hi int) *verdict {
	j.read(e, lo, hi)
	v := &j.verdict
	v.consumers, v.agents = v.consumers[:0], v.agents[:0]
	j.judgeRates()
	j.judgeLadder()
	j.judgeAgents(e, lo, hi)
	j.judgeWaiting()
	v.out, v.beyond, v.next = j.carry, j.beyond, j.next
	return v
}

func (j *judge) judgeRates() {
	v := &j.verdict
	slots := j.rules.rates - j.rules.consumers
	if cap(v.tallies) < slots {
		v.tallies = make([]tally32, slots)
	}
	v.tallies = v.tallies[:slots]
	clear(v.tallies)
	for i := range j.rules.metrics[:j.rules.rates] {
		m := &j.rules.metrics[i]
		switch m.Unit {
		case PerConsumer:
			j.judgeConsumers(m)
		case PerSession:
			j.judgeSessions(m, &v.tallies[m.slot])
		case PerMessage:
			j.judgeMessages(m, &v.tallies[m.slot])
		default:
			j.turns(m, func(t turn) { v.tallies[m.slot].add(j.outcome(m, &j.asks[t.first])) })
		}
	}
}

func (j *judge) judgeMessages(m *compiledMetric, t *tally32) {
	for i := range j.asks {
		if a := &j.asks[i]; j.inScope(m, a, i) {
			t.add(j.outcome(m, a))
		}
	}
}

// judgeSessions counts each session by its worst obligation (R15).
func (j *judge) judgeSessions(m *compiledMetric, t *tally32) {
	current, worst := int32(-1), none
	for i := range j.asks {
		a := &j.asks[i]
		if !j.inScope(m, a, i) {
			continue
		}
		if a.session != current {
			t.add(worst)
			current, worst = a.session, none
		}
		worst = max(worst, j.outcome(m, a))
	}
	t.add(worst)
}

// judgeConsumers notes each buyer's worst obligation (R15); the buyer's other
// conversations are added by the consumer-day.
func (j *judge) judgeConsumers(m *compiledMetric) {
	for i := range j.asks {
		a := &j.asks[i]
		if j.inScope(m, a, i) {
			j.consumer(a.buyer).outcomes.worsen(m.consumer, j.outcome(m, a))
		}
	}
}

func (j *judge) consumer(buyer uint64) *consumerPart {
	v := &j.verdict
	for i := range v.consumers {
		if v.consumers[i].buyer == buyer {
			return &v.consumers[i]
		}
	}
	v.consumers = append(v.consumers, consumerPart{buyer: buyer})
	return &v.consumers[len(v.consumers)-1]
}

// judgeLadder notes which steps of the shop's ladder each buyer has lost by any
// message (R50).
func (j *judge) judgeLadder() {
	for i := range j.asks {
		a := &j.asks[i]
		if a.handoff || j.cancelled(a, a.any) || !j.rules.Window.Contains(a.time.Sub(j.open)) {
			continue
		}
		var broken uint16
		for s, step := range j.rules.Ladder {
			inTime := a.any >= 0 && j.rules.wait(j.rules.Window, a.time, j.stops[a.any].time) <= step
			if !inTime && j.unanswered(j.rules.Window, a.time, step) == miss {
				broken |= 1 << s
			}
		}
		if broken == 0 {
			continue
		}
		j.consumer(a.buyer).lost |= broken
	}
}

func (j *judge) judgeAgents(e *entity, lo, hi int) {
	for i := lo; i < hi && e.facts[i].time <= j.now; i++ {
		f := &e.facts[i]
		if f.kind == kindSpoke && f.flags&flagHuman != 0 && !j.isVoid(i) {
			j.agent(uint32(f.who)).messages++
		}
	}
	j.agentLines(func(l agentLine) {
		p := j.agent(l.person)
		for i, fate := range l.fates {
			p.fates[i][fate]++
		}
		if l.answered && j.sampled(l.asked, l.answer) {
			p.answered++
			p.wait += l.wait
		}
	})
}

func (j *judge) agent(person uint32) *agentPart {
	v := &j.verdict
	for i := range v.agents {
		if v.agents[i].person == person {
			return &v.agents[i]
		}
	}
	v.agents = append(v.agents, agentPart{person: person})
	return &v.agents[len(v.agents)-1]
}

// sampled reports whether an answer still enters a mean: not at or after
// midnight, unless within the horizon of the question (R32).
func (r *reading) sampled(asked, answered Time) bool {
	return answered < r.sampleEnd(asked)
}

// sampleEnd is the first instant at which an answer to a question of the day
// is no sample any more (R32).
func (r *reading) sampleEnd(asked Time) Time {
	return max(r.end, asked.Add(r.rules.MeanHorizon))
}
