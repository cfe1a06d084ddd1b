package live

import (
	"context"
	"sync"
	"testing"
	"time"

	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// shelf is where a test keeps checkpoints.
type shelf struct {
	mu   sync.Mutex
	list []Saved
}

func (s *shelf) put(one Saved) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(s.list, one)
}

func (s *shelf) last() (one Saved, any bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.list) == 0 {
		return Saved{}, false
	}
	return s.list[len(s.list)-1], true
}

// resume runs a loop that goes on from a checkpoint.
func (s *site) resume(saved Saved, words bool, o Options) *running {
	s.t.Helper()
	first, err := metrics.Restore(metrics.DefaultPolicy(), saved.Facts, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	r := &running{recorder: &recorder{}, tb: s.t, last: &metrics.View{}, real: first}
	o.NewFloor = func() Floor {
		r.recorder.floor()
		r.real = metrics.New(metrics.DefaultPolicy())
		return witness{r.real, r.recorder}
	}
	f := &Follow{Conn: s.dial()}
	o.First, o.After = witness{first, r.recorder}, saved.Resume(f, words)
	r.start(f, o)
	return r
}

// saveAtEnd runs a loop over the stream until it has read n events, and gives
// what it wrote when it ended.
func (s *site) saveAtEnd(n int) Saved {
	s.t.Helper()
	kept := &shelf{}
	r := run(s.t, &Follow{Conn: s.dial()}, Options{Saving: Saving{Save: kept.put, Every: time.Hour}})
	r.until(metrics.FeedLive)
	r.untilApplied(n)
	natstest.Eventually(s.t, "the stream is read", func() bool { return r.view().Feed.Sequence == uint64(n) })
	r.end()
	saved, any := kept.last()
	if !any {
		s.t.Fatal("nothing was saved at the end")
	}
	return saved
}

// TestResume: a loop that goes on from a checkpoint reads what came since, and
// its report is that of a floor that was never interrupted.
func TestResume(t *testing.T) {
	s := newSite(t)
	s.fill(1, 3000)
	saved := s.saveAtEnd(3000)
	s.publish(3001, 3050)
	r := s.resume(saved, true, Options{})
	r.until(metrics.FeedLive)
	natstest.Eventually(t, "the tail is applied", func() bool { return r.view().Feed.Sequence == 3050 })
	if n := r.count(); n < 50 || n >= 3050 {
		t.Errorf("%d events were read again", n)
	}
	r.end()
	r.mustReport(1, 3050)
}

// TestResumeWithoutWords: who needs no texts reads less again, and has the same
// report.
func TestResumeWithoutWords(t *testing.T) {
	s := newSite(t)
	s.fill(1, 3000)
	saved := s.saveAtEnd(3000)
	saved.After, saved.Known = 0, 2000
	for _, c := range []struct {
		words bool
		again int
	}{{true, 3000}, {false, 1000}} {
		r := s.resume(saved, c.words, Options{})
		r.until(metrics.FeedLive)
		natstest.Eventually(t, "the tail is applied", func() bool { return r.view().Feed.Sequence == 3000 })
		if n := r.count(); n != c.again {
			t.Errorf("with words %t: %d events were read again, not %d", c.words, n, c.again)
		}
		r.end()
		r.mustReport(1, 3000)
	}
}

// TestBefore: what all have read for so long is the newest mark of that age.
func TestBefore(t *testing.T) {
	s := saver{Saving: Saving{Save: func(Saved) {}, Again: 30 * time.Minute}, from: 7}
	if got := s.before(2 * time.Minute); got != 7 {
		t.Errorf("before anything was read: %d", got)
	}
	minute := metrics.SpanOf(time.Minute)
	for i := range 61 {
		s.mark(metrics.Time(0).Add(metrics.Span(i)*minute), uint64(100+i))
		for _, c := range []struct {
			age  int
			want uint64
		}{{2, 98}, {30, 70}} {
			want := c.want + uint64(i)
			if i < c.age {
				want = 7
			}
			if got := s.before(time.Duration(c.age) * time.Minute); got != want {
				t.Fatalf("minute %d: %d is %d minutes old, not %d", i, got, c.age, want)
			}
		}
	}
	if len(s.marks) > 32 {
		t.Errorf("%d marks are kept", len(s.marks))
	}
}

// TestResumeOnAnotherStream: what was saved of a stream is void once it was
// made anew.
func TestResumeOnAnotherStream(t *testing.T) {
	s := newSite(t)
	s.fill(1, 200)
	saved := s.saveAtEnd(200)
	if err := s.js.DeleteStream(context.Background(), "CHAT"); err != nil {
		t.Fatal(err)
	}
	s.setup()
	s.publish(1, 120)
	r := s.resume(saved, true, Options{})
	r.until(metrics.FeedLive)
	natstest.Eventually(t, "the new stream is read", func() bool { return r.view().Feed.Sequence == 120 })
	r.end()
	r.mustReport(1, 120)
}

// TestSavingGoesOnWhileEventsCome: checkpoints are written in pieces between
// events, and each of them can be gone on from.
func TestSavingGoesOnWhileEventsCome(t *testing.T) {
	s := newSite(t)
	s.fill(1, 2000)
	kept := &shelf{}
	r := run(t, &Follow{Conn: s.dial()}, Options{Saving: Saving{Save: kept.put, Every: time.Millisecond}})
	r.until(metrics.FeedLive)
	s.publish(2001, 2100)
	natstest.Eventually(t, "a checkpoint was written", func() bool { _, any := kept.last(); return any })
	saved, _ := kept.last()
	r.untilApplied(2100)
	r.mustEnd(1, 2100)
	again := s.resume(saved, true, Options{})
	again.until(metrics.FeedLive)
	natstest.Eventually(t, "the tail is applied", func() bool { return again.view().Feed.Sequence == 2100 })
	again.end()
	again.mustReport(1, 2100)
}

// TestResumeAgain: who goes on from a checkpoint and ends soon after does not
// send the next start back to the beginning of the stream.
func TestResumeAgain(t *testing.T) {
	s := newSite(t)
	s.fill(1, 300)
	saved := s.saveAtEnd(300)
	s.publish(301, 310)
	kept := &shelf{}
	r := s.resume(saved, true, Options{Saving: Saving{Save: kept.put, Every: time.Hour, Again: time.Hour}})
	r.until(metrics.FeedLive)
	natstest.Eventually(t, "the tail is applied", func() bool { return r.view().Feed.Sequence == 310 })
	r.end()
	next, any := kept.last()
	if !any || next.After != saved.After {
		t.Fatalf("saved %v: the next start reads from %d, this one from %d", any, next.After, saved.After)
	}
	again := s.resume(next, true, Options{})
	again.until(metrics.FeedLive)
	natstest.Eventually(t, "the tail is applied again", func() bool { return again.view().Feed.Sequence == 310 })
	again.end()
	again.mustReport(1, 310)
}
