package main

import (
	"testing"
	"time"

	"floorwalker/metrics"
)

func TestDemoBeginsToday(t *testing.T) {
	now := time.Date(2026, 11, 11, 1, 0, 0, 0, time.FixedZone("", 8*3600))
	f := demoFlags{at: "20:30"}
	begin, err := f.begin(now)
	if want := at(t, "2026-11-11T20:30:00+08:00"); err != nil || begin != want {
		t.Errorf("begins at %v, %v", begin.Std(), err)
	}
	f.scenario = "robot-outage"
	if begin, err = f.begin(now); err != nil || begin != at(t, "2026-11-11T16:05:00+08:00") {
		t.Errorf("the scenario begins at %v, %v", begin.Std(), err)
	}
	f.at, f.atSaid = "16:09", true
	begin, err = f.begin(now)
	if err != nil || begin != at(t, "2026-11-11T16:09:00+08:00") {
		t.Errorf("with --at it begins at %v, %v", begin.Std(), err)
	}
	if c, err := f.config(begin); err != nil || c.Start != begin.Add(-demoPast) || len(c.Incidents) != 2 {
		t.Errorf("%+v, %v", c, err)
	}
	f.at = "8pm"
	if _, err := f.begin(now); exitCode(err) != exitUsage {
		t.Errorf("a wrong --at gives %v, want a usage error", err)
	}
}

// The floor's clock stands until the player first looks at his own, and then
// runs at its speed.
func TestFloorClock(t *testing.T) {
	begin := at(t, "2026-11-11T20:30:00+08:00")
	clock := newFloorClock(begin, 60)
	if clock.floor() != begin {
		t.Errorf("before the start the clock says %v, want %v", clock.Now(), begin.Std())
	}
	started := playerClock{clock}.Now()
	passed := metrics.SpanOf(60 * time.Since(started))
	if got := clock.floor().Sub(begin); got < passed {
		t.Errorf("the clock went %d ms, at least %d have passed", got, passed)
	}
	if origin := clock.origin; (playerClock{clock}).Now().Before(origin) || clock.origin != origin {
		t.Error("a second look starts the clock again")
	}
}
