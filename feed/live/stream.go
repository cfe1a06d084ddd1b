package live

import (
	"context"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/metrics"
)

// look asks the server for the stream.
func (w *follower) look(ctx context.Context) (*jetstream.StreamInfo, error) {
	ctx, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	stream, err := w.Conn.JetStream().Stream(ctx, w.stream)
	if err != nil {
		return nil, err
	}
	info := stream.CachedInfo()
	if !hasMajority(info.Cluster) {
		return nil, errNoMajority
	}
	if info.TimeStamp.IsZero() { // a server before 2.10
		info.TimeStamp = w.in.clock.Now()
	}
	return info, nil
}

// compare finds out, before a session, whether the stream is the one that was
// read so far and has all that was not read yet; consumers are silent about
// either. If it is another, reading begins anew, and forget is true.
func (w *follower) compare(info *jetstream.StreamInfo) (forget bool) {
	words := w.in.words
	switch {
	case w.readAgain:
		w.notice, forget, w.readAgain = say(words.Damaged, w.stream), true, false
	case w.isOther(info):
		w.notice, forget = say(words.Recreated, w.stream), true
	case w.furthest() > info.State.LastSeq:
		w.notice, forget = say(words.Shrunk, w.stream), true
	case !w.created.IsZero() && w.isCut(info):
		w.notice = say(words.Missing, clockTime(w.lastStamp(), w.in.zone), clockTime(w.firstStamp(info), w.in.zone))
	}
	if forget {
		w.created, w.swept = time.Time{}, 0
		for _, r := range w.readers {
			r.position, r.stamp = 0, 0
		}
		w.history = nil
	}
	if w.created.IsZero() {
		w.knownSince = w.whole(info)
		w.beginRecent(info)
	}
	if len(w.history) > 0 && w.filling == (fill{}) { // it was begun by another
		w.filling = fill{first: w.firstStamp(info), from: w.knownSince, whole: w.whole(info)}
	}
	for _, r := range slices.Concat(w.readers, w.history) {
		r.position = max(r.position, info.State.FirstSeq-min(1, info.State.FirstSeq))
	}
	w.created, w.swept = info.Created, info.State.LastSeq
	return forget
}

// whole is since when all of the stream's history is known, once it is read;
// zero: the stream's beginning.
func (w *follower) whole(info *jetstream.StreamInfo) metrics.Time {
	if info.State.FirstSeq > 1 {
		return w.firstStamp(info)
	}
	return 0
}

// isOther reports whether the stream was made anew since the last session.
func (w *follower) isOther(info *jetstream.StreamInfo) bool {
	return !w.created.IsZero() && !w.created.Equal(info.Created)
}

// isCut reports whether messages may be gone that a reader had not read. A
// reader that was caught up has read everything up to the last look, even if
// its filter let little of it through.
func (w *follower) isCut(info *jetstream.StreamInfo) bool {
	for _, r := range w.readers {
		read := r.progress()
		if read.caughtUp {
			read.position = max(read.position, w.swept)
		}
		if info.State.FirstSeq > read.position+1 {
			return true
		}
	}
	return false
}

// furthest is the last sequence that any reader handled.
func (w *follower) furthest() (last uint64) {
	for _, r := range w.readers {
		last = max(last, r.progress().position)
	}
	return last
}

// lastStamp is when the last message handled was stored.
func (w *follower) lastStamp() (last metrics.Time) {
	for _, r := range w.readers {
		last = max(last, r.progress().stamp)
	}
	return last
}

// firstStamp is when the first message that the stream still has was stored;
// now, if it has none.
func (w *follower) firstStamp(info *jetstream.StreamInfo) metrics.Time {
	if info.State.Msgs == 0 {
		return w.in.Now()
	}
	return metrics.TimeOf(info.State.FirstTime)
}
