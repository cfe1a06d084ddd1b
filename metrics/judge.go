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
	answers   []ownAnswer // lately
	out       carry
	beyond    bool
	next      Time
	decided   Time
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
	day      *consumerDay
}

// same compares what is known of the buyer, not where it is counted.
func (c consumerPart) same(d consumerPart) bool {
	return c.buyer == d.buyer && c.outcomes == d.outcomes && c.lost == d.lost
}

// outcomes is the worst outcome for each per-consumer metric, 4 bits each:
// maxConsumerRates of them fill the word.
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
	worst   []outcome // scratch, one for each rate
}

// judgeDay judges facts[lo:hi] of e. The rules, day, now, asOf and carry of the
// reading must have been set.
func (j *judge) judgeDay(e *entity, lo, hi int) *verdict {
	j.read(e, lo, hi)
	v := &j.verdict
	v.consumers, v.agents, v.answers = v.consumers[:0], v.agents[:0], v.answers[:0]
	j.judgeRates()
	j.judgeLadder()
	j.judgeAgents(e, lo, hi)
	j.judgeWaiting()
	v.out, v.beyond, v.next, v.decided = j.carry, j.beyond, j.next, j.decided
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
	if len(j.worst) < j.rules.rates {
		j.worst = make([]outcome, j.rules.rates)
	}
	families := j.families()
	for i := range families {
		f := &families[i]
		switch f.Unit {
		case PerConsumer:
			j.judgeConsumers(f)
		case PerSession:
			j.judgeSessions(f)
		case PerMessage:
			j.judgeMessages(f)
		default:
			j.turns(&f.compiledMetric, func(t turn) { j.tally(f, &j.asks[t.first]) })
		}
	}
}

// tally books one unit of a family.
func (j *judge) tally(f *family, a *ask) {
	w := j.judged(&f.compiledMetric, a)
	for _, m := range f.members {
		j.verdict.tallies[m.place].add(j.by(m.threshold, w, f.window))
	}
}

func (j *judge) judgeMessages(f *family) {
	for i := range j.asks {
		if a := &j.asks[i]; j.counts(&f.compiledMetric, a) {
			j.tally(f, a)
		}
	}
}

// judgeSessions counts each session by its worst obligation (R15).
func (j *judge) judgeSessions(f *family) {
	current := int32(-1)
	worst := j.worst[:len(f.members)]
	clear(worst)
	for i := range j.asks {
		a := &j.asks[i]
		if !j.counts(&f.compiledMetric, a) {
			continue
		}
		if a.session != current {
			j.endSession(f, worst)
			current = a.session
		}
		w := j.judged(&f.compiledMetric, a)
		for k, m := range f.members {
			worst[k] = max(worst[k], j.by(m.threshold, w, f.window))
		}
	}
	j.endSession(f, worst)
}

func (j *judge) endSession(f *family, worst []outcome) {
	for k, m := range f.members {
		j.verdict.tallies[m.place].add(worst[k])
	}
	clear(worst)
}

// judgeConsumers notes each buyer's worst obligation (R15); the buyer's other
// conversations are added by the consumer-day.
func (j *judge) judgeConsumers(f *family) {
	for i := range j.asks {
		a := &j.asks[i]
		if !j.counts(&f.compiledMetric, a) {
			continue
		}
		w := j.judged(&f.compiledMetric, a)
		c := j.consumer(a.buyer)
		for _, m := range f.members {
			c.outcomes.worsen(m.place, j.by(m.threshold, w, f.window))
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
	if len(j.rules.Ladder) == 0 {
		return
	}
	for i := range j.asks {
		a := &j.asks[i]
		if a.waitAny <= j.rules.Ladder[0] || a.scopes>>j.rules.plain&1 == 0 || j.cancelled(a, a.any) {
			continue
		}
		if broken := j.broken(a); broken != 0 {
			j.consumer(a.buyer).lost |= broken
		}
	}
}

// broken are the steps of the ladder that an ask has missed.
func (j *judge) broken(a *ask) (steps uint16) {
	for i, step := range j.rules.Ladder {
		if a.waitAny > step && j.unanswered(j.rules.Window, a.time, step) == miss {
			steps |= 1 << i
		}
	}
	return steps
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
			if l.answer > j.now.Add(-paceSpan) {
				j.verdict.answers = append(j.verdict.answers, ownAnswer{l.person, answer{l.answer, l.wait}})
			}
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
