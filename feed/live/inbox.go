package live

import (
	"context"
	"fmt"
	"sync"
	"time"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// Source brings events to the loop, from wherever they come.
type Source interface {
	// Run delivers to in until ctx ends, or until there is nothing more to
	// come. What is wrong it reports.
	Run(ctx context.Context, in *Inbox)
}

// Mark says where an event came from and when.
type Mark struct {
	Sequence uint64       // in the stream; 0 without one
	Stamp    metrics.Time // by the broker; zero without one
	At       metrics.Time // local time of receipt; in a replay, the floor's
	Live     bool         // delivered as it was stored, not from history
	Behind   bool         // from history that is read behind what is live
}

// Report is how a source fares. Each takes the place of the one before.
type Report struct {
	State      metrics.FeedState
	Text       metrics.Text // what is wrong, for people
	KnownSince metrics.Time // events before were never seen; zero: whole history
	Target     uint64       // catching up: sequence at which the floor is live
	Speed      float64      // of a replay
	Held       bool         // the replay stands still
	Created    time.Time    // of the stream; zero without one
	Behind     []Behind     // history that is still to be read
	Filled     int          // days of it that have been read ...
	ToFill     int          // ... of so many; 0: there was none
	Forget     bool         // what came before is void: begin with an empty floor
	Reconnect  bool         // the local clock may have been set in between
	Broker     metrics.Time // what the broker's clock said ...
	Heard      time.Time    // ... when the local one, as it is, said this; both zero: not known
}

// maxEntries bounds the inbox: a source that is ahead of the loop by as many
// waits.
const maxEntries = 2048

// Inbox takes what sources deliver, in order. Its methods may be called from
// many goroutines.
type Inbox struct {
	clock   *timeline
	decoder feed.Decoder
	words   *Words
	zone    metrics.Zone

	ready chan struct{} // holds one when there are entries
	again chan struct{} // holds one when the floor must be made anew from the beginning

	mu      sync.Mutex
	entries []entry
	room    chan struct{} // closed when the entries were taken
}

type entryKind uint8

const (
	eventEntry  entryKind = iota
	skipEntry             // a payload that is no event, but has a sequence
	clockEntry            // event time moves on without an event
	lookEntry             // the source wants to see the floor
	reportEntry           // how the source fares
)

type entry struct {
	kind   entryKind
	mark   Mark
	report *Report
	look   func(*metrics.View)
	event  metrics.Event
}

func newInbox(clock *timeline, words *Words, zone metrics.Zone) *Inbox {
	return &Inbox{
		clock:   clock,
		words:   words,
		zone:    zone,
		ready:   make(chan struct{}, 1),
		again:   make(chan struct{}, 1),
		entries: make([]entry, 0, maxEntries),
		room:    make(chan struct{}),
	}
}

// Payload decodes data that came on a subject and delivers it; what is no event,
// or not of that subject, is counted and only moves the sequence. It waits while
// the inbox is full; the error is that of ctx.
func (b *Inbox) Payload(ctx context.Context, subject string, data []byte, m Mark) error {
	where := func() string {
		if m.Sequence == 0 {
			return subject
		}
		return fmt.Sprintf("%s, sequence %d", subject, m.Sequence)
	}
	// It is decoded where it stays: an event is so large that copying it would cost
	// a tenth of that.
	return b.put(ctx, func(e *entry) {
		e.kind, e.mark = eventEntry, m
		if b.decoder.DecodeFrom(subject, data, &e.event, m.At, where) != nil {
			e.kind = skipEntry
			return
		}
		receive(&e.event, m.Stamp)
	})
}

// Event delivers e, which is copied. It waits while the inbox is full; the
// error is that of ctx.
func (b *Inbox) Event(ctx context.Context, e *metrics.Event, m Mark) error {
	return b.put(ctx, func(at *entry) { at.kind, at.mark, at.event = eventEntry, m, *e })
}

// Clock moves the time of a replay to now.
func (b *Inbox) Clock(ctx context.Context, now metrics.Time) error {
	return b.put(ctx, func(e *entry) { e.kind, e.mark = clockEntry, Mark{At: now} })
}

// Look waits for the floor as it is after all that was delivered, and shows the
// first of those who wait. The error is that of ctx.
func (b *Inbox) Look(ctx context.Context) (*metrics.View, error) {
	seen := make(chan *metrics.View, 1)
	if err := b.put(ctx, func(e *entry) { e.kind, e.look = lookEntry, func(v *metrics.View) { seen <- v } }); err != nil {
		return nil, err
	}
	select {
	case v := <-seen:
		return v, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Report delivers r. It does not wait.
func (b *Inbox) Report(r Report) {
	b.mu.Lock()
	e := b.next()
	e.kind, e.report = reportEntry, &r
	b.mu.Unlock()
	b.wake()
}

// Now is the local time, for marks.
func (b *Inbox) Now() metrics.Time { return b.clock.local() }

// put has fill make the next entry of one that was used before.
func (b *Inbox) put(ctx context.Context, fill func(*entry)) error {
	b.mu.Lock()
	for len(b.entries) >= maxEntries {
		room := b.room
		b.mu.Unlock()
		select {
		case <-room:
		case <-ctx.Done():
			return ctx.Err()
		}
		b.mu.Lock()
	}
	fill(b.next())
	b.mu.Unlock()
	b.wake()
	return nil
}

// next is the place of one entry more. Callers hold mu.
func (b *Inbox) next() *entry {
	if n := len(b.entries); n < cap(b.entries) {
		b.entries = b.entries[:n+1]
	} else {
		b.entries = append(b.entries, entry{})
	}
	return &b.entries[len(b.entries)-1]
}

func (b *Inbox) wake() {
	select {
	case b.ready <- struct{}{}:
	default:
	}
}

// take hands over all entries; spare is filled next.
func (b *Inbox) take(spare []entry) []entry {
	b.mu.Lock()
	defer b.mu.Unlock()
	taken := b.entries
	b.entries = spare[:0]
	close(b.room)
	b.room = make(chan struct{})
	return taken
}
