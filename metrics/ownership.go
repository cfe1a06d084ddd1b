package metrics

// unassigned stands for the queue in agents' figures: waits while nobody was
// in charge (R37). It is person 0.
const unassigned = 0

// Unassigned is how reports name it.
const Unassigned = "(unassigned)"

// agentThresholds are the lines of agents' own figures.
var agentThresholds = [...]Span{30 * Second, 180 * Second, 300 * Second}

// AgentTally is an agent's own outcomes at one threshold (R37). N = OK + Miss.
type AgentTally struct{ OK, Miss, Pending, Forgiven, Relieved int }

// N is the number of waits that count for or against the agent.
func (t AgentTally) N() int { return t.OK + t.Miss }

// fate is what a wait meant for one person.
type fate uint8

const (
	fateNothing fate = iota
	fateOK
	fateMiss
	fatePending
	fateForgiven
	fateRelieved
)

func (t *AgentTally) add(f fate, n int) {
	switch f {
	case fateOK:
		t.OK += n
	case fateMiss:
		t.Miss += n
	case fatePending:
		t.Pending += n
	case fateForgiven:
		t.Forgiven += n
	case fateRelieved:
		t.Relieved += n
	}
}

// agentLine is one person's part in one turn.
type agentLine struct {
	person uint32
	asked  Time // start of the turn
	fates  [len(agentThresholds)]fate
	// answered: wait is his own response time, taken at answer; it is a
	// sample of his mean.
	answered bool
	wait     Span
	answer   Time
}

// agentLines calls f for the part of each person in each turn of the day.
func (r *reading) agentLines(f func(agentLine)) {
	m := &r.rules.agent
	r.turns(m, func(t turn) {
		w := agentTurn{
			reading: r, start: r.asks[t.first].time, asked: r.asks[t.first].fact,
			reopened: r.nextSession(t.session), window: m.window, emit: f,
		}
		if t.reply >= 0 {
			w.reply = &r.stops[t.reply]
		}
		w.judge()
	})
}

// agentTurn is one turn seen by those who were in charge of it.
type agentTurn struct {
	*reading
	start    Time
	asked    int32 // fact
	reopened int32 // fact that opens the next session
	window   Window
	reply    *stop // nil: none yet
	emit     func(agentLine)
}

// nextSession is the fact that opens the session after number i.
func (r *reading) nextSession(i int32) int32 {
	if int(i)+1 < len(r.sessions) {
		return r.sessions[i+1].openedBy
	}
	return r.reopened
}

func (w *agentTurn) judge() {
	from, person := w.start, uint32(unassigned)
	answer := noFact
	if w.reply != nil {
		answer = w.reply.fact
	}
	for _, o := range w.owners {
		switch {
		case o.fact <= w.asked:
			person = o.person
		case o.fact >= answer:
			// the reply itself put him in charge: retroactively (R36)
		default:
			w.leave(from, o.from, person)
			if o.fact >= w.reopened {
				return // he answers for the next session, not for this turn
			}
			from, person = o.from, o.person
		}
	}
	if w.reply != nil && person == unassigned && answer >= w.reopened {
		w.leave(from, w.reply.time, person)
		return
	}
	w.stay(from, person)
	w.help(person)
}

// clockStart is when a person's own wait begins (R37).
func (w *agentTurn) clockStart(from Time, person uint32) Time {
	if w.rules.BuyerClock && person != unassigned {
		return w.start
	}
	return from
}

// leave judges a person who was in charge in [from, to) and lost the turn
// unanswered.
func (w *agentTurn) leave(from, to Time, person uint32) {
	own := w.clockStart(from, person)
	line := agentLine{person: person, asked: w.start}
	waited := w.rules.wait(w.window, own, to)
	for i, d := range agentThresholds {
		switch {
		case w.robotTook(d):
		case waited > d:
			line.fates[i] = w.late(own, d)
		case person == unassigned:
		case w.rules.Transfer == TransferCharges:
			line.fates[i] = fateMiss
		default:
			line.fates[i] = fateForgiven
		}
	}
	w.emit(line)
}

// robotTook reports whether a robot answered within d of the question: then the
// turn is nobody's, out on both sides (R8).
func (w *agentTurn) robotTook(d Span) bool {
	return w.reply != nil && !w.reply.human && w.rules.wait(w.window, w.start, w.reply.time) <= d
}

// stay judges the person in charge when the turn was answered, or now.
func (w *agentTurn) stay(from Time, person uint32) {
	own := w.clockStart(from, person)
	if w.reply != nil && w.reply.human && person == unassigned {
		person = w.reply.who
	}
	line := agentLine{person: person, asked: w.start}
	if w.reply == nil {
		for i, d := range agentThresholds {
			line.fates[i] = w.late(own, d)
		}
		w.emit(line)
		return
	}
	waited := w.rules.wait(w.window, own, w.reply.time)
	mine := w.reply.human && w.reply.who == person
	for i, d := range agentThresholds {
		switch {
		case w.robotTook(d):
		case waited > d, !w.reply.human && person == unassigned:
			line.fates[i] = w.late(own, d)
		case mine:
			line.fates[i] = fateOK
		default:
			line.fates[i] = fateRelieved
		}
	}
	if mine {
		line.answered, line.wait, line.answer = true, waited, w.reply.time
	}
	w.emit(line)
}

// late is a miss once the own deadline lies within what is known (R17).
func (w *agentTurn) late(own Time, d Span) fate {
	if w.unanswered(w.window, own, d) == miss {
		return fateMiss
	}
	return fatePending
}

// help credits a colleague who answered for the person in charge: good if in
// time for the buyer, never a miss (R37).
func (w *agentTurn) help(person uint32) {
	if w.reply == nil || !w.reply.human || person == unassigned || w.reply.who == person {
		return
	}
	waited := w.rules.wait(w.window, w.start, w.reply.time)
	line := agentLine{person: w.reply.who, asked: w.start, answered: true, wait: waited, answer: w.reply.time}
	for i, d := range agentThresholds {
		if waited <= d {
			line.fates[i] = fateOK
		}
	}
	w.emit(line)
}
