package bench

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"floorwalker/feed/live"
	"floorwalker/metrics"
)

// ColdPart is the part of Run that starts a screen that has nothing on a stream of
// weeks. To fill that takes some minutes, and some gigabytes on the disk.
const ColdPart = "cold"

// coldDays is how many days the stream has: the last is just over, so that
// yesterday and today, which a screen reads first, are as long as they can be.
const coldDays = 36

// measureCold starts without a checkpoint. A server stamps messages when it gets
// them, so yesterday begins where the stream stood after all days but two; what
// events say is days apart all the same.
func measureCold(ctx context.Context, o *Options) ([]Figure, error) {
	s, err := newStream(ctx, o, "cold")
	if err != nil {
		return nil, err
	}
	defer s.close()
	var yesterday metrics.Time
	now := metrics.TimeOf(time.Now())
	for d := range coldDays {
		if d == coldDays-2 {
			wait(ctx, 10*time.Millisecond)
			yesterday = metrics.TimeOf(time.Now())
			wait(ctx, 10*time.Millisecond)
		}
		if err := s.fillDay(ctx, o.Day, d, now.Add(metrics.Span(d-coldDays)*metrics.Day)); err != nil {
			return nil, err
		}
	}
	c, err := s.startCold(ctx, filepath.Join(o.Dir, "cold-days"), yesterday)
	return []Figure{
		{Name: fmt.Sprintf("start cold, %d days of %d events: the living screen", coldDays, o.Day), Value: c.alive.Seconds(), Unit: "s", Budget: 6},
		{Name: "… all days behind it", Value: c.whole.Seconds(), Unit: "s", AtLeast: true},
		{Name: "… the longest time without a view until then", Value: milliseconds(c.gap), Unit: "ms", AtLeast: true},
		{Name: "… resident at most", Value: float64(c.most) / 1e6, Unit: "MB", AtLeast: true},
	}, err
}

// fillDay publishes a day of conversations of eight events in some minutes each.
func (s *stream) fillDay(ctx context.Context, events, day int, begins metrics.Time) error {
	const turns, together = 8, 100
	for first := 0; first < events/turns; first += together {
		at := begins.Add(metrics.Span(first) * metrics.Day / metrics.Span(events/turns))
		c := crowd{
			conversations: together, first: day*events + first,
			now: func(i int) metrics.Time { return at.Add(metrics.Span(i) * metrics.Second) },
		}
		if err := s.publish(c, turns*together); err != nil {
			return err
		}
	}
	return s.stored(ctx)
}

// coldStart is how long it took until a screen was alive and until it had all, the
// longest that it stood still meanwhile, and the most resident memory.
type coldStart struct {
	alive, whole, gap time.Duration
	most              int64
}

func (s *stream) startCold(ctx context.Context, dir string, yesterday metrics.Time) (c coldStart, err error) {
	conn, err := connect(s.server.url)
	if err != nil {
		return c, err
	}
	defer conn.Close()
	days := live.OpenSegments(dir)
	defer func() { _ = days.Close() }() // they are inside a folder that goes anyway
	before, begun := resident(), time.Now()
	collector := live.TuneCollector()
	defer collector.Stop()
	follow := &live.Follow{Conn: conn, Recent: func(metrics.Time) metrics.Time { return yesterday }}
	loop := live.New(follow, live.Options{NewFloor: func() live.Floor { return packing(days) }, Collector: collector})
	ctx, stop := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() { loop.Run(ctx) })
	defer func() { stop(); running.Wait() }()
	for last := begun; ; {
		select {
		case <-ctx.Done():
			return c, ctx.Err()
		case v := <-loop.Views():
			now := time.Now()
			c.gap, last = max(c.gap, now.Sub(last)), now
			c.most = max(c.most, resident()-before)
			if v.Feed.State != metrics.FeedLive {
				continue
			}
			if c.alive == 0 {
				c.alive = now.Sub(begun)
			}
			if v.Feed.Filled == v.Feed.ToFill {
				c.whole = now.Sub(begun)
				return c, nil
			}
		}
	}
}

// packing is a floor as a screen has it.
func packing(days *live.Segments) *metrics.Floor {
	const texts = 16 << 20
	f := metrics.New(metrics.DefaultPolicy())
	f.SealInto(days)
	f.HoldTexts(texts)
	return f
}
