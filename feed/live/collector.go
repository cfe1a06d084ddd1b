package live

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// What a floor holds it holds for hours: beside it, a program needs room to work
// in, which need not grow with the floor, and is not taken from other programs.
// While it reads history it makes garbage a hundred times as fast, and people wait
// for it: then it takes more, as long as that is not much in all.
const (
	collectorLeast   = 25        // percent: less would be work without end
	collectorMost    = 100       // percent: more gains nothing ...
	collectorFast    = 1000      // ... but while history is read
	collectorRoom    = 48 << 20  // bytes
	collectorHurried = 240 << 20 // bytes, with what is held
)

// Collector keeps the garbage collector of a program with one floor fit for what
// the floor holds. A nil Collector leaves it alone.
type Collector struct {
	was int

	mu      sync.Mutex
	hurried bool // guarded by mu
	stopped bool // guarded by mu
}

// TuneCollector begins to, in a hurry; Stop ends it.
func TuneCollector() *Collector {
	c := &Collector{was: debug.SetGCPercent(collectorMost), hurried: true}
	c.follow()
	return c
}

// Hurry says whether history is being read, or about to be.
func (c *Collector) Hurry(yes bool) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.hurried != yes && !c.stopped {
		c.hurried = yes
		c.tune()
	}
}

// Stop leaves the collector as it was before.
func (c *Collector) Stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stopped = true
	debug.SetGCPercent(c.was)
}

// follow tunes now, and again whenever something was collected.
func (c *Collector) follow() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped {
		return
	}
	c.tune()
	runtime.SetFinalizer(&garbage{c}, func(*garbage) { c.follow() })
}

// garbage is found by the next collection.
type garbage struct{ *Collector }

// tune sets the percentage. Callers hold mu.
func (c *Collector) tune() {
	held := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(held)
	debug.SetGCPercent(collectorPercent(held[0].Value.Uint64(), c.hurried))
}

// collectorPercent is how much may come to what is held before it is collected.
func collectorPercent(held uint64, hurried bool) int {
	room, most := uint64(collectorRoom), uint64(collectorMost)
	if hurried && held+room < collectorHurried {
		room, most = collectorHurried-held, collectorFast
	}
	return int(max(collectorLeast, min(most, room*100/max(1, held))))
}
