package metrics

// MissesLeft is how many counted consumers may still turn bad, their number
// staying the same, before the line is missed; -1 when it is missed already.
// It is the default for metrics that count consumers.
func (l Line) MissesLeft(k, n int) int {
	switch {
	case !l.Passes(k, n):
		return -1
	case n == 0:
		return 0
	case l.Strict:
		return ceilDiv(k*l.B-l.A*n, l.B) - 1
	}
	return (k*l.B - l.A*n) / l.B
}

// MissesLeftNew is how many further units may come and be missed; -1 when the
// line is missed already. It is never less than MissesLeft.
func (l Line) MissesLeftNew(k, n int) int {
	switch {
	case !l.Passes(k, n):
		return -1
	case n == 0 || l.A == 0:
		return 0
	case l.Strict:
		return ceilDiv(k*l.B, l.A) - n - 1
	}
	return k*l.B/l.A - n
}

// BudgetToDayEnd is how many of the r units still expected today may be
// missed; below 0 even a perfect rest fails.
func (l Line) BudgetToDayEnd(k, n, r int) int {
	need := ceilDiv(l.A*(n+r), l.B)
	if l.Strict {
		need = l.A*(n+r)/l.B + 1
	}
	return min(r, k+r-need)
}

// ToRecover is how many further good units lift a missed line back: 0 when it
// is met; ok is false when nothing can.
func (l Line) ToRecover(k, n int) (units int, ok bool) {
	switch {
	case l.Passes(k, n):
		return 0, true
	case l.A >= l.B:
		return 0, false
	case l.Strict:
		return (l.A*n-l.B*k)/(l.B-l.A) + 1, true
	}
	return ceilDiv(l.A*n-l.B*k, l.B-l.A), true
}

// Burn is the miss share of a live window over the share that may be missed,
// times 100, cut: 100 uses the allowance up exactly. ok is false without
// outcomes, and where nothing may be missed.
func (l Line) Burn(t Tally) (times100 int, ok bool) {
	if t.N == 0 || l.A >= l.B {
		return 0, false
	}
	return t.Miss() * 100 * l.B / (t.N * (l.B - l.A)), true
}

// ceilDiv divides a number that is not negative, rounding up.
func ceilDiv(a, b int) int { return (a + b - 1) / b }

// BudgetFigure is what a metric may still miss, over the window it is judged
// by: the three days T-2..T, or today.
type BudgetFigure struct {
	MissesLeft    int  `json:"misses_left"`     // of those counted, that may turn bad
	MissesLeftNew int  `json:"misses_left_new"` // if only new ones fail
	ToRecover     *int `json:"to_recover"`      // good ones needed; null: nothing helps
	Burn15m       *int `json:"burn_15m_x100"`
	Burn1h        *int `json:"burn_1h_x100"`

	Expected       int     `json:"expected"`         // units still to come today, pending included
	LeftToDayEnd   int     `json:"left_to_day_end"`  // of them, that may be missed; below 0: not even all help
	MinutesToEmpty *int    `json:"minutes_to_empty"` // at the pace of the last hour; null: not at this pace
	Page           bool    `json:"page"`             // act now
	Notice         bool    `json:"notice"`           // the hour says so, the last quarter does not
	RecoversOn     *string `json:"recovers_on"`      // a missed line mends itself then; null: it is kept, or it does not
}

// budget is the budget of rate i of a shop, whose judged tally is t.
func (d *shopDigest) budget(i int, today Date, t Tally, expected int) BudgetFigure {
	m := &d.shop.rules.metrics[i]
	l, live := m.Line, d.live[i]
	f := BudgetFigure{
		MissesLeft: l.MissesLeft(t.OK, t.N), MissesLeftNew: l.MissesLeftNew(t.OK, t.N),
		ToRecover: optional(l.ToRecover(t.OK, t.N)),
		Burn15m:   optional(l.Burn(live[0])), Burn1h: optional(l.Burn(live[1])),
		Expected: expected, LeftToDayEnd: l.BudgetToDayEnd(t.OK, t.N, expected),
	}
	rest := m.window.End - d.shop.rules.Zone.TimeOfDay(d.now)
	hour, soonest := minutesToEmpty(f.MissesLeft, live[1].Miss(), 60, rest)
	quarter, _ := minutesToEmpty(f.MissesLeft, live[0].Miss(), 15, rest)
	f.MinutesToEmpty = soonest
	f.Notice = hour && live[1].Miss() >= 3
	f.Page = f.Notice && quarter
	if f.MissesLeft < 0 && m.Days > 1 {
		f.RecoversOn = d.shop.recoversOn(i, today)
	}
	return f
}

// minutesToEmpty is how long the misses left last at the pace of a window, and
// whether they run out before the assessed hours do.
func minutesToEmpty(left, misses, window int, rest Span) (before bool, minutes *int) {
	if left < 0 || misses == 0 {
		return false, nil
	}
	m := left * window / misses
	return Span(m)*Minute < rest, &m
}

// recoversOn is the first day on which the pooled window passes by itself, as
// its old days roll out and nothing more is counted.
func (s *shop) recoversOn(i int, today Date) *string {
	m := &s.rules.metrics[i]
	for ahead := Date(1); ahead < Date(m.Days); ahead++ {
		t := s.pool(i, today-Date(m.Days)+1+ahead, today)
		if t.N > 0 && m.Line.Passes(t.OK, t.N) {
			on := (today + ahead).String()
			return &on
		}
	}
	return nil
}

func optional(n int, ok bool) *int {
	if !ok {
		return nil
	}
	return &n
}
