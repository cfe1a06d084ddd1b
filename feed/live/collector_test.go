package live

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func TestCollectorPercent(t *testing.T) {
	for held, want := range map[uint64][2]int{
		0: {100, 1000}, 1 << 20: {100, 1000}, 48 << 20: {100, 400}, 96 << 20: {50, 150}, 150 << 20: {32, 60}, 200 << 20: {25, 25}, 4 << 30: {25, 25},
	} {
		if got := [2]int{collectorPercent(held, false), collectorPercent(held, true)}; got != want {
			t.Errorf("%d MiB held: %d %%, not %d", held>>20, got, want)
		}
	}
}

// What is held decides, after each collection; and afterwards all is as it was.
func TestTuneCollector(t *testing.T) {
	const was = 77
	defer debug.SetGCPercent(debug.SetGCPercent(was))
	c := TuneCollector()
	c.Hurry(false)
	held := make([]byte, 200<<20)
	runtime.GC()
	percent := func() int {
		p := debug.SetGCPercent(-1)
		debug.SetGCPercent(p)
		return p
	}
	for end := time.Now().Add(10 * time.Second); percent() != collectorLeast; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d %% with %d MiB held, not %d", percent(), len(held)>>20, collectorLeast)
		}
	}
	held = held[: 100<<20 : 100<<20]
	held = append([]byte(nil), held...)
	runtime.GC()
	c.Hurry(true)
	if got := percent(); got <= collectorMost {
		t.Errorf("%d %% in a hurry", got)
	}
	runtime.KeepAlive(held)
	c.Stop()
	runtime.GC()
	runtime.GC()
	if got := percent(); got != was {
		t.Errorf("%d %% afterwards, not %d", got, was)
	}
}
