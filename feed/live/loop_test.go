package live

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"floorwalker/metrics"
)

// loopOf is a loop for tests with a clock of their own: views are read by the
// test itself.
func loopOf(t *testing.T, s Source) (*Loop, *recorder) {
	t.Helper()
	r := &recorder{}
	l := New(s, Options{NewFloor: r.floor})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		l.Run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	return l, r
}

// idle is a source from which nothing comes.
var idle = script(func(ctx context.Context, in *Inbox) {
	in.Report(Report{State: metrics.FeedLive})
	<-ctx.Done()
})

func TestViewsComeAtMostFiveASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		busy := script(func(ctx context.Context, in *Inbox) {
			in.Report(Report{State: metrics.FeedLive})
			for i := 0; ctx.Err() == nil; i++ {
				_ = in.Event(ctx, message(i), Mark{})
				time.Sleep(time.Millisecond)
			}
		})
		l, _ := loopOf(t, busy)
		time.Sleep(100 * time.Millisecond) // the first reports
		count := 0
		for end := time.After(10 * time.Second); ; {
			select {
			case <-l.Views():
				count++
				continue
			case <-end:
			}
			break
		}
		if count < 48 || count > 51 {
			t.Errorf("%d views in ten seconds", count)
		}
	})
}

func TestTimeMovesEverySecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, _ := loopOf(t, idle)
		time.Sleep(500 * time.Millisecond)
		<-l.Views()
		for range 5 {
			before := time.Now()
			v := <-l.Views()
			if waited := time.Since(before); waited > time.Second || v.Now != metrics.TimeOf(time.Now()) {
				t.Errorf("after %v a view of %v, at %v", waited, v.Now.Std(), time.Now())
			}
		}
	})
}

func TestQueryIsAnsweredAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, _ := loopOf(t, idle)
		for i := range 20 {
			q := metrics.Query{Limit: i + 1}
			before := time.Now()
			l.Ask(metrics.Query{Limit: 1000})
			l.Ask(q)
			synctest.Wait()
			if v := <-l.Views(); v.Query.Limit != q.Limit || time.Since(before) != 0 {
				t.Errorf("after %v the answer to %d", time.Since(before), v.Query.Limit)
			}
		}
	})
}

func TestCommandsReachTheFloorInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, r := loopOf(t, idle)
		synctest.Wait()
		<-l.Views()
		var want []string
		for i := range 100 {
			id := fmt.Sprint(i)
			l.Asked(metrics.Command{ID: id})
			l.Replied(metrics.CommandReply{ID: id})
			want = append(want, "asked "+id, "replied "+id)
		}
		synctest.Wait()
		<-l.Views()
		if !slices.Equal(r.asked, want) {
			t.Errorf("got %v", r.asked)
		}
	})
}

func TestSlowScreenDelaysNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const total = 100_000
		burst := script(func(ctx context.Context, in *Inbox) {
			for i := range total {
				_ = in.Event(ctx, message(i), Mark{Sequence: uint64(i + 1)})
			}
			in.Report(Report{State: metrics.FeedLive})
		})
		l, r := loopOf(t, burst)
		synctest.Wait() // nobody reads a view
		if n := len(r.applied()); n != total {
			t.Fatalf("%d events applied", n)
		}
		time.Sleep(300 * time.Millisecond)
		synctest.Wait()
		if v := <-l.Views(); v.Feed.Events != total || v.Feed.Sequence != total || v.Feed.State != metrics.FeedLive {
			t.Errorf("the view is not the newest: %+v", v.Feed)
		}
	})
}

// TestBurstDelaysNoAnswer: events that take a millisecond each must not keep a
// query waiting for more than a slice and what was begun.
func TestBurstDelaysNoAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &recorder{apply: func(*metrics.Event) { time.Sleep(time.Millisecond) }}
		burst := script(func(ctx context.Context, in *Inbox) {
			for i := 0; in.Event(ctx, message(i), Mark{}) == nil; i++ {
			}
		})
		l := New(burst, Options{NewFloor: r.floor})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			l.Run(ctx)
		}()
		time.Sleep(time.Second)
		for i := range 20 {
			q := metrics.Query{Limit: i + 1}
			before := time.Now()
			l.Ask(q)
			for v := range l.Views() {
				if v.Query.Limit == q.Limit {
					break
				}
			}
			if waited := time.Since(before); waited > slice+time.Millisecond {
				t.Errorf("answered after %v", waited)
			}
		}
		cancel()
		<-done
	})
}

func TestFeedTellsWhatSourcesReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		steps := make(chan func(ctx context.Context, in *Inbox))
		l, _ := loopOf(t, script(func(ctx context.Context, in *Inbox) {
			for step := range steps {
				step(ctx, in)
			}
		}))
		start := time.Now()
		next := func(step func(ctx context.Context, in *Inbox)) metrics.Feed {
			steps <- step
			synctest.Wait()
			time.Sleep(viewGap)
			synctest.Wait()
			return (<-l.Views()).Feed
		}
		f := next(func(_ context.Context, in *Inbox) {
			in.Report(Report{State: metrics.FeedCatchingUp, Target: 9, KnownSince: 5, Text: "why"})
		})
		if f.State != metrics.FeedCatchingUp || f.Target != 9 || f.KnownSince != 5 || f.Text != "why" || f.Since != metrics.TimeOf(start) {
			t.Errorf("%+v", f)
		}
		f = next(func(ctx context.Context, in *Inbox) {
			now := in.Now()
			mark := func(seq uint64) Mark { return Mark{Sequence: seq, Stamp: now.Add(-3000), At: now, Live: true} }
			_ = in.Payload(ctx, "here", []byte("bad"), mark(6))
			_ = in.Payload(ctx, "here", []byte(`{"id":"x","type":"x"}`), mark(7))
			_ = in.Event(ctx, message(1), mark(8))
			in.Report(Report{State: metrics.FeedLive})
		})
		if f.State != metrics.FeedLive || f.Sequence != 8 || f.Events != 1 || f.LastEvent != message(1).Time || f.Malformed != 1 || f.Unknown != 1 ||
			f.Sources != 3 || f.SourcesUp != 2 || f.ClockSkew != 3000 || f.Lag != 0 || f.Duplicates != 7 || f.Conflicts != 8 || f.KnownSince != 0 {
			t.Errorf("%+v", f)
		}
		if bad := l.Malformed(); len(bad) != 1 || bad[0].Head != "bad" || bad[0].Where != "here, sequence 6" {
			t.Errorf("%+v", bad)
		}
		f = next(func(_ context.Context, in *Inbox) { in.Report(Report{State: metrics.FeedCatchingUp, Forget: true}) })
		if f.Events != 0 || f.Sequence != 0 || f.LastEvent != 0 || f.Malformed != 1 {
			t.Errorf("%+v", f)
		}
		close(steps)
	})
}

func TestSkewIsAMedian(t *testing.T) {
	var s skew
	for i := range maxSkews {
		d := metrics.Span(100 + i%3)
		if i%10 == 0 {
			d = 90_000 // held up on the way
		}
		s.add(metrics.Time(i+1)*1000, d)
	}
	if s.median != 101 {
		t.Errorf("%d", s.median)
	}
	for i := range 200 { // a burst counts once
		s.add(metrics.Time(maxSkews*1000+1000+i/3), 5000)
	}
	if s.median > 102 {
		t.Errorf("%d", s.median)
	}
}
