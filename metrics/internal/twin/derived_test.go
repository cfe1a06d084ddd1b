package twin

import (
	"math"
	"testing"
)

// TestMissesLeftByTrying compares the formulas of the section "Derived
// supervisor figures" with trying the misses one by one.
func TestMissesLeftByTrying(t *testing.T) {
	for _, l := range []line{{50, 100, false}, {80, 100, false}, {55, 100, true}, {60, 100, true}, {1, 3, false}, {1, 3, true}} {
		for n := int64(0); n <= 60; n++ {
			for ok := int64(0); ok <= n; ok++ {
				if have, want := l.missesLeftNew(ok, n), tryNewMisses(l, ok, n); have != want {
					t.Fatalf("%+v %d/%d: %d new misses left, by trying %d", l, ok, n, have, want)
				}
				if have, want := l.missesLeftFlips(ok, n), tryFlips(l, ok, n); have != want {
					t.Fatalf("%+v %d/%d: %d flips left, by trying %d", l, ok, n, have, want)
				}
				good := int64(0)
				for !l.passes(ok+good, n+good) {
					good++
				}
				if have := l.toRecover(ok, n); have != good {
					t.Fatalf("%+v %d/%d: %v to recover, by trying %d", l, ok, n, have, good)
				}
			}
		}
	}
	half := line{50, 100, false}
	for _, c := range [][3]int64{{half.missesLeftNew(120, 200), 40, 0}, {half.missesLeftFlips(120, 200), 20, 0}} {
		if c[0] != c[1] {
			t.Errorf("120 of 200 at 50 %%: have %d, want %d", c[0], c[1])
		}
	}
	if have := half.budgetToDayEnd(40, 60, 40); have != 30 {
		t.Errorf("40 of 60 with 40 to come: %d may be missed, want 30", have)
	}
	if have := (line{100, 100, false}).toRecover(9, 10); have != nil {
		t.Errorf("everything must be good and one is missed: %v to recover, want nothing", have)
	}
}

func tryNewMisses(l line, ok, n int64) int64 {
	if n == 0 {
		return 0 // nothing counted, nothing to lose yet
	}
	left := int64(-1)
	for l.passes(ok, n+left+1) {
		left++
	}
	return left
}

func tryFlips(l line, ok, n int64) int64 {
	if n == 0 {
		return 0
	}
	left := int64(-1)
	for left < ok && l.passes(ok-left-1, n) {
		left++
	}
	return left
}

// TestBudgetToDayEndByTrying: of the units still to come, how many may fail.
func TestBudgetToDayEndByTrying(t *testing.T) {
	half := line{50, 100, false}
	for n := int64(0); n <= 20; n++ {
		for ok := int64(0); ok <= n; ok++ {
			for r := int64(0); r <= 20; r++ {
				left := int64(-1)
				for left < r && half.passes(ok+r-left-1, n+r) {
					left++
				}
				if have := half.budgetToDayEnd(ok, n, r); max(have, -1) != left {
					t.Fatalf("%d/%d, %d to come: %d, by trying %d", ok, n, r, have, left)
				}
			}
		}
	}
}

func TestOutlook(t *testing.T) {
	half := line{50, 100, false}
	out := outlook(45, 90, 10, 1+45, 1+45, half)
	if out["mean"] != 0.5 || out["p_fail"] != 0.383172 {
		t.Errorf("45 of 90, 10 to come: %v", out)
	}
	total := 0.0
	for x := int64(0); x <= 400; x++ {
		total += betaBinomial(x, 400, 3.5, 1.25)
	}
	if math.Abs(total-1) > 1e-9 {
		t.Errorf("the probabilities sum to %v", total)
	}
	if out := outlook(0, 0, 0, 1, 1, half); out["mean"] != nil || out["p_fail"] != 0.0 {
		t.Errorf("nothing counted and nothing to come: %v", out)
	}
}

func TestGateDates(t *testing.T) {
	s := newShift(t, `
		03-07T10:00:00 buyer u1 c1
		03-07T10:01:00 agent a1 c1
		03-08T10:00:00 buyer u1 c1
		03-08T10:01:00 agent a1 c1
		03-09T10:00:00 buyer u1 c1
		03-09T10:01:00 agent a1 c1`)
	s.expect("12:00:00", nil, want{"gates.nine_nine": true, "gate_dates.nine_nine": "2026-03-10"})
	s.expect("03-11T12:00:00", nil, want{"gates.nine_nine": nil, "gate_dates.nine_nine": "2026-03-14"})
	s.expect("03-11T12:00:00", want{"holidays": []any{"2026-03-10"}},
		want{"gates.nine_nine": true, "gate_dates.nine_nine": "2026-03-11"})
	s.expect("03-11T12:00:00", want{"gate_series": "rolling3"}, want{"gates.nine_nine": true})
}
