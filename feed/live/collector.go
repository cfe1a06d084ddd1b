package live

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// What a floor holds it holds for hours: beside it, a program needs room to work
// in, which does not grow with the floor, and is not taken from other programs.
const (
	collectorStarts = 50       // percent, until it is known what is held
	collectorLeast  = 25       // percent: less would be work without end
	collectorMost   = 100      // percent, as in other programs
	collectorRoom   = 48 << 20 // bytes
	collectorEvery  = 10 * time.Second
)

// TuneCollector keeps the garbage collector of a program with one floor fit for
// what the floor holds, until ctx ends.
func TuneCollector(ctx context.Context) {
	defer debug.SetGCPercent(debug.SetGCPercent(collectorStarts))
	tick := time.NewTicker(collectorEvery)
	defer tick.Stop()
	held := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			metrics.Read(held)
			debug.SetGCPercent(collectorPercent(held[0].Value.Uint64()))
		}
	}
}

// collectorPercent is how much may come to what is held before it is collected.
func collectorPercent(held uint64) int {
	if held == 0 {
		return collectorStarts
	}
	return int(max(collectorLeast, min(collectorMost, collectorRoom*100/held)))
}
