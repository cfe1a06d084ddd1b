package metrics

import (
	"cmp"
	"slices"
)

// PaceFigure is R49: the median of a person's own waits over his last 20
// answered turns within two hours; null under five.
type PaceFigure struct {
	N      int   `json:"n"`
	Median *Span `json:"median_ms"`
}

const (
	paceSpan  = 2 * Hour
	paceTurns = 20
	paceFloor = 5
)

// answer is a wait that a person ended.
type answer struct {
	at   Time
	wait Span
}

// noteAnswer keeps the answers a pace may be made of.
func (h *houseDigest) noteAnswer(l *agentLine, now Time) {
	if l.answer > now.Add(-paceSpan) && l.answer <= now {
		h.answers[l.person] = append(h.answers[l.person], answer{l.answer, l.wait})
	}
}

// pace is R49. Of turns answered in the same instant the shorter wait is newer.
func pace(list []answer) PaceFigure {
	slices.SortFunc(list, func(a, b answer) int {
		return cmp.Or(cmp.Compare(b.at, a.at), cmp.Compare(a.wait, b.wait))
	})
	var waits []Span
	for _, a := range list[:min(len(list), paceTurns)] {
		waits = append(waits, a.wait)
	}
	f := PaceFigure{N: len(waits)}
	if f.N >= paceFloor {
		slices.Sort(waits)
		median := nearestRank(waits, 50)
		f.Median = &median
	}
	return f
}

// ownAnswer is a wait that a person ended in the thread-day just judged.
type ownAnswer struct {
	person uint32
	answer
}

// paceEntry is an answer with the judgement that found it. A thread-day judged
// again leaves its old ones behind; they are told by their generation.
type paceEntry struct {
	answer
	thread     *thread
	date       Date
	generation uint32
}

// livePace is a person's pace as answers come in.
type livePace struct {
	entries []paceEntry
	swept   int // length after the last sweep
	changed bool
	figure  Span // of the last look, 0 under five
	answer  Span // likewise, the time for one answer
	until   Time // when one of its answers grows too old
}

func (e *paceEntry) holds(now Time) bool {
	return e.at > now.Add(-paceSpan) && e.at <= now && e.thread.dayAt(e.date).generation == e.generation
}

// replaceAnswers takes the answers of the thread-day's last judgement away from
// the people who gave them, and enters those of this one. The generation grows
// here.
func (f *Floor) replaceAnswers(t *thread, d *threadDay, v *verdict) {
	d.generation++
	for i := range d.agents {
		f.people.list[d.agents[i].person].pace.changed = true
	}
	for _, a := range v.answers {
		p := &f.people.list[a.person].pace
		p.changed = true
		p.entries = append(p.entries, paceEntry{a.answer, t, d.date, d.generation})
		if len(p.entries) > 2*p.swept+4*paceTurns {
			p.sweep(f.now)
		}
	}
}

func (p *livePace) sweep(now Time) {
	p.entries = slices.DeleteFunc(p.entries, func(e paceEntry) bool { return !e.holds(now) })
	p.swept = len(p.entries)
}

// at is the pace at now (R49); 0 under five answers. It is worked out again
// only when an answer came, went or grew too old.
func (p *livePace) at(now Time) Span {
	if p.answer != 0 && !p.changed && now >= p.until.Add(-paceSpan) && now < p.until {
		return p.figure
	}
	p.look(now)
	return p.figure
}

// answerTime is how long the person takes for one answer: the median gap
// between his last ones while he was at work, within bounds.
func (p *livePace) answerTime(now Time) Span {
	p.at(now)
	return p.answer
}

func (p *livePace) look(now Time) {
	var list []answer
	p.until = now.Add(paceSpan)
	for i := range p.entries {
		if e := &p.entries[i]; e.holds(now) {
			list = append(list, e.answer)
			p.until = min(p.until, e.at.Add(paceSpan))
		}
	}
	p.figure, p.changed = 0, false
	if f := pace(list); f.Median != nil {
		p.figure = *f.Median
	}
	p.answer = medianGap(list)
}

// medianGap takes answers newest first.
func medianGap(list []answer) Span {
	var gaps []Span
	for i := 1; i < min(len(list), paceTurns+1); i++ {
		if gap := list[i-1].at.Sub(list[i].at); gap > 0 && gap <= gapMost {
			gaps = append(gaps, gap)
		}
	}
	if len(gaps) < paceFloor {
		return usualAnswer
	}
	slices.Sort(gaps)
	return min(max(nearestRank(gaps, 50), 10*Second), 2*Minute)
}
