package live

import (
	"context"
	"runtime/debug"
	"testing"
)

func TestCollectorPercent(t *testing.T) {
	for held, want := range map[uint64]int{0: 50, 1 << 20: 100, 48 << 20: 100, 96 << 20: 50, 150 << 20: 32, 4 << 30: 25} {
		if got := collectorPercent(held); got != want {
			t.Errorf("%d MiB held: %d %%, not %d", held>>20, got, want)
		}
	}
}

func TestTuneCollectorLeavesThingsAsTheyWere(t *testing.T) {
	was := debug.SetGCPercent(77)
	defer debug.SetGCPercent(was)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	TuneCollector(ctx)
	if got := debug.SetGCPercent(77); got != 77 {
		t.Errorf("%d %% afterwards, not 77", got)
	}
}
