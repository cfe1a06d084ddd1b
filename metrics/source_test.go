package metrics

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Gaps that a source reports, in whatever order, miss what all of them miss, and
// are kept apart.
func TestGapsAreJoined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s source
		var missing [100]bool
		for range rapid.IntRange(0, 30).Draw(t, "gaps") {
			from, to := rapid.IntRange(0, 99).Draw(t, "from"), rapid.IntRange(0, 100).Draw(t, "to")
			for at := from; at < to; at++ {
				missing[at] = true
			}
			s.miss(Gap{Time(from), Time(to)})
		}
		var kept [100]bool
		for i, g := range s.gaps {
			if g.To <= g.From || i > 0 && s.between(i-1) <= 0 {
				t.Fatalf("gaps %v", s.gaps)
			}
			for at := g.From; at < g.To; at++ {
				kept[at] = true
			}
		}
		if kept != missing {
			t.Fatalf("gaps %v miss other times than were reported", s.gaps)
		}
	})
}

// A gateway that reports gaps without end is believed without end, in few words.
func TestManyGaps(t *testing.T) {
	var s source
	for i := range 5 * gapsKept {
		s.miss(Gap{Time(10 * i), Time(10*i + 1)})
	}
	if len(s.gaps) != gapsKept {
		t.Errorf("%d gaps are kept", len(s.gaps))
	}
	for i := range 5 * gapsKept {
		if !slices.ContainsFunc(s.gaps, func(g Gap) bool { return g.From <= Time(10*i) && g.To > Time(10*i) }) {
			t.Fatalf("gap %d is forgotten", i)
		}
	}
}
