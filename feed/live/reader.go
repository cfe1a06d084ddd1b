package live

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nuid"

	"floorwalker/metrics"
)

const (
	pullMessages = 20_000 // asked for at once: the default of 500 halves the speed
	idleConsumer = time.Minute
	stopTimeout  = time.Second

	pullHeartbeat = 5 * time.Second // twice that without a word, and the consumer is gone
)

// reader is one consumer of one session. Its progress outlives it.
type reader struct {
	filter   string // subject; empty: everything
	in       *Inbox
	events   readerEvents
	name     string // of its consumer on the server
	consumer jetstream.Consumer
	consume  jetstream.ConsumeContext

	mu       sync.Mutex
	stopped  bool
	from     metrics.Time // begin with what was stored then; zero: after position
	until    uint64       // of history: the first sequence that others have read; 0: no end
	position uint64       // last sequence handled
	number   uint64       // of the last message, among those of the consumer
	stamp    metrics.Time // of it
	target   uint64
	caughtUp bool
	now      metrics.Time // as of the last look at the clock
	unlooked int          // messages until the next
}

// lookAfter is how many messages of history share a look at the clock.
const lookAfter = 32

// readerEvents is what readers tell the session. Nobody waits to send.
type readerEvents struct {
	caughtUp chan struct{}
	trouble  chan error // errBegin or errDisconnected
}

func newReaderEvents(readers int) readerEvents {
	return readerEvents{caughtUp: make(chan struct{}, readers), trouble: make(chan error, 1)}
}

// startReaders begins a session: each reader goes on after the last message of
// its predecessor. A reader has one filter, so that the server can check rights
// by the subject of the request.
func (w *follower) startReaders(ctx context.Context, events readerEvents) error {
	for i, before := range w.readers {
		r := &reader{
			filter: before.filter, in: w.in, events: events,
			from: before.from, position: before.position, stamp: before.stamp, target: w.swept,
		}
		w.readers[i] = r
		if err := r.start(ctx, w.Conn.JetStream(), w.stream); err != nil {
			return err
		}
		w.leaveHistory(r, before.position)
	}
	return nil
}

// stopReaders ends a session. After it no reader handles anything.
func (w *follower) stopReaders() {
	all := slices.Concat(w.readers, w.history)
	for _, r := range all {
		r.halt()
	}
	for _, r := range all {
		w.stop(r)
	}
}

// behind is how many readers have history left to read.
func (w *follower) behind() (n int) {
	for _, r := range w.readers {
		if !r.progress().caughtUp {
			n++
		}
	}
	return n
}

// start makes a consumer that remembers nothing and is told nothing. What it
// delivers comes in order; handle sees if something is missing, and the next
// session goes on where this one got. That is what the library's ordered consumer
// is for, but it goes on by itself, and only a session looks whether the stream is
// still the same.
func (r *reader) start(ctx context.Context, js jetstream.JetStream, stream string) error {
	r.name = nuid.Next()
	config := jetstream.ConsumerConfig{
		Name:              r.name,
		DeliverPolicy:     jetstream.DeliverByStartSequencePolicy,
		OptStartSeq:       r.position + 1,
		FilterSubject:     r.filter,
		AckPolicy:         jetstream.AckNonePolicy,
		MemoryStorage:     true,
		Replicas:          1,
		InactiveThreshold: idleConsumer,
	}
	if r.from != 0 {
		at := r.from.Std()
		config.DeliverPolicy, config.OptStartSeq, config.OptStartTime = jetstream.DeliverByStartTimePolicy, 0, &at
	}
	soon, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	var err error
	if r.consumer, err = js.CreateConsumer(soon, stream, config); err != nil {
		return err
	}
	r.caughtUp = r.consumer.CachedInfo().NumPending == 0
	r.consume, err = r.consumer.Consume(func(msg jetstream.Msg) { r.handle(ctx, msg) },
		jetstream.PullMaxMessages(pullMessages), jetstream.PullHeartbeat(pullHeartbeat), jetstream.ConsumeErrHandler(r.report))
	return err
}

// handle delivers one message; it waits while the loop is behind, which also
// stops the pulls.
func (r *reader) handle(ctx context.Context, msg jetstream.Msg) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stopped {
		return
	}
	from, err := postmarkOf(msg)
	if r.number++; err != nil || from.number != r.number {
		r.stopped = true
		r.report(nil, errBegin)
		return
	}
	mark := Mark{
		Sequence: from.sequence, Stamp: from.stamp,
		At: r.received(), Live: r.caughtUp && r.until == 0, Behind: r.until != 0,
	}
	if r.until != 0 && mark.Sequence >= r.until {
		r.arrive()
		return
	}
	if r.in.Payload(ctx, msg.Subject(), msg.Data(), mark) != nil {
		r.stopped = true
		return
	}
	r.position, r.stamp = mark.Sequence, mark.Stamp
	if mark.Sequence >= r.target || from.pending == 0 {
		r.arrive()
	}
}

// received is the local time; of history, that of the last look at the clock.
func (r *reader) received() metrics.Time {
	if r.caughtUp || r.until != 0 || r.unlooked == 0 {
		r.now, r.unlooked = r.in.Now(), lookAfter
	}
	r.unlooked--
	return r.now
}

// arrive tells the session that all is read; once.
func (r *reader) arrive() {
	if !r.caughtUp {
		r.caughtUp = true
		r.events.caughtUp <- struct{}{} // has room for each reader
	}
	r.stopped = r.stopped || r.until != 0
}

// report is called under the lock of the consumer: it must neither wait nor
// ask it anything. Whatever went wrong, a new session finds out what is left.
func (r *reader) report(_ jetstream.ConsumeContext, err error) {
	why := errBegin
	if errors.Is(err, jetstream.ErrServerShutdown) || errors.Is(err, jetstream.ErrConnectionClosed) {
		why = errDisconnected
	}
	select {
	case r.events.trouble <- why:
	default:
	}
}

// progress is how far a reader got.
type progress struct {
	position uint64
	stamp    metrics.Time
	caughtUp bool
}

func (r *reader) progress() progress {
	r.mu.Lock()
	defer r.mu.Unlock()
	return progress{r.position, r.stamp, r.caughtUp}
}

// halt makes handle do nothing more; the session's context has ended, so a
// handle that waits returns.
func (r *reader) halt() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stopped = true
}
