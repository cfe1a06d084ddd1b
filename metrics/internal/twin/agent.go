package twin

import (
	"slices"
	"strconv"
)

// agentThresholds are the limits that people are measured by (R36-R39).
var agentThresholds = []int64{30 * second, 180 * second, 300 * second}

// agentPolicy: robots take a question out, a handoff starts the clock.
func (k knobs) agentPolicy(threshold int64) policy {
	return policy{unit: "turn", threshold: threshold, robot: "excludes", handoff: true, window: k.window}
}

// agentLine counts the waits of one person on one day under one threshold.
type agentLine struct{ ok, miss, pending, forgiven, relieved int64 }

// agentDay is everything about one person on one day.
type agentDay struct {
	reply      map[int64]*agentLine
	waits      []answered
	messages   int64
	sessions   int64
	proactive  int64
	complaints int64
	csat       csat
	desk       []stretch
}

// answered is a wait that its owner ended, and when (R32, R37, R49).
type answered struct{ at, wait int64 }

// roster collects the people of a shop by day and name; a row appears with the
// first thing there is to say about somebody.
type roster map[int64]map[string]*agentDay

func (r roster) row(d int64, name string) *agentDay {
	if r[d] == nil {
		r[d] = map[string]*agentDay{}
	}
	if r[d][name] == nil {
		a := &agentDay{reply: map[int64]*agentLine{}}
		for _, t := range agentThresholds {
			a.reply[t] = &agentLine{}
		}
		r[d][name] = a
	}
	return r[d][name]
}

// agents computes every person's days.
func (s shop) agents() roster {
	r := roster{}
	for _, th := range s.threads {
		for _, t := range turns(s.k.obligations(th, s.k.agentPolicy(0))) {
			for _, threshold := range agentThresholds {
				s.chargeTurn(r, t, threshold)
			}
			s.timeTurn(r, t)
		}
		s.countMessages(r, th)
		for _, stretch := range th.deskTime(s.now) {
			s.enterDeskTime(r, stretch)
		}
	}
	s.rateAgents(r)
	s.blameComplaints(r)
	return r
}

// chargeTurn is R37 for one threshold: who of those who had the turn is good,
// missed, pending, forgiven or relieved. A turn that the robot answered in
// time is nobody's (R8).
func (s shop) chargeTurn(r roster, t turn, threshold int64) {
	p := s.k.agentPolicy(threshold)
	if result, _ := s.k.judge(t.obligation, p, s.asOf); result == excluded {
		return
	}
	on := func(name string) *agentLine { return r.row(t.day, name).reply[threshold] }
	inTime := func(from, to int64) bool { return s.k.wait(from, to, p.window) <= threshold }
	// A miss needs its deadline to lie within what is known (R17).
	miss := func(from int64, l *agentLine) {
		if s.asOf > s.k.deadline(from, threshold, p.window) {
			l.miss++
		} else {
			l.pending++
		}
	}

	for _, sp := range s.k.spells(t) {
		switch {
		case sp.end == "open":
			miss(sp.from, on(nameOr(sp.owner)))
		case sp.end == "moved" && sp.owner == "":
			if !inTime(sp.from, sp.to) {
				miss(sp.from, on(unassigned))
			}
		case sp.end == "moved" && inTime(sp.from, sp.to) && !s.chargesTransfer():
			on(sp.owner).forgiven++
		case sp.end == "moved" && inTime(sp.from, sp.to): // transfer_unanswered=charge
			on(sp.owner).miss++
		case sp.end == "moved":
			miss(sp.from, on(sp.owner))

		case isRobot(*t.answer): // too late for the turn, or it would be excluded
			if inTime(sp.from, sp.to) && sp.owner != "" {
				on(sp.owner).relieved++
			} else {
				miss(sp.from, on(nameOr(sp.owner)))
			}
		case sp.owner == "" || sp.owner == speaker(*t.answer):
			// The owner, or the one whom the reply made it (R36).
			if l := on(speaker(*t.answer)); inTime(sp.from, sp.to) {
				l.ok++
			} else {
				miss(sp.from, l)
			}
		default: // a colleague stepped in
			if inTime(sp.from, sp.to) {
				on(sp.owner).relieved++
			} else {
				miss(sp.from, on(sp.owner))
			}
			if inTime(t.at, sp.to) {
				on(speaker(*t.answer)).ok++
			}
		}
	}
}

// chargesTransfer tells what passing on unanswered means: the knob says it,
// and where it says nothing, Taobao charges and the others forgive.
func (s shop) chargesTransfer() bool {
	if s.k.transferGiven {
		return s.k.chargeTransfer
	}
	return s.platform == "taobao" || s.platform == "tmall"
}

func nameOr(owner string) string {
	if owner == "" {
		return unassigned
	}
	return owner
}

// timeTurn enters a human answer into the replier's mean: from his own clock
// if the turn was his, from the turn's start if he helped a colleague out. A
// reply beyond the horizon of R32 is no sample.
func (s shop) timeTurn(r roster, t turn) {
	if t.answer == nil || isRobot(*t.answer) || t.answer.at >= s.k.horizon(t.at) {
		return
	}
	for _, sp := range s.k.spells(t) {
		if sp.end != "reply" {
			continue
		}
		name, from := speaker(*t.answer), sp.from
		if sp.owner != "" && sp.owner != name {
			from = t.at
		}
		wait := s.k.wait(from, t.answer.at, s.k.window)
		row := r.row(t.day, name)
		row.waits = append(row.waits, answered{t.answer.at, wait})
	}
}

// countMessages counts messages on the day they are sent, the sessions in
// which a person spoke, and messages between 23:00 and 08:00 to a buyer who
// did not write last (compliance counter `night_proactive`). Last among what
// buyer and people wrote: robots and greetings are not looked at.
func (s shop) countMessages(r roster, th *thread) {
	buyerLast := false
	for _, e := range th.events {
		if isBuyer(e) {
			buyerLast = true
		}
		if !isHuman(e) {
			continue
		}
		row := r.row(s.k.dayOf(e.at), speaker(e))
		row.messages++
		if s.k.timeOfDay(e.at) >= 23*hour || s.k.timeOfDay(e.at) < 8*hour {
			if !buyerLast {
				row.proactive++
			}
		}
		buyerLast = false
	}
	for _, visit := range th.sessions {
		for _, name := range th.speakers(visit.from, visit.to) {
			r.row(visit.day, name).sessions++
		}
	}
}

// speakers names the people who wrote in events[from:to], each once, in order
// of their first message.
func (th *thread) speakers(from, to int) []string {
	var out []string
	seen := map[string]bool{}
	for _, e := range th.events[from:to] {
		if isHuman(e) && !seen[speaker(e)] {
			seen[speaker(e)] = true
			out = append(out, speaker(e))
		}
	}
	return out
}

// enterDeskTime cuts a stretch at every midnight.
func (s shop) enterDeskTime(r roster, st stretch) {
	for d := s.k.dayOf(st.from); d <= s.k.dayOf(st.to); d++ {
		from, to := max(st.from, s.k.midnight(d)), min(st.to, s.k.midnight(d+1))
		if from < to {
			row := r.row(d, st.owner)
			row.desk = append(row.desk, stretch{st.owner, from, to})
		}
	}
}

// report writes a person's day.
func (a agentDay) report() map[string]any {
	reply := map[string]any{}
	for threshold, l := range a.reply {
		reply[strconv.FormatInt(threshold/second, 10)] = map[string]any{
			"ok": l.ok, "miss": l.miss, "n": l.ok + l.miss, "pending": l.pending,
			"forgiven": l.forgiven, "relieved": l.relieved, "pct": percent(l.ok, l.ok+l.miss),
		}
	}
	var waits []int64
	for _, w := range a.waits {
		waits = append(waits, w.wait)
	}
	open, engaged, peak := load(a.desk)
	var concurrency any
	if engaged > 0 {
		concurrency = open * 100 / engaged
	}
	return map[string]any{
		"reply": reply, "avg_response": spread(waits), "csat": a.csat.report(),
		"messages": a.messages, "sessions": a.sessions, "complaints": a.complaints,
		"night_proactive": a.proactive,
		"conversation_ms": open, "engaged_ms": engaged, "peak_concurrency": peak,
		"concurrency_x100": concurrency,
	}
}

// load measures overlapping stretches (R40): their sum, the time with at least
// one open, and the most at once. Concurrency is the sum over the engaged time.
func load(desk []stretch) (open, engaged, peak int64) {
	var cuts []int64
	for _, st := range desk {
		open += st.to - st.from
		cuts = append(cuts, st.from, st.to)
	}
	slices.Sort(cuts)
	for i := 1; i < len(cuts); i++ {
		from, to, at := cuts[i-1], cuts[i], int64(0)
		for _, st := range desk {
			if st.from <= from && to <= st.to && from < to {
				at++
			}
		}
		peak = max(peak, at)
		if at > 0 {
			engaged += to - from
		}
	}
	return open, engaged, peak
}
