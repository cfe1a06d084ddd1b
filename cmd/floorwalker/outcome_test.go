package main

import (
	"encoding/json"
	"math"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"

	"floorwalker/feed/sim"
)

// Values of printed tables.
func TestStudentT(t *testing.T) {
	for freedom, want := range map[int]float64{1: 12.7062, 10: 2.2281, 11: 2.2010, 19: 2.0930, 30: 2.0423, 100: 1.9840} {
		if got := studentT(freedom); math.Abs(got-want) > .0002 {
			t.Errorf("with %d degrees of freedom: %.4f, want %.4f", freedom, got, want)
		}
	}
	// 1, 2, 3: a deviation of 1, of three.
	if got := interval95([]float64{1, 2, 3}); math.Abs(got-4.3027/math.Sqrt(3)) > .0001 {
		t.Errorf("interval %.4f", got)
	}
}

func TestSeeds(t *testing.T) {
	for s, want := range map[string][]uint64{"3": {3}, "1-3,7": {1, 2, 3, 7}} {
		if got, err := parseSeeds(s); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "x", "3-1", "1-", "0-99999", "18446744073709551615-0", "1-900,1-900"} {
		if got, err := parseSeeds(s); exitCode(err) != exitUsage {
			t.Errorf("%q: %v, %v", s, got, err)
		}
	}
}

func TestOutcomeNamesSeedsThatLose(t *testing.T) {
	o := newOutcome([]uint64{4, 5, 6}, []string{baseline, "suggestions"})
	for i, lost := range [][]int{{10, 10, 10}, {4, 10, 12}} {
		for seed, n := range lost {
			o.results[i][seed] = sim.ShiftResult{Lost: n, Missed: 2 * n}
		}
	}
	var out strings.Builder
	if err := o.print(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"10/20", "8.7/17.3", "1.3 ± 10.3", "suggestions: seeds on which it saved nothing: 5, 6"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing:\n%s", want, out.String())
		}
	}
	if j := o.json(); j.Strategies[1].Saved != 4.0/3 || len(j.Strategies[0].Defeats) != 0 {
		t.Errorf("%+v", j)
	}
}

// TestOutcomeIsReproduced: the first line of the table in docs/outcome.md. The
// shift is a day of 500 agents, too long for the race detector.
func TestOutcomeIsReproduced(t *testing.T) {
	t.Parallel()
	bin, err := plainBinary()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(bin, "dev", "outcome", "--seeds", "1", "--strategy", baseline, "--json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var o outcomeJSON
	if err := json.Unmarshal(out, &o); err != nil {
		t.Fatal(err)
	}
	if len(o.Strategies) != 1 || !slices.Equal(o.Strategies[0].Lost, []float64{214}) || !slices.Equal(o.Strategies[0].Missed, []float64{606}) { // docs/outcome.md
		t.Errorf("%s", out)
	}
}
