package live

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"floorwalker/metrics"
)

// counted is the real floor; it counts how often it was told to go on.
type counted struct {
	*metrics.Floor
	settled atomic.Int64 // calls
	idle    atomic.Int64 // of them, with nothing to do
}

func (c *counted) Settle(n int) (left int) {
	c.settled.Add(1)
	left = c.Floor.Settle(n)
	if left == 0 {
		c.idle.Add(1)
	}
	return left
}

// shopOpened is a loop over the real floor with a shop of so many conversations,
// whose page is asked for.
func shopOpened(t *testing.T, conversations int, last Report) (*Loop, *counted) {
	t.Helper()
	floor := &counted{Floor: metrics.New(metrics.DefaultPolicy())}
	l := New(script(func(ctx context.Context, in *Inbox) {
		begin(in, false)
		g := gateway{"s1", in, new(int)}
		for c := range conversations {
			g.ask(ctx, c)
		}
		in.Report(last)
		<-ctx.Done()
	}), Options{NewFloor: func() Floor { return floor }})
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
	time.Sleep(time.Second)
	synctest.Wait()
	return l, floor
}

// A page that somebody asks for appears by itself, whether or not time moves;
// it is made in pieces, and when it is whole the loop rests.
func TestPageAppears(t *testing.T) {
	for name, last := range map[string]Report{
		"live": {State: metrics.FeedLive}, "held": {State: metrics.FeedLive, Held: true}, "lost": {State: metrics.FeedLost},
	} {
		for _, conversations := range []int{1, judged, 50 * judged} {
			t.Run(fmt.Sprint(name, " ", conversations), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					l, floor := shopOpened(t, conversations, last)
					asked := time.Now()
					l.Ask(metrics.Query{Shop: metrics.ShopKey{Platform: "pdd", Shop: "s1"}})
					var page *metrics.ShopPage
					for page == nil {
						page = (<-l.Views()).Page
					}
					if waited := time.Since(asked); waited > viewGap {
						t.Errorf("the page came after %v", waited)
					}
					if page.Key.Shop != "s1" || len(page.Metrics) == 0 {
						t.Errorf("%+v", page)
					}
					synctest.Wait()
					before := floor.idle.Load()
					time.Sleep(10 * time.Second)
					synctest.Wait()
					// A look a second, each of which may find that there is nothing to do.
					if calls := floor.idle.Load() - before; calls > 11 {
						t.Errorf("the loop asked %d times in ten seconds, for nothing", calls)
					}
				})
			})
		}
	}
}

// A shop that nobody knows has no page: the loop rests as well.
func TestPageOfAnUnknownShop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, floor := shopOpened(t, 10, Report{State: metrics.FeedLive})
		l.Ask(metrics.Query{Shop: metrics.ShopKey{Platform: "pdd", Shop: "nowhere"}})
		synctest.Wait()
		before := floor.settled.Load()
		views := 0
		for end := time.After(10 * time.Second); ; {
			select {
			case v := <-l.Views():
				views++
				if v.Page != nil {
					t.Errorf("%+v", v.Page)
				}
				continue
			case <-end:
			}
			break
		}
		synctest.Wait()
		if calls := floor.settled.Load() - before; calls > 12 || views > 12 {
			t.Errorf("%d calls and %d views in ten seconds", calls, views)
		}
	})
}

// stepping is a clock that moves by itself whenever it is read, so that work
// takes time.
type stepping struct {
	SystemClock
	off time.Duration
}

func (c *stepping) Now() time.Time {
	c.off += time.Millisecond
	return time.Now().Add(c.off)
}

// While a large page is made, the loop looks up after every few pieces: its work
// between two looks is bounded by the slice.
func TestPageDelaysNothing(t *testing.T) {
	floor := &counted{Floor: metrics.New(metrics.DefaultPolicy())}
	l := New(idle, Options{NewFloor: func() Floor { return floor }, Clock: &stepping{}})
	for c := range 100 * judged {
		e := decoded(t, message(c))
		e.Conversation, e.Time = metrics.Text(fmt.Sprint("c", c)), nowTime()
		e.Sender = metrics.Sender{Kind: metrics.Buyer, ID: metrics.Text(fmt.Sprint("u", c))}
		floor.Apply(e)
	}
	l.query, l.dirty, l.urgent = metrics.Query{Shop: metrics.ShopKey{Platform: "pdd", Shop: "s1"}}, true, true
	l.show()
	<-l.Views()
	slices := 0
	for ; l.open; slices++ {
		before := floor.settled.Load()
		l.workOff()
		if pieces := floor.settled.Load() - before; pieces > int64(slice/time.Millisecond) {
			t.Fatalf("%d pieces in one slice", pieces)
		}
	}
	if slices < 100/int(slice/time.Millisecond) {
		t.Errorf("a page of %d pieces was made in %d slices", 100, slices)
	}
	if l.show(); l.dirty {
		l.shown = time.Time{}
		l.show()
	}
	if v := <-l.Views(); v.Page == nil {
		t.Error("the page is whole and not shown")
	}
}
