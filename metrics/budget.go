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

// BudgetFigure is what a metric may still miss.
type BudgetFigure struct {
	MissesLeft    int  `json:"misses_left"`
	MissesLeftNew int  `json:"misses_left_new"`
	ToRecover     *int `json:"to_recover"`
	Burn15m       *int `json:"burn_15m_x100"`
	Burn1h        *int `json:"burn_1h_x100"`
}

func optional(n int, ok bool) *int {
	if !ok {
		return nil
	}
	return &n
}

// budgetFigure is the budget of a metric whose tally is t.
func budgetFigure(l Line, t Tally, live liveTally) BudgetFigure {
	return BudgetFigure{
		MissesLeft: l.MissesLeft(t.OK, t.N), MissesLeftNew: l.MissesLeftNew(t.OK, t.N),
		ToRecover: optional(l.ToRecover(t.OK, t.N)),
		Burn15m:   optional(l.Burn(live[0])), Burn1h: optional(l.Burn(live[1])),
	}
}
