package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/creack/pty"

	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/feed/text"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// measureFlow lets events come at full speed while a screen of 200x60 draws them
// and somebody presses keys.
func measureFlow(ctx context.Context, o *Options) ([]Figure, error) {
	s, err := newStream(ctx, o, "flow")
	if err != nil {
		return nil, err
	}
	defer s.close()
	f := &flow{Options: o, stream: s, stored: make([]atomic.Int64, int(o.Flow.Seconds()*float64(o.Rate))+o.Rate)}
	return f.measure(ctx)
}

// flow is the stream, the screen and what is known of both.
type flow struct {
	*Options
	stream *stream
	stored []atomic.Int64 // by sequence: when it was published, in unix nanoseconds

	lags []time.Duration // of events, from publishing to the first view with them
	last uint64          // sequence of the last view
	keys []time.Duration

	master  *os.File // the terminal's other side
	written atomic.Int64
	mu      sync.Mutex
	recent  []byte // written since the last key
}

func (f *flow) measure(ctx context.Context) ([]Figure, error) {
	messages, err := f.prepare()
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	var work sync.WaitGroup
	defer work.Wait()
	defer stop()
	views, loop, err := f.follow(ctx, &work)
	if err != nil {
		return nil, err
	}
	if err := f.open(ctx, &work, views, loop); err != nil {
		return nil, err
	}
	if err := f.say(""); err != nil { // the first frame
		return nil, err
	}
	wait(ctx, unattended)
	before, begun := f.written.Load(), time.Now()
	pressing := make(chan error, 1)
	flowing, enough := context.WithCancel(ctx)
	perSecond := 0.0
	go func() {
		wait(flowing, f.Flow/2) // first nobody works, and then somebody does
		perSecond = float64(f.written.Load()-before) / time.Since(begun).Seconds() / 1000
		pressing <- f.press(flowing)
	}()
	published, err := f.publish(ctx, messages)
	took := time.Since(begun)
	enough()
	err = errors.Join(err, <-pressing)
	for end := time.Now().Add(time.Minute); err == nil && f.seen() < uint64(published); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			err = fmt.Errorf("%d events published, %d seen", published, f.seen())
		}
	}
	stop()
	work.Wait()
	return []Figure{
		{
			Name:  fmt.Sprintf("lost of %d events at %.0f a second", published, float64(published)/took.Seconds()),
			Value: float64(published) - float64(f.last),
		},
		{Name: "event to view, p50", Value: percentile(f.lags, 50), Unit: "ms", Budget: 250},
		{Name: "event to view, p99", Value: percentile(f.lags, 99), Unit: "ms", Budget: 250},
		{Name: "key to bytes, p50", Value: percentile(f.keys, 50), Unit: "ms", Budget: 20},
		{Name: "key to bytes, p99", Value: percentile(f.keys, 99), Unit: "ms", Budget: 40},
		{Name: "written to the terminal, a second, nobody at the keys", Value: perSecond, Unit: "kB", Budget: 20},
	}, err
}

// follow runs the loop, and notes when its views come.
func (f *flow) follow(ctx context.Context, work *sync.WaitGroup) (chan *metrics.View, *live.Loop, error) {
	conn, err := connect(f.stream.server.url)
	if err != nil {
		return nil, nil, err
	}
	loop := live.New(&live.Follow{Conn: conn}, live.Options{
		NewFloor: func() live.Floor { return metrics.New(metrics.DefaultPolicy()) },
	})
	views := make(chan *metrics.View, 1)
	work.Go(func() {
		defer conn.Close()
		loop.Run(ctx)
	})
	work.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case v := <-loop.Views():
				f.note(v)
				select {
				case <-views: // the screen wants the newest
				default:
				}
				views <- v
			}
		}
	})
	return views, loop, nil
}

// note takes the age of every event that a view is the first to have.
func (f *flow) note(v *metrics.View) {
	now := time.Now().UnixNano()
	f.mu.Lock()
	defer f.mu.Unlock()
	for n := f.last + 1; n <= v.Feed.Sequence && n < uint64(len(f.stored)); n++ {
		f.lags = append(f.lags, time.Duration(now-f.stored[n].Load()))
	}
	f.last = max(f.last, v.Feed.Sequence)
}

func (f *flow) seen() uint64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.last
}

// screenFloor is where the screen has its views from.
type screenFloor struct {
	*live.Loop
	views chan *metrics.View
}

func (s screenFloor) Views() <-chan *metrics.View { return s.views }

// open runs the screen on a pseudo terminal and reads what it writes.
func (f *flow) open(ctx context.Context, work *sync.WaitGroup, views chan *metrics.View, loop *live.Loop) error {
	master, slave, err := pty.Open()
	if err != nil {
		return fmt.Errorf("no pseudo terminal: %w", err)
	}
	f.master = master
	if err := pty.Setsize(master, &pty.Winsize{Rows: 60, Cols: 200}); err != nil {
		return errors.Join(err, master.Close(), slave.Close())
	}
	work.Go(f.read)
	work.Go(func() {
		_ = tui.Run(ctx, tui.Options{ // ends with ctx
			Floor: screenFloor{loop, views}, Clock: func() metrics.Time { return metrics.TimeOf(time.Now()) }, Clean: text.Clean,
			Who: "bench", Zone: metrics.Shanghai, In: slave, Out: slave, Environ: []string{"TERM=xterm-256color", "COLORTERM=truecolor"},
		})
		_ = slave.Close()
		_ = master.Close() // ends read
	})
	return nil
}

func (f *flow) read() {
	buffer := make([]byte, 64<<10)
	for {
		n, err := f.master.Read(buffer)
		f.written.Add(int64(n))
		f.mu.Lock()
		f.recent = append(f.recent, buffer[:n]...)
		f.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// say presses a key and waits for what it brings: anything, if mark is empty.
func (f *flow) say(key string, mark ...string) error {
	f.mu.Lock()
	f.recent = f.recent[:0]
	f.mu.Unlock()
	if _, err := f.master.WriteString(key); err != nil {
		return err
	}
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(200 * time.Microsecond) {
		f.mu.Lock()
		came := len(f.recent) > 0
		for _, m := range mark {
			came = came && bytes.Contains(f.recent, []byte(m))
		}
		f.mu.Unlock()
		if came {
			return nil
		}
	}
	return fmt.Errorf("the key %q brought nothing", key)
}

// How help opens and closes, seen from the other side of the terminal.
const (
	helpKey, helpMark = "?", "keys"
	backKey           = "\x1b"
	betweenKeys       = 150 * time.Millisecond
)

// press opens and closes the help until ctx ends. It leaves no key behind that the
// screen has not taken: a lone escape is known as one only after a while.
func (f *flow) press(ctx context.Context) error {
	for ctx.Err() == nil {
		begun := time.Now()
		if err := f.say(helpKey, helpMark); err != nil {
			return err
		}
		f.keys = append(f.keys, time.Since(begun))
		if _, err := f.master.WriteString(backKey); err != nil {
			return err
		}
		<-time.After(betweenKeys)
	}
	return nil
}

// unattended is after how long a screen is drawn for nobody.
const unattended = 4 * time.Second

// message is an event as it travels.
type message struct {
	subject string
	data    []byte
}

// prepare encodes the events beforehand: what a gateway does is not measured.
func (f *flow) prepare() ([]message, error) {
	begin := metrics.TimeOf(time.Now())
	c := crowd{conversations: 50_000, now: func(i int) metrics.Time { return begin.Add(metrics.Span(i * 1000 / f.Rate)) }}
	messages := make([]message, int(f.Flow.Seconds()*float64(f.Rate)))
	for i := range messages {
		subject, data, err := c.message(i)
		if err != nil {
			return nil, err
		}
		messages[i] = message{subject, data}
	}
	return messages, nil
}

// publish sends events at the rate, in bursts of ten milliseconds.
func (f *flow) publish(ctx context.Context, messages []message) (n int, err error) {
	nc := f.stream.conn
	begun := time.Now()
	for n < len(messages) && ctx.Err() == nil {
		for due := int(time.Since(begun).Seconds() * float64(f.Rate)); n < min(due, len(messages)); n++ {
			f.stored[n+1].Store(time.Now().UnixNano())
			if err := nc.Publish(messages[n].subject, messages[n].data); err != nil {
				return n, err
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	return n, nc.FlushTimeout(feed.MaxInFlight * time.Millisecond)
}
