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
