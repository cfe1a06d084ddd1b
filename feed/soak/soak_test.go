package soak

import (
	"testing"
	"time"

	"go.uber.org/goleak"

	"floorwalker/feed"
	"floorwalker/feed/sim"
	"floorwalker/metrics"
	"floorwalker/metrics/proof"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Everything that can go wrong does, about once.
func TestSoak(t *testing.T) {
	o := Options{
		Seed: 7, For: 12 * time.Second, Speed: 120, Pause: 700 * time.Millisecond, Dir: t.TempDir(),
		Say: func(line string) { t.Log(line) },
	}
	r, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Events == 0 || r.Screens == 0 || len(r.Faults) < 3 {
		t.Errorf("little happened: %+v", r)
	}
	if r.Leaked > 0 {
		t.Errorf("%d goroutines more than before", r.Leaked)
	}
}

// A floor to which nothing happens agrees with the twin at every look.
func TestSimulatedFloorAgrees(t *testing.T) {
	start := metrics.Time(1773108000000) // 2026-03-10T10:00:00+08:00
	s, err := sim.New(sim.Config{Seed: 3, Start: start})
	if err != nil {
		t.Fatal(err)
	}
	f := metrics.New(metrics.DefaultPolicy())
	var lines [][]byte
	for now := start; now < start.Add(30*metrics.Minute); {
		now = now.Add(5*metrics.Minute + 1)
		for _, e := range s.Step(now) {
			if e.Type == metrics.BaselineSet {
				continue // see ledger.Publish
			}
			line, err := feed.Encode(&e)
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, line)
			f.Apply(&e)
		}
		f.Advance(now)
		if err := proof.Compare(f, lines, now, nil); err != nil {
			t.Fatal(err)
		}
	}
}
