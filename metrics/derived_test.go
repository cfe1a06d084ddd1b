package metrics_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"floorwalker/metrics"
)

func near(t *testing.T, name string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s = %.6f, want %.6f", name, got, want)
	}
}

// TestStaffing holds the check values of the specification.
func TestStaffing(t *testing.T) {
	near(t, "C(5; 3)", metrics.ErlangC(5, 3), 0.23615, 5e-6)
	near(t, "B(5; 3)", metrics.ErlangB(5, 3), 0.11005, 5e-6)
	h, within := 180*metrics.Second, 20*metrics.Second
	near(t, "SL20 of 23", metrics.ServiceLevel(23, 20, h, within), 0.7021, 5e-5)
	near(t, "Pw of 24", metrics.ErlangC(24, 20), 0.2981, 5e-5)
	near(t, "SL20 of 24", metrics.ServiceLevel(24, 20, h, within), 0.8089, 5e-5)
	asa, ok := metrics.ExpectedWait(24, 20, h)
	near(t, "ASA of 24", float64(asa)/1000, 13.41, 0.01)
	if n := metrics.AgentsNeeded(0.8, 20, h, within); n != 24 || !ok {
		t.Errorf("needed for 80/20: %d, want 24", n)
	}
	waits, abandons := metrics.ErlangA(20, 400, h, 180*metrics.Second)
	near(t, "A wait", waits, 0.5297, 5e-5)
	near(t, "A abandon", abandons, 0.0888, 5e-5)
	patient, _ := metrics.ErlangA(24, 400, h, 100_000*metrics.Hour)
	near(t, "A of the patient", patient, metrics.ErlangC(24, 20), 1e-3)
	if _, ok := metrics.ExpectedWait(20, 20, h); ok {
		t.Error("twenty people for twenty Erlang: the queue grows without bound")
	}
}

func TestWilson(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{{3, 4, 0.433, 0.922}, {4, 4, 0.709, 1}, {20, 20, 0.924, 1}, {70, 100, 0.638, 0.755}} {
		low, high := metrics.Wilson(c.k, c.n)
		near(t, "low", low, c.low, 5e-4)
		near(t, "high", high, c.high, 5e-4)
	}
	if g := (metrics.Tally{OK: 3, N: 4}).Grade(0.8); g != metrics.GradeUnsure {
		t.Errorf("3 of 4 against 80 %% is %d, want unsure", g)
	}
	if g := (metrics.Tally{OK: 20, N: 20}).Grade(0.8); g != metrics.GradeGood {
		t.Errorf("20 of 20 against 80 %% is %d, want good", g)
	}
}

func TestResponseScore(t *testing.T) {
	for seconds, want := range map[metrics.Span]int{0: 100, 60: 100, 330: 50, 600: 0, 9000: 0} {
		if got := metrics.ResponseScore(seconds * metrics.Second); got != want {
			t.Errorf("%d s scores %d, want %d", seconds, got, want)
		}
	}
}

// TestBudgetsByBruteForce tries misses one by one.
func TestBudgetsByBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 200).Draw(t, "n")
		k := rapid.IntRange(0, n).Draw(t, "k")
		b := rapid.IntRange(1, 20).Draw(t, "b")
		l := metrics.Line{A: rapid.IntRange(1, b).Draw(t, "a"), B: b, Strict: rapid.Bool().Draw(t, "strict")}
		if n > 0 {
			wantSame(t, "flips", l.MissesLeft(k, n), most(func(m int) bool { return m <= k && l.Passes(k-m, n) }))
			wantSame(t, "new", l.MissesLeftNew(k, n), most(func(m int) bool { return l.Passes(k, n+m) }))
			if flips, fresh := l.MissesLeft(k, n), l.MissesLeftNew(k, n); flips > fresh {
				t.Fatalf("flips %d exceed new %d", flips, fresh)
			}
		}
		r := rapid.IntRange(0, 60).Draw(t, "r")
		if n+r > 0 {
			wantSame(t, "to day end", max(-1, l.BudgetToDayEnd(k, n, r)),
				most(func(m int) bool { return m <= r && l.Passes(k+r-m, n+r) }))
		}
		units, ok := l.ToRecover(k, n)
		if !ok {
			if l.A < l.B || l.Passes(k, n) {
				t.Fatalf("%+v: %d of %d cannot recover", l, k, n)
			}
			return
		}
		wantSame(t, "recover", units, most(func(m int) bool { return m == 0 || !l.Passes(k+m-1, n+m-1) }))
	})
}

// most is the largest m for which all up to m hold, -1 if 0 does not.
func most(holds func(int) bool) int {
	m := -1
	for holds(m+1) && m < 20_000 {
		m++
	}
	return m
}

func wantSame(t *rapid.T, name string, got, want int) {
	if got != want {
		t.Fatalf("%s: %d, by trying one by one %d", name, got, want)
	}
}
