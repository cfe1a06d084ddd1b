package metrics

import (
	"cmp"
	"slices"
)

// CoverageFigure says how much of a shop-day's assessed hours up to now is
// known. A figure built on less than everything is shown with ≈, a gate on it
// is unknown.
type CoverageFigure struct {
	Pct     *string `json:"pct"` // null before the day's assessed hours
	Missing Span    `json:"missing_ms"`
}

// KnowSince tells the floor that no event before t was ever seen: the
// coverage of every shop starts there.
func (f *Floor) KnowSince(t Time) { f.knownSince = t }

// coverage measures a day: gaps the gateway reported, what lies beyond its
// watermark, and what came before the floor began to listen.
func (f *Floor) coverage(s *shop, d Date) CoverageFigure {
	midnight := s.rules.Zone.Midnight(d)
	from, to := midnight.Add(s.rules.Window.Start), min(midnight.Add(s.rules.Window.End), f.now)
	if to <= from {
		return CoverageFigure{}
	}
	gaps := []Gap{{s.asOf(f.now), f.now}, {0, f.knownSince}}
	if s.source != nil {
		gaps = append(gaps, s.source.gaps...)
	}
	missing := overlap(gaps, from, to)
	return CoverageFigure{Pct: ratio(int(to.Sub(from)-missing), int(to.Sub(from))), Missing: missing}
}

// overlap is the length of the union of gaps within [from, to).
func overlap(gaps []Gap, from, to Time) Span {
	slices.SortFunc(gaps, func(a, b Gap) int { return cmp.Compare(a.From, b.From) })
	var sum Span
	at := from
	for _, g := range gaps {
		start, end := max(g.From, at), min(g.To, to)
		if end > start {
			sum += end.Sub(start)
			at = end
		}
	}
	return sum
}

// hasGap reports whether the gateway named a hole in the day's assessed hours.
func (s *shop) hasGap(d Date) bool {
	if s.source == nil {
		return false
	}
	midnight := s.rules.Zone.Midnight(d)
	return overlap(slices.Clone(s.source.gaps), midnight.Add(s.rules.Window.Start), midnight.Add(s.rules.Window.End)) > 0
}
