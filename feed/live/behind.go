package live

import (
	"context"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/metrics"
)

// Behind is history of a stream that is read behind what is live.
type Behind struct {
	Filter string `json:"filter,omitzero"` // subject; empty: everything
	After  uint64 `json:"after"`           // the last sequence that is known
	Until  uint64 `json:"until"`           // the first of those that are known after it
}

// fill is how far the history has been read, for people.
type fill struct {
	first metrics.Time // stamp of the first event
	from  metrics.Time // what was stored from here on was read first
	whole metrics.Time // since when all will be known
	done  int          // days read
	days  int          // in all; 0: there is nothing to fill
}

const fillEvery = time.Second

// beginRecent has the readers of a stream of which nothing is known begin with
// what matters most.
func (w *follower) beginRecent(info *jetstream.StreamInfo) {
	w.filling = fill{}
	if w.Recent == nil {
		return
	}
	first, from := w.firstStamp(info), w.Recent(metrics.TimeOf(info.TimeStamp))
	if first >= from {
		return
	}
	w.filling = fill{first: first, from: from, whole: w.knownSince}
	w.knownSince = from
	for _, r := range w.readers {
		r.from = from
	}
}

// leaveHistory notes what a reader that was to begin in the middle has left out
// after a sequence.
func (w *follower) leaveHistory(r *reader, after uint64) {
	if r.from == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.from = 0
	begins := r.consumer.CachedInfo().Delivered.Stream + 1
	r.position = max(r.position, begins-1)
	if begins > after+1 {
		w.history = append(w.history, &reader{filter: r.filter, position: after, until: begins})
	}
}

// startHistory reads what was left out, from where the last session got.
func (w *follower) startHistory(ctx context.Context, events readerEvents) error {
	for i, before := range w.history {
		r := &reader{
			filter: before.filter, in: w.in, events: events,
			position: before.position, stamp: before.stamp, until: before.until, target: before.until - 1,
		}
		w.history[i] = r
		if err := r.start(ctx, w.Conn.JetStream(), w.stream); err != nil {
			return err
		}
		if r.progress().caughtUp { // there is nothing that the filter lets through
			r.halt()
		}
	}
	return nil
}

// left is what is still to be read of the history.
func (w *follower) left() []Behind {
	var out []Behind
	for _, r := range w.history {
		if read := r.progress(); !read.caughtUp {
			out = append(out, Behind{Filter: r.filter, After: read.position, Until: r.until})
		}
	}
	return out
}

// fillTick comes now and then while there is history to read.
func (w *follower) fillTick() <-chan time.Time {
	if len(w.history) == 0 {
		return nil
	}
	return w.in.clock.After(fillEvery)
}

// filledSome looks how far the history has been read, and reports whether there
// is something to tell. Once all of it has, everything is known.
func (w *follower) filledSome() bool {
	if len(w.history) == 0 {
		return false
	}
	f := &w.filling
	at := f.from
	for _, r := range w.history {
		if read := r.progress(); !read.caughtUp {
			at = min(at, max(read.stamp, f.first))
		}
	}
	f.days = wholeDays(f.from.Sub(f.first))
	f.done = f.days - wholeDays(f.from.Sub(at))
	if len(w.left()) > 0 {
		return true
	}
	for _, r := range w.history {
		r.halt()
		w.stop(r)
	}
	w.knownSince, w.history, w.filling = f.whole, nil, fill{}
	return true
}

// wholeDays rounds up.
func wholeDays(s metrics.Span) int { return int((s + metrics.Day - 1) / metrics.Day) }
