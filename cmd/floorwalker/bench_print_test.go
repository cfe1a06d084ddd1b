package main

import (
	"strings"
	"testing"

	"floorwalker/bench"
)

func TestPrintFigures(t *testing.T) {
	figures := []bench.Figure{
		{Part: "event", Name: "decode, an event", Value: 6.5, Unit: "us", Budget: 7},
		{Part: "rebuild", Name: "in speed", Value: .5, Budget: .6, AtLeast: true},
		{Part: "rebuild", Name: "thousand events a second", Value: 97, Unit: "k/s", AtLeast: true},
		{Part: "growth-agents", Name: "an event", Size: 10, Value: 4, Unit: "us"},
		{Part: "growth-agents", Name: "a view", Size: 10, Value: 1.5, Unit: "ms"},
		{Part: "growth-agents", Name: "an event", Size: 1000, Value: 5, Unit: "us"},
		{Part: "growth-agents", Name: "a view", Size: 1000, Value: 3, Unit: "ms"},
		{Part: "growth-days", Name: "an event", Size: 36, Value: 6, Unit: "us"},
	}
	var out strings.Builder
	old := map[string]float64{key(figures[0]): 13, key(figures[6]): 1.5}
	if err := printFigures(&out, figures, old); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(out.String()) {
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	want := []string{
		"event decode, an event 6.5 us at most 7: kept x 0.50",
		"rebuild in speed 0.5 at least 0.6: MISSED",
		"rebuild thousand events a second 97 k/s",
		"growth-agents an event, us a view, ms",
		"10 4 1.5",
		"1,000 5 3 x 2.00",
		"",
		"growth-days an event, us",
		"36 6",
		"",
	}
	if got := strings.Join(lines, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func TestBenchRefuses(t *testing.T) {
	for _, c := range []struct {
		flags benchFlags
		want  string
	}{
		{benchFlags{}, "--events, --pairs, --flow and --rate are more than 0, and --day is 100 or more"},
		{benchFlags{options: bench.Options{Events: 1, Pairs: 1, Flow: 1, Rate: 1, Day: 100, Only: []string{"speed"}}}, `--only "speed"`},
		{benchFlags{options: bench.Options{Events: 1, Pairs: 1, Flow: 1, Rate: 1, Day: 100, Only: []string{bench.SQLPart}}}, "--only sql needs a database"},
	} {
		if err := c.flags.check(); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}
