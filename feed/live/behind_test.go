package live

import (
	"context"
	"errors"
	"os"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// stored is when the message of a sequence was stored.
func (s *site) stored(sequence uint64) metrics.Time {
	s.t.Helper()
	msg, err := s.stream().GetMsg(context.Background(), sequence)
	if err != nil {
		s.t.Fatal(err)
	}
	return metrics.TimeOf(msg.Time)
}

// TestRecentFirst: the floor is live with what is recent, says what it lacks, and
// knows everything in the end.
func TestRecentFirst(t *testing.T) {
	s := newSite(t)
	s.fill(1, 4000)
	from := s.stored(3000).Add(1) // of one instant there may be several
	r := run(t, &Follow{Conn: s.dial(), Recent: func(metrics.Time) metrics.Time { return from }}, Options{})
	r.until(metrics.FeedLive)
	s.publish(4001, 4010)
	natstest.Eventually(t, "everything is known", func() bool {
		f := r.view().Feed
		return f.State == metrics.FeedLive && f.ToFill == 0 && f.KnownSince == 0 && f.Sequence == 4010 && r.count() >= 4010
	})
	r.end()
	r.mustReport(1, 4010)
	if r.ids[0] == "e1" {
		t.Errorf("the first event that was read is %s", r.ids[0])
	}
}

// TestResumeBehind: a checkpoint that was written while history was filled in is
// gone on from there.
func TestResumeBehind(t *testing.T) {
	s := newSite(t)
	s.fill(1, 6000)
	from := s.stored(5500).Add(1)
	recent := func(metrics.Time) metrics.Time { return from }
	kept := &shelf{}
	r := run(t, &Follow{Conn: s.dial(), Recent: recent}, Options{Saving: Saving{Save: kept.put, Every: time.Nanosecond}})
	natstest.Eventually(t, "everything is known", func() bool {
		f := r.view().Feed
		return f.State == metrics.FeedLive && f.KnownSince == 0 && r.count() >= 6000
	})
	r.end()
	lacking := slices.IndexFunc(kept.list, func(s Saved) bool { return len(s.Behind) > 0 })
	if lacking < 0 {
		t.Skip("the history was filled in before anything was saved")
	}
	saved := kept.list[lacking]
	again := s.resume(saved, true, Options{})
	natstest.Eventually(t, "everything is known", func() bool {
		f := again.view().Feed
		return f.State == metrics.FeedLive && f.KnownSince == 0 && f.Sequence == 6000
	})
	again.end()
	again.mustReport(1, 6000)
}

// TestSegments: what is stored is read back, also by the next program, and what
// nobody needs goes after days.
func TestSegments(t *testing.T) {
	dir := t.TempDir() + "/days"
	s := OpenSegments(dir)
	name, err := s.Store([]byte("0123456789"))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Sync(); err != nil {
		t.Fatal(err)
	}
	old, err := s.Store([]byte("old"))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(s.path(name))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	next := OpenSegments(dir)
	defer next.Close()
	for _, c := range []struct {
		from, n int
		want    string
	}{{0, 4, "0123"}, {8, 10, "89"}, {10, 1, ""}} {
		got, err := next.Load(name, c.from, c.n)
		if err != nil || string(got) != c.want {
			t.Errorf("%d bytes from %d: %q, %v", c.n, c.from, got, err)
		}
	}
	if _, err := next.Load("../"+name, 0, 1); err == nil {
		t.Error("a segment of another folder was read")
	}
	long := time.Now().Add(-segmentKept - time.Hour)
	for _, n := range []string{name, old} {
		if err := os.Chtimes(next.path(n), long, long); err != nil {
			t.Fatal(err)
		}
	}
	if err := next.Keep(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(next.path(name)); err != nil {
		t.Errorf("a segment in use is gone: %v", err)
	}
	if _, err := os.Stat(next.path(old)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a segment that nobody needs: %v", err)
	}
}

// TestSegmentsOfASlowDisk: the floor never waits for one. What is not written yet
// can be read, and what a disk refuses is tried again.
func TestSegmentsOfASlowDisk(t *testing.T) {
	dir := t.TempDir() + "/days"
	if err := os.WriteFile(dir, nil, 0o600); err != nil { // where the folder should be
		t.Fatal(err)
	}
	s := OpenSegments(dir)
	name, err := s.Store([]byte("0123456789"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Load(name, 8, 10); err != nil || string(got) != "89" {
		t.Errorf("of what is not written: %q, %v", got, err)
	}
	if err := s.Sync(); err == nil {
		t.Error("a checkpoint may name what is nowhere")
	}
	if _, err := s.Store(nil); err == nil {
		t.Error("more is taken than could be written")
	}
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	if err := s.Sync(); err != nil {
		t.Errorf("the disk is there again: %v", err)
	}
	s.writing = make(chan struct{}) // as if somebody wrote all the time
	for range segmentsWaiting {
		if _, err := s.Store([]byte("more")); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Store(nil); !errors.Is(err, errSlowDisk) {
		t.Errorf("too many wait: %v", err)
	}
	s.writing = nil
	if err := s.Sync(); err != nil || len(s.waiting) > 0 {
		t.Errorf("%v, and %d wait", err, len(s.waiting))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// damaged is a floor whose archive fails it, once.
type damaged struct {
	Floor
	bad *atomic.Bool
}

func (d damaged) Seal(int) (more bool) { return false }

func (d damaged) Damage() error {
	if d.bad.Load() {
		return errors.New("the disk is gone")
	}
	return nil
}

// TestDamagedArchive: what cannot be read back is read from the stream again, and
// the screen says why.
func TestDamagedArchive(t *testing.T) {
	s := newSite(t)
	s.fill(1, 200)
	var bad atomic.Bool
	r := &running{recorder: &recorder{}, tb: t, last: &metrics.View{}}
	o := Options{NewFloor: func() Floor {
		bad.Store(false)
		return damaged{r.recorder.floor(), &bad}
	}}
	r.start(&Follow{Conn: s.dial()}, o)
	r.until(metrics.FeedLive)
	r.untilApplied(200)
	bad.Store(true)
	r.untilSaid(metrics.FeedLive, "what was kept of past days cannot be read")
	r.untilApplied(200)
}
