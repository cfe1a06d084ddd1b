package live

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// What a floor holds it holds for hours: beside it, a program needs room to work
// in, which need not grow with the floor, and is not taken from other programs.
const (
	collectorLeast = 25       // percent: less would be work without end
	collectorMost  = 100      // percent: more gains nothing
	collectorRoom  = 48 << 20 // bytes
)

// TuneCollector keeps the garbage collector of a program with one floor fit for
// what the floor holds, until stop is called.
func TuneCollector() (stop func()) {
	t := &tuner{was: debug.SetGCPercent(collectorMost)}
	t.tune()
	return t.stop
}

type tuner struct {
	was int

	mu      sync.Mutex
	stopped bool // guarded by mu
}

func (t *tuner) stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stopped = true
	debug.SetGCPercent(t.was)
}

// tune sets the percentage now, and again whenever something was collected.
func (t *tuner) tune() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.stopped {
		return
	}
	held := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(held)
	debug.SetGCPercent(collectorPercent(held[0].Value.Uint64()))
	runtime.SetFinalizer(&garbage{t}, func(*garbage) { t.tune() })
}

// garbage is found by the next collection.
type garbage struct{ *tuner }

// collectorPercent is how much may come to what is held before it is collected.
func collectorPercent(held uint64) int {
	return int(max(collectorLeast, min(collectorMost, collectorRoom*100/max(1, held))))
}
