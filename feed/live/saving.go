package live

import (
	"context"
	"sync"
	"time"

	"floorwalker/metrics"
)

// Saving is how a loop over a stream writes its floor down. The zero Saving
// writes nothing.
type Saving struct {
	Save  func(Saved)   // nil: nothing is written; called from a goroutine, one at a time
	Every time.Duration // while the floor is live, and at the end
	Again time.Duration // of the stream is read again by who resumes: it brings back the last words
}

// pieces of a checkpoint that are written at a time, and how long the end of a
// loop may wait for the rest.
const (
	piece    = 32
	lastWait = 1500 * time.Millisecond
)

// Checkpointed is a floor that can be written down.
type Checkpointed interface {
	Checkpoint() *metrics.Checkpoint
}

// saver writes a floor down, a piece at a time, while the loop has nothing
// better to do. It belongs to the loop's goroutine.
type saver struct {
	Saving
	clock   *timeline
	from    uint64       // the sequence at which this run began
	marks   []streamMark // oldest first; the first is Again old, if any is
	writing *metrics.Checkpoint
	saved   Saved
	last    time.Time // when the last one was begun
	busy    sync.Mutex
	done    sync.WaitGroup
}

// streamMark is where the stream stood at an instant of its broker.
type streamMark struct {
	stamp    metrics.Time
	sequence uint64
}

const (
	markEvery  = time.Minute
	knownAfter = 2 * time.Minute // readers of a live floor are never that far apart
)

// mark notes where the stream stood when a message was stored.
func (s *saver) mark(stamp metrics.Time, sequence uint64) {
	n := len(s.marks)
	if s.Save == nil || n > 0 && stamp.Sub(s.marks[n-1].stamp) < metrics.SpanOf(min(markEvery, s.Again/2)) {
		return
	}
	s.marks = append(s.marks, streamMark{stamp, sequence})
	for len(s.marks) > 1 && stamp.Sub(s.marks[1].stamp) >= metrics.SpanOf(s.Again) {
		s.marks = s.marks[1:]
	}
}

// before is a sequence that all readers of a live floor were behind some time ago.
// If this run has not read for so long, it is where the run began.
func (s *saver) before(age time.Duration) uint64 {
	for i := len(s.marks) - 1; i >= 0; i-- {
		if s.marks[len(s.marks)-1].stamp.Sub(s.marks[i].stamp) >= metrics.SpanOf(age) {
			return s.marks[i].sequence
		}
	}
	return s.from
}

// forget is for a stream that is another now.
func (s *saver) forget() { s.from, s.marks, s.writing = 0, nil, nil }

// begin starts a checkpoint if it is time for one.
func (s *saver) begin(floor Floor, report *Report) {
	now := s.clock.Now()
	if s.Save == nil || s.writing != nil || report.State != metrics.FeedLive || report.Created.IsZero() || now.Sub(s.last) < s.Every {
		return
	}
	if f, ok := floor.(Checkpointed); ok {
		s.last, s.writing = now, f.Checkpoint()
		s.saved = Saved{Created: report.Created, KnownSince: report.KnownSince, Behind: report.Behind}
		s.saved.After, s.saved.Known = s.before(s.Again), s.before(min(knownAfter, s.Again/2))
	}
}

// step writes a piece; the last one hands the whole over.
func (s *saver) step() {
	if s.writing.Write(piece) {
		return
	}
	whole := s.saved
	whole.Facts = s.writing.Bytes()
	s.writing = nil
	s.done.Add(1)
	go func() {
		defer s.done.Done()
		s.busy.Lock()
		defer s.busy.Unlock()
		s.Save(whole)
	}()
}

// finish writes the floor as it is at the end, unless that takes too long.
func (s *saver) finish(floor Floor, report *Report) {
	s.last, s.writing = time.Time{}, nil
	s.begin(floor, report)
	ctx, cancel := context.WithTimeout(context.Background(), lastWait)
	defer cancel()
	for s.writing != nil && ctx.Err() == nil {
		s.step()
	}
	s.done.Wait()
}
