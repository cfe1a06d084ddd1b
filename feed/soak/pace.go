package soak

import (
	"sync/atomic"
	"time"

	"floorwalker/metrics"
)

// pace ties the time on the floor to the machine's.
type pace struct {
	begun time.Time
	speed float64
	lead  time.Duration // by which the floor begins before begun
	wrong atomic.Int64  // nanoseconds by which the screen's clock is wrong
}

// leadOf is how early a floor has to begin, so that it does not get ahead of the
// server's clock: what is dated ahead of it is left out.
func leadOf(play time.Duration, speed float64) time.Duration {
	return time.Duration(float64(play)*speed) + time.Hour
}

// start is when the floor begins.
func (p *pace) start() metrics.Time { return metrics.TimeOf(p.begun.Add(-p.lead)) }

// at is the time on the floor at one of the machine's.
func (p *pace) at(wall time.Time) metrics.Time {
	return p.start().Add(metrics.SpanOf(time.Duration(float64(wall.Sub(p.begun)) * p.speed)))
}

// Now is the screen's clock, which may be set by whoever runs its host. It has no
// monotonic part: such a clock would not notice.
func (p *pace) Now() time.Time { return time.Now().Add(time.Duration(p.wrong.Load())).Round(0) }

// After implements live.Clock.
func (p *pace) After(d time.Duration) <-chan time.Time { return time.After(d) }

// set makes the screen's clock wrong by d.
func (p *pace) set(d time.Duration) { p.wrong.Store(int64(d)) }

// paced is a floor whose clock runs at the pace of the simulated one. What
// advances it has the server's time.
type paced struct {
	*metrics.Floor
	pace *pace
}

func (f paced) Advance(now metrics.Time) { f.Floor.Advance(f.pace.at(now.Std())) }
