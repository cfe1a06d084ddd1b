package bench

import (
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Every figure of what runs in this process comes out, whatever it is.
func TestRun(t *testing.T) {
	var said []string
	figures, err := Run(t.Context(), Options{
		Dir: t.TempDir(), Events: 2000, Pairs: 1, Flow: 5 * time.Second, Rate: 300, Day: 800,
		Only: []string{"rebuild", "flow", ColdPart}, Say: func(part string) { said = append(said, part) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(said, []string{"rebuild", "flow", ColdPart}) {
		t.Errorf("measured %q", said)
	}
	for _, f := range figures {
		if f.Value < 0 || f.Name == "" || f.Part == "" {
			t.Errorf("%+v", f)
		}
		if f.Value == 0 && f.Unit != "" {
			t.Errorf("%s is 0 %s", f.Name, f.Unit)
		}
	}
	if lost := figures[5]; lost.Value != 0 {
		t.Errorf("%s: %g", lost.Name, lost.Value)
	}
}

func TestKept(t *testing.T) {
	for _, c := range []struct {
		Figure
		want bool
	}{
		{Figure{Value: 2, Budget: 2}, true},
		{Figure{Value: 3, Budget: 2}, false},
		{Figure{Value: .6, Budget: .6, AtLeast: true}, true},
		{Figure{Value: .5, Budget: .6, AtLeast: true}, false},
	} {
		if c.Kept() != c.want {
			t.Errorf("%+v kept: %t", c.Figure, !c.want)
		}
	}
}

func TestPercentile(t *testing.T) {
	var times []time.Duration
	for i := range 100 {
		times = append(times, time.Duration(100-i)*time.Millisecond)
	}
	if p50, p99 := percentile(times, 50), percentile(times, 99); p50 != 50 || p99 != 99 {
		t.Errorf("p50 %g, p99 %g", p50, p99)
	}
	if percentile(nil, 99) != 0 {
		t.Error("nothing has a percentile")
	}
}
