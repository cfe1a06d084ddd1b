package live

import (
	"sync/atomic"
	"time"

	"floorwalker/metrics"
)

// Clock tells the time, and when some of it has passed.
type Clock interface {
	Now() time.Time
	After(d time.Duration) <-chan time.Time
}

// SystemClock is the machine's.
type SystemClock struct{}

// Now is time.Now.
func (SystemClock) Now() time.Time { return time.Now() }

// After is time.After.
func (SystemClock) After(d time.Duration) <-chan time.Time { return time.After(d) }

// timeline reads a clock so that setting it does not move the floor's time: the
// wall clock counts once, at an anchor, and from then on what has passed since.
type timeline struct {
	Clock
	base atomic.Pointer[time.Time]
}

func newTimeline(c Clock) *timeline {
	t := &timeline{Clock: c}
	t.anchor()
	return t
}

// anchor takes the wall clock's word again, as after a machine slept.
func (t *timeline) anchor() {
	now := t.Clock.Now()
	t.base.Store(&now)
}

// local is the local time, uncorrected.
func (t *timeline) local() metrics.Time { return t.at(t.Clock.Now()) }

// at is the local time when the clock said now.
func (t *timeline) at(now time.Time) metrics.Time {
	base := *t.base.Load()
	return metrics.TimeOf(base.Add(now.Sub(base)))
}
