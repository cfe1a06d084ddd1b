package bench

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/metrics"
)

// stream is a server of our own with the program's stream.
type stream struct {
	server *server
	conn   *feed.Conn
	dir    string
}

// storeBytes is room for all that is published.
const storeBytes = 16 << 30

func newStream(ctx context.Context, o *Options, name string) (*stream, error) {
	s := &stream{dir: filepath.Join(o.Dir, name)}
	var err error
	if s.server, err = startServer(ctx, o, s.dir); err != nil {
		return nil, err
	}
	if s.conn, err = connect(s.server.url); err != nil {
		s.close()
		return nil, err
	}
	if _, err = feed.Setup(ctx, s.conn.JetStream(), feed.NewPlan(feed.Scale{MaxBytes: storeBytes}), false); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func connect(url string) (*feed.Conn, error) {
	return feed.Connect(feed.ConnectOptions{Server: url, FailFast: true, Getenv: func(string) string { return "" }})
}

func (s *stream) close() {
	if s.conn != nil {
		s.conn.Close()
	}
	s.server.stop()
	_ = os.RemoveAll(s.dir) // it is inside a folder that goes anyway
}

// fill publishes n events of c and waits until they are stored.
func (s *stream) fill(ctx context.Context, c crowd, n int) error {
	if err := s.publish(c, n); err != nil {
		return err
	}
	return s.stored(ctx)
}

// publish publishes n events of c.
func (s *stream) publish(c crowd, n int) error {
	js := s.conn.JetStream()
	for i := range n {
		subject, data, err := c.message(i)
		if err != nil {
			return err
		}
		if _, err := js.PublishAsync(subject, data, jetstream.WithStallWait(time.Minute)); err != nil {
			return err
		}
	}
	return nil
}

// stored waits until all is stored that was published.
func (s *stream) stored(ctx context.Context) error {
	select {
	case <-s.conn.JetStream().PublishAsyncComplete():
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// measureRebuild reads a stream from its beginning, with and without a floor
// behind it, in turns: one as a day writes it, and one in which every conversation
// is open from the beginning to the end, so that no message finds its own in a cache.
func measureRebuild(ctx context.Context, o *Options) ([]Figure, error) {
	day, err := o.rebuildOver(ctx, "rebuild", o.Pairs, func(s *stream) error {
		return s.fillDay(ctx, o.Events, 0, metrics.TimeOf(time.Now()).Add(-metrics.Day))
	})
	if err != nil {
		return nil, err
	}
	scattered, err := o.rebuildOver(ctx, "rebuild-scattered", (o.Pairs+1)/2, func(s *stream) error {
		return s.fill(ctx, crowd{conversations: max(1, o.Events/8), now: spread(o.Events)}, o.Events)
	})
	return []Figure{
		{Name: "rebuild over merely reading, in speed", Value: median(day.ratios), Unit: "", Budget: .6, AtLeast: true},
		{Name: "… every conversation open all the time", Value: median(scattered.ratios), Unit: "", AtLeast: true},
		{Name: "rebuild, thousand events a second", Value: median(day.floors), Unit: "k/s", AtLeast: true},
		{Name: "… every conversation open all the time", Value: median(scattered.floors), Unit: "k/s", AtLeast: true},
		{Name: "merely reading, thousand events a second", Value: median(day.reads), Unit: "k/s", AtLeast: true},
	}, err
}

// rebuilt is how fast a stream was read and rebuilt, in thousand events a second, and
// the one over the other, in each pair.
type rebuilt struct{ reads, floors, ratios []float64 }

func (o *Options) rebuildOver(ctx context.Context, name string, pairs int, fill func(*stream) error) (all rebuilt, err error) {
	s, err := newStream(ctx, o, name)
	if err != nil {
		return all, err
	}
	defer s.close()
	if err := fill(s); err != nil {
		return all, err
	}
	info, err := s.info(ctx)
	if err != nil {
		return all, err
	}
	n := int(info.State.Msgs)
	for range pairs {
		read, err := s.read(ctx, n)
		if err != nil {
			return all, err
		}
		floor, err := s.rebuild(ctx)
		if err != nil {
			return all, err
		}
		rate := func(d time.Duration) float64 { return float64(n) / d.Seconds() / 1000 }
		all.reads, all.floors = append(all.reads, rate(read)), append(all.floors, rate(floor))
		all.ratios = append(all.ratios, float64(read)/float64(floor))
	}
	return all, nil
}

func (s *stream) info(ctx context.Context) (*jetstream.StreamInfo, error) {
	stream, err := s.conn.JetStream().Stream(ctx, feed.StreamName)
	if err != nil {
		return nil, err
	}
	return stream.CachedInfo(), nil
}

// read consumes n messages and does nothing with them.
func (s *stream) read(ctx context.Context, n int) (time.Duration, error) {
	conn, err := connect(s.server.url)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	begun := time.Now()
	consumer, err := conn.JetStream().OrderedConsumer(ctx, feed.StreamName, jetstream.OrderedConsumerConfig{})
	if err != nil {
		return 0, err
	}
	done, got := make(chan struct{}), 0
	consuming, err := consumer.Consume(func(jetstream.Msg) {
		if got++; got == n {
			close(done)
		}
	}, jetstream.PullMaxMessages(20_000))
	if err != nil {
		return 0, err
	}
	defer consuming.Stop()
	select {
	case <-done:
		return time.Since(begun), nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// rebuild follows the stream into a floor until that is live.
func (s *stream) rebuild(ctx context.Context) (time.Duration, error) {
	conn, err := connect(s.server.url)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	collector := live.TuneCollector()
	defer collector.Stop()
	ctx, stop := context.WithCancel(ctx)
	begun := time.Now()
	loop := live.New(&live.Follow{Conn: conn}, live.Options{
		NewFloor:  func() live.Floor { return metrics.New(metrics.DefaultPolicy()) },
		Collector: collector,
	})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		loop.Run(ctx)
	}()
	defer func() {
		stop()
		<-ended
	}()
	for {
		select {
		case v := <-loop.Views():
			if v.Feed.State == metrics.FeedLive {
				return time.Since(begun), nil
			}
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}
