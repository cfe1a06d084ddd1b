package twin

// line is the share a/b that must be reached, or with strict be exceeded.
type line struct {
	a, b   int64
	strict bool
}

// passes tells whether ok of n meet the line; nothing counted passes.
func (l line) passes(ok, n int64) bool {
	if l.strict {
		return n == 0 || ok*l.b > l.a*n
	}
	return n == 0 || ok*l.b >= l.a*n
}

// missesLeftNew is how many further units may come and be missed; -1 when the
// line is missed already.
func (l line) missesLeftNew(ok, n int64) int64 {
	switch {
	case !l.passes(ok, n):
		return -1
	case n == 0 && ok == 0:
		return 0
	case l.strict:
		return ceilDiv(ok*l.b, l.a) - n - 1
	}
	return ok*l.b/l.a - n
}

// missesLeftFlips is how many consumers counted as good may still turn bad,
// the number of consumers staying the same; -1 when the line is missed already.
func (l line) missesLeftFlips(ok, n int64) int64 {
	switch {
	case !l.passes(ok, n):
		return -1
	case n == 0:
		return 0
	case l.strict:
		return ceilDiv(ok*l.b-l.a*n, l.b) - 1
	}
	return (ok*l.b - l.a*n) / l.b
}

// toRecover is how many further good units lift a missed line back; 0 when it
// is met, nil when it must be everything and one is missed.
func (l line) toRecover(ok, n int64) any {
	switch {
	case l.passes(ok, n):
		return int64(0)
	case l.a >= l.b:
		return nil
	case l.strict:
		return (l.a*n-l.b*ok)/(l.b-l.a) + 1
	}
	return ceilDiv(l.a*n-l.b*ok, l.b-l.a)
}

// ceilDiv divides a number that is not negative, rounding up.
func ceilDiv(a, b int64) int64 { return (a + b - 1) / b }

// budgetToDayEnd is how many of the r units still expected today may be missed
// (section "Derived supervisor figures"): below 0 even a perfect rest fails.
func (l line) budgetToDayEnd(ok, n, r int64) int64 {
	return min(r, ok+r-ceilDiv(l.a*(n+r), l.b))
}

// budget is the block "budget" of a shop: for the Pinduoduo reply rates over
// T-2..T how many misses are left, how many good ones are needed, and how fast
// the live windows burn.
func (s shop) budget() map[string]any {
	out := map[string]any{}
	for _, name := range []string{"pdd_reply_5m", "pdd_reply_15m", "pdd_reply_1h"} {
		m := s.k.rate(name)
		t := between(s.units(m), s.today-2, s.today)
		live := s.liveUnits(m)
		out[name] = map[string]any{
			"misses_left":     m.line.missesLeftFlips(t.ok, t.n()),
			"misses_left_new": m.line.missesLeftNew(t.ok, t.n()),
			"to_recover":      m.line.toRecover(t.ok, t.n()),
			"burn_15m_x100":   m.line.burn(s.live(live, 15*minute)),
			"burn_1h_x100":    m.line.burn(s.live(live, hour)),
		}
	}
	return out
}

// burn is the miss share of a live window over the share that may be missed,
// times 100, cut; nil without outcomes, and where nothing may be missed.
func (l line) burn(t tally) any {
	if t.n() == 0 || l.a >= l.b {
		return nil
	}
	return t.miss * 100 * l.b / (t.n() * (l.b - l.a))
}
