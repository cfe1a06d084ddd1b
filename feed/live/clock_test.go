package live

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"floorwalker/metrics"
)

// setClock is a clock that is off, by more or less as somebody sets it.
type setClock struct {
	SystemClock
	by atomic.Int64 // nanoseconds
}

func (c *setClock) Now() time.Time { return time.Now().Add(time.Duration(c.by.Load())) }

func (c *setClock) set(by time.Duration) { c.by.Store(int64(by)) }

// delivery is a mark as Follow makes it: the broker's clock is right.
func delivery(in *Inbox, sequence int) Mark {
	return Mark{Sequence: uint64(sequence), Stamp: metrics.TimeOf(time.Now()), At: in.Now(), Live: true}
}

// begin is what Follow reports when a session begins, and that it is live.
func begin(in *Inbox, reconnect bool) {
	in.Report(Report{State: metrics.FeedCatchingUp, Reconnect: reconnect, Broker: metrics.TimeOf(time.Now()), Heard: in.clock.Now()})
	in.Report(Report{State: metrics.FeedLive})
}

// TestNowIsTheBrokers: whatever the local clock says, before the first event.
func TestNowIsTheBrokers(t *testing.T) {
	for name, by := range map[string]time.Duration{"ahead": time.Hour, "behind": -time.Hour, "right": 0} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				clock := &setClock{}
				clock.set(by)
				l := clocked(t, clock, func(ctx context.Context, in *Inbox) {
					begin(in, false)
					<-ctx.Done()
				})
				synctest.Wait()
				time.Sleep(3 * tick)
				synctest.Wait()
				v := newest(l)
				if v.Now != metrics.TimeOf(time.Now()) || v.Feed.ClockSkew != metrics.SpanOf(by) {
					t.Errorf("it is %v, the screen says %v, the clock is off by %v", time.Now(), v.Now.Std(), v.Feed.ClockSkew.Std())
				}
			})
		})
	}
}

// TestClockIsSetWhileAway: the local clock is set during an outage, forwards and
// backwards; on the screen no time is lost, none comes twice.
func TestClockIsSetWhileAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := &setClock{}
		l := clocked(t, clock, func(ctx context.Context, in *Inbox) {
			begin(in, false)
			for _, by := range []time.Duration{time.Hour, -time.Hour, 0} {
				time.Sleep(time.Minute)
				in.Report(Report{State: metrics.FeedLost})
				clock.set(by)
				begin(in, true)
			}
			<-ctx.Done()
		})
		for range 30 {
			time.Sleep(10*time.Second + viewGap)
			synctest.Wait()
			if off := newest(l).Now.Sub(metrics.TimeOf(time.Now())); off < -metrics.Second || off > 0 {
				t.Fatalf("now is off by %v", off.Std())
			}
		}
	})
}

// TestClockJumps: a clock that jumps under a live feed, as a machine's does
// that slept, is found out by the deliveries, and the figures are right again.
func TestClockJumps(t *testing.T) {
	for name, by := range map[string]time.Duration{"forwards": time.Hour, "backwards": -time.Hour} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				clock := &setClock{}
				var floor *metrics.Floor
				l := New(script(func(ctx context.Context, in *Inbox) {
					begin(in, false)
					for i := 1; ctx.Err() == nil; i++ {
						if i == 60 {
							clock.set(by)
						}
						if i <= 200 {
							_ = in.Event(ctx, decoded(t, message(i)), delivery(in, i))
						}
						time.Sleep(viewGap)
					}
				}), Options{Clock: clock, NewFloor: func() Floor {
					floor = metrics.New(metrics.DefaultPolicy())
					return floor
				}})
				ctx, cancel := context.WithCancel(t.Context())
				done := make(chan struct{})
				go func() {
					defer close(done)
					l.Run(ctx)
				}()
				time.Sleep(time.Minute)
				synctest.Wait()
				v := newest(l)
				if off := v.Now.Sub(metrics.TimeOf(time.Now())); off < -metrics.Second || off > 0 || v.Feed.ClockSkew != metrics.SpanOf(by) {
					t.Errorf("now is off by %v, the skew is %v", off.Std(), v.Feed.ClockSkew.Std())
				}
				cancel()
				<-done
				r := &running{tb: t, real: floor}
				r.mustReport(1, 200)
			})
		})
	}
}

// clocked is a loop over the recorder, by a clock.
func clocked(t *testing.T, clock Clock, source script) *Loop {
	t.Helper()
	l := New(source, Options{NewFloor: (&recorder{}).floor, Clock: clock})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		l.Run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	return l
}
