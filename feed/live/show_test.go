package live

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"floorwalker/metrics"
)

// unsettled is how many events a floor has not judged.
func (r *recorder) unsettled() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.open
}

// History is judged when all of it is read. Until then views say how far it has
// come, and none is live that is not judged.
func TestHistoryIsJudgedWhenItIsRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const total = 5000
		state := make(chan metrics.FeedState)
		l, r := loopOf(t, script(func(ctx context.Context, in *Inbox) {
			in.Report(Report{State: metrics.FeedCatchingUp, Target: total})
			for i := range total {
				_ = in.Event(ctx, message(i), Mark{Sequence: uint64(i + 1)})
			}
			for s := range state {
				in.Report(Report{State: s, Held: true}) // so that no tick shows it
			}
		}))
		time.Sleep(viewGap)
		synctest.Wait()
		f := (<-l.Views()).Feed
		if f.State != metrics.FeedCatchingUp || f.Sequence != total || f.Target != total || f.Events > handful || r.unsettled() != total {
			t.Errorf("%+v, %d events are not judged", f, r.unsettled())
		}
		l.Ask(metrics.Query{Limit: 7})
		synctest.Wait()
		if v := <-l.Views(); v.Feed.State != metrics.FeedCatchingUp || r.unsettled() != total {
			t.Errorf("a question: %+v, %d events are not judged", v.Feed, r.unsettled())
		}
		r.mu.Lock()
		r.settle = func() {
			select {
			case v := <-l.Views():
				if v.Feed.State == metrics.FeedLive && r.open > handful {
					t.Errorf("live with %d events that are not judged", r.open)
				}
			default:
			}
			time.Sleep(100 * time.Microsecond)
		}
		r.mu.Unlock()
		state <- metrics.FeedLive
		time.Sleep(time.Second)
		synctest.Wait()
		select {
		case v := <-l.Views():
			if v.Feed.State != metrics.FeedLive || v.Feed.Events != total || v.Query.Limit != 7 || r.unsettled() != 0 {
				t.Errorf("%+v of %d, %d events are not judged", v.Feed, v.Query.Limit, r.unsettled())
			}
		default:
			t.Error("what is judged is not shown")
		}
		close(state)
	})
}

// A short outage leaves little to judge: the screen goes on with real views.
func TestLittleHistoryIsShownAsItComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, _ := loopOf(t, script(func(ctx context.Context, in *Inbox) {
			in.Report(Report{State: metrics.FeedCatchingUp, Target: 9})
			for i := range handful {
				_ = in.Event(ctx, message(i), Mark{})
			}
			<-ctx.Done()
		}))
		time.Sleep(viewGap)
		synctest.Wait()
		if f := (<-l.Views()).Feed; f.State != metrics.FeedCatchingUp || f.Events != handful {
			t.Errorf("%+v", f)
		}
	})
}
