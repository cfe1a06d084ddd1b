package live

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// tape is a stream as it was when it was opened, read once from its beginning.
type tape struct {
	end      metrics.Time // of the broker's clock, when it was opened
	since    metrics.Time // the stream has dropped what was before; zero: it has everything
	last     uint64       // sequence that ends it
	told     bool         // events are there from their own time
	at       metrics.Time // instant of the event read last
	stream   jetstream.Stream
	consumer jetstream.Consumer
	iter     jetstream.MessagesContext
	events   chan taped // closed after the last
	broken   error      // it could not be read to its end
	stopped  chan struct{}
	cancel   context.CancelFunc
}

// taped is an event with the instant from which it is there, in its mark; or why
// there is no more.
type taped struct {
	event metrics.Event
	mark  Mark
	err   error
}

// openTape asks the server for the stream. An instant that it does not hold is an
// error.
func (v *voyage) openTape(ctx context.Context, at metrics.Time) (*tape, error) {
	soon, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	stream, err := v.conn.JetStream().Stream(soon, v.stream)
	if err != nil {
		return nil, err
	}
	info := stream.CachedInfo()
	t := &tape{stream: stream, end: v.in.Now(), last: info.State.LastSeq, told: v.clock != nil, events: make(chan taped, 256), stopped: make(chan struct{})}
	switch {
	case v.clock != nil:
		t.end = v.clock()
	case !info.TimeStamp.IsZero(): // a server since 2.10
		t.end = metrics.TimeOf(info.TimeStamp)
	}
	if info.State.FirstSeq > 1 {
		t.since = metrics.TimeOf(info.State.FirstTime)
	}
	words, zone := v.in.words, v.in.zone
	switch {
	case at > t.end.Add(metrics.Minute): // a clock may be fast
		return nil, &placeError{words.NotYet, []any{clockTime(at, zone)}}
	case at < t.since:
		return nil, &placeError{words.NotHeld, []any{clockTime(at, zone), clockTime(t.since, zone)}}
	}
	return t, t.read(soon)
}

// read begins to read.
func (t *tape) read(soon context.Context) (err error) {
	ctx, cancel := context.WithCancel(context.Background())
	t.cancel = cancel
	if t.stream.CachedInfo().State.Msgs == 0 {
		close(t.events)
		close(t.stopped)
		return nil
	}
	t.consumer, err = t.stream.OrderedConsumer(soon, jetstream.OrderedConsumerConfig{InactiveThreshold: idleConsumer})
	if err == nil {
		t.iter, err = t.consumer.Messages(jetstream.PullMaxMessages(pullMessages))
	}
	if err != nil {
		cancel()
		return err
	}
	go t.copy(ctx)
	return nil
}

// copy reads until the end, or until the tape is closed.
func (t *tape) copy(ctx context.Context) {
	defer close(t.stopped)
	defer close(t.events)
	for more := true; more; {
		var e taped
		var some bool
		if some, more = t.readOne(&e); !some {
			continue
		}
		select {
		case t.events <- e:
		case <-ctx.Done():
			return
		}
	}
}

// readOne reads a message: some is false if it is no event, more if there is
// another.
func (t *tape) readOne(e *taped) (some, more bool) {
	msg, err := t.iter.Next()
	if err != nil {
		e.err = fmt.Errorf("read the stream: %w", err)
		return true, false
	}
	meta, err := msg.Metadata()
	if err != nil {
		e.err = err
		return true, false
	}
	more = meta.Sequence.Stream < t.last && meta.NumPending > 0
	if feed.Decode(msg.Data(), &e.event) != nil || feed.CheckOrigin(msg.Subject(), &e.event) != nil { // said when it came
		return false, more
	}
	receive(&e.event, metrics.TimeOf(meta.Timestamp))
	e.mark = Mark{Sequence: meta.Sequence.Stream, At: t.instant(e.event.Time, meta.Timestamp)}
	return true, more
}

// late is how long after it happened an event may be stored that somebody saw
// live. What was stored later was imported, and is there from its own time.
const late = metrics.Day

// instant is when an event was there, which never runs back along the stream.
func (t *tape) instant(happened metrics.Time, stored time.Time) metrics.Time {
	at := metrics.TimeOf(stored)
	if t.told || at.Sub(happened) > late {
		at = happened
	}
	t.at = max(t.at, at)
	return t.at
}

// next is the next event; nil at the end.
func (t *tape) next(ctx context.Context) (*taped, error) {
	select {
	case e, ok := <-t.events:
		t.broken = cmp.Or(t.broken, e.err)
		if !ok || t.broken != nil {
			return nil, t.broken
		}
		return &e, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// close ends the reading.
func (t *tape) close() {
	t.cancel()
	if t.iter == nil {
		return
	}
	t.iter.Stop()
	<-t.stopped
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	_ = t.stream.DeleteConsumer(ctx, t.consumer.CachedInfo().Name) // else it goes when it was idle for long
}
