package metrics

import "fmt"

// add counts one outcome.
func (t *Tally) add(o outcome, n int) {
	switch o {
	case excluded:
		t.Excluded += n
	case ok:
		t.OK += n
		t.N += n
	case pending:
		t.Pending += n
	case miss:
		t.N += n
	}
}

// Plus is the pooled tally of two (R27).
func (t Tally) Plus(u Tally) Tally {
	return Tally{t.OK + u.OK, t.N + u.N, t.Pending + u.Pending, t.Excluded + u.Excluded}
}

// Miss is the number of misses.
func (t Tally) Miss() int { return t.N - t.OK }

// Percent is the rate in hundredths of a percent, cut, not rounded (R26); ok is
// false when nothing was counted (R25).
func (t Tally) Percent() (hundredths int, ok bool) { return percent(t.OK, t.N) }

// Best is the rate if all that is pending turns out well, Worst if none does
// (R17).
func (t Tally) Best() (hundredths int, ok bool) { return percent(t.OK+t.Pending, t.N+t.Pending) }

// Worst is the rate if all that is pending is missed (R17).
func (t Tally) Worst() (hundredths int, ok bool) { return percent(t.OK, t.N+t.Pending) }

func percent(k, n int) (int, bool) {
	if n == 0 {
		return 0, false
	}
	return int(int64(k) * 10000 / int64(n)), true
}

// FormatPercent writes hundredths of a percent as 51.04; "--" for nothing
// counted (R25).
func FormatPercent(hundredths int, ok bool) string {
	if !ok {
		return "--"
	}
	return fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100)
}

// Passes reports whether a rate of k in n reaches the line; nothing counted
// passes.
func (l Line) Passes(k, n int) bool {
	if n == 0 {
		return true
	}
	if l.Strict {
		return k*l.B > l.A*n
	}
	return k*l.B >= l.A*n
}
