package main

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// floorClock is the time on a simulated floor. It stands at its beginning until
// the player has played what was before, and then runs at its speed.
type floorClock struct {
	begin   time.Time
	speed   float64
	started chan struct{} // closed when it runs
	once    sync.Once
	origin  time.Time // when it began to run, by the machine's clock
}

func newFloorClock(begin metrics.Time, speed float64) *floorClock {
	return &floorClock{begin: begin.Std(), speed: speed, started: make(chan struct{})}
}

// Now is the time on the floor.
func (c *floorClock) Now() time.Time { return c.at(time.Now()) }

// at is the time on the floor at one of the machine's clock.
func (c *floorClock) at(wall time.Time) time.Time {
	select {
	case <-c.started:
		return c.begin.Add(time.Duration(float64(wall.Sub(c.origin)) * c.speed))
	default:
		return c.begin
	}
}

// After waits in the supervisor's time: a screen that is drawn once a second is
// drawn so at any speed.
func (c *floorClock) After(d time.Duration) <-chan time.Time { return time.After(d) }

func (c *floorClock) floor() metrics.Time { return metrics.TimeOf(c.Now()) }

// playerClock is the machine's clock for a player, which first looks at it when
// the past has been played: then the floor's clock starts too.
type playerClock struct{ floor *floorClock }

func (p playerClock) Now() time.Time {
	now := time.Now()
	p.floor.once.Do(func() {
		p.floor.origin = now
		close(p.floor.started)
	})
	return now
}

func (p playerClock) After(d time.Duration) <-chan time.Time { return time.After(d) }

// demoSource reads the demo's stream. A live.Follow would take the floor's time
// from the server's stamps, which are of this host's present; here the floor's
// clock alone counts.
type demoSource struct {
	conn    *feed.Conn
	started <-chan struct{} // closed when the past has been published

	read atomic.Uint64 // sequence delivered last
	more chan struct{} // holds one when that has grown
}

func newDemoSource(conn *feed.Conn, started <-chan struct{}) *demoSource {
	return &demoSource{conn: conn, started: started, more: make(chan struct{}, 1)}
}

// Run implements live.Source.
func (s *demoSource) Run(ctx context.Context, in *live.Inbox) {
	in.Report(live.Report{State: metrics.FeedCatchingUp})
	consuming, err := s.consume(ctx, in)
	if err != nil {
		in.Report(live.Report{State: metrics.FeedFailed, Text: text.Clean(err.Error())})
		return
	}
	if err := s.catchUp(ctx, in); err != nil && ctx.Err() == nil {
		in.Report(live.Report{State: metrics.FeedFailed, Text: text.Clean(err.Error())})
	}
	<-ctx.Done()
	consuming.Stop()
	<-consuming.Closed()
}

// catchUp waits until what had been published when the clock began to run has
// been delivered. Until then it is the past that is shown.
func (s *demoSource) catchUp(ctx context.Context, in *live.Inbox) error {
	select {
	case <-s.started:
	case <-ctx.Done():
		return nil
	}
	stream, err := s.conn.JetStream().Stream(ctx, feed.StreamName)
	if err != nil {
		return err
	}
	last := stream.CachedInfo().State.LastSeq
	in.Report(live.Report{State: metrics.FeedCatchingUp, Target: last})
	for s.read.Load() < last {
		select {
		case <-s.more:
		case <-ctx.Done():
			return nil
		}
	}
	in.Report(live.Report{State: metrics.FeedLive})
	return nil
}

// consume delivers the stream from its beginning.
func (s *demoSource) consume(ctx context.Context, in *live.Inbox) (jetstream.ConsumeContext, error) {
	consumer, err := s.conn.JetStream().OrderedConsumer(ctx, feed.StreamName, jetstream.OrderedConsumerConfig{})
	if err != nil {
		return nil, err
	}
	return consumer.Consume(func(m jetstream.Msg) {
		mark := live.Mark{At: in.Now()}
		if info, err := m.Metadata(); err == nil {
			mark.Sequence = info.Sequence.Stream
		}
		_ = in.Payload(ctx, m.Subject(), m.Data(), mark) // the end of ctx ends the consumer too
		s.read.Store(mark.Sequence)
		select {
		case s.more <- struct{}{}:
		default:
		}
	})
}
