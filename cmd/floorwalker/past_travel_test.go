package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// abroad is a front of a live floor over a stream, without a screen.
type abroad struct {
	*front
	t    *testing.T
	conn *feed.Conn // of who publishes
	last *metrics.View
	stop func()
}

func goAbroad(t *testing.T) *abroad {
	t.Helper()
	server := natstest.Start(t)
	conn, publisher := server.Conn(), server.Conn()
	if _, err := feed.Setup(t.Context(), conn.JetStream(), feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	if _, err := publisher.JetStream().AccountInfo(t.Context()); err != nil { // begins what hears answers
		t.Fatal(err)
	}
	policy := metrics.DefaultPolicy()
	loop := live.New(&live.Follow{Conn: conn}, live.Options{NewFloor: func() live.Floor { return screenFloor(policy) }, Zone: policy.Zone})
	a := &abroad{front: newFront(loop), t: t, conn: publisher, last: &metrics.View{}}
	a.travels(conn, "", nil, func(past live.Source) *live.Loop { return pastLoop(past, policy, tui.English) })
	before := goleak.IgnoreCurrent()
	c, ctx := newCrew(context.Background())
	c.add(func() error {
		loop.Run(ctx)
		return nil
	})
	c.add(func() error { return a.run(ctx) })
	a.stop = func() {
		if err := c.dismiss(); err != nil {
			t.Error(err)
		}
		goleak.VerifyNone(t, before)
	}
	return a
}

// evening is when the events of these tests begin.
const evening = metrics.Time(1794398400000)

// publish stores what somebody said, so many seconds into the evening.
func (a *abroad) publish(second int, conversation, kind string) {
	a.t.Helper()
	payload := fmt.Sprintf(`{"id":"%s-%d","type":"message.created","time":%d,"platform":"pinduoduo","shop":"s1","team":"pre",`+
		`"conversation":%q,"sender":{"kind":%q,"id":%q}}`, conversation, second, evening.Add(metrics.Span(second)*metrics.Second), conversation, kind, kind)
	if _, err := a.conn.JetStream().Publish(a.t.Context(), "chat.v1.pre.pinduoduo.s1."+conversation, []byte(payload)); err != nil {
		a.t.Fatal(err)
	}
}

// sees waits for a view, as a screen does.
func (a *abroad) sees(what string, ok func(*metrics.View) bool) {
	a.t.Helper()
	natstest.Eventually(a.t, what, func() bool {
		select {
		case a.last = <-a.Views():
		default:
		}
		return ok(a.last)
	})
}

func (a *abroad) seesLive(events uint64) {
	a.t.Helper()
	a.sees("the present", func(v *metrics.View) bool {
		return v.Feed.State == metrics.FeedLive && !v.Feed.Replay && v.Feed.Events == events
	})
}

func (a *abroad) seesPast(second, waiting int) {
	a.t.Helper()
	at := evening.Add(metrics.Span(second) * metrics.Second)
	a.sees(fmt.Sprintf("the past at %d s", second), func(v *metrics.View) bool { return v.Feed.Held && v.Now/1000 == at/1000 })
	if a.last.Counts.Waiting != waiting {
		a.t.Errorf("%d wait at %d s, want %d", a.last.Counts.Waiting, second, waiting)
	}
}

func TestTravelAndBack(t *testing.T) {
	a := goAbroad(t)
	defer a.stop()
	a.publish(0, "c1", "buyer")
	a.publish(60, "c2", "buyer")
	a.publish(90, "c1", "agent")
	a.NextBreach() // nobody is in the past
	a.Play(10)
	a.Live()
	a.seesLive(3)
	a.Ask(metrics.Query{Limit: 7})
	a.Seek(evening + 70_000)
	a.seesPast(70, 2)
	if a.last.Query.Limit != 7 {
		t.Errorf("the past answers %+v", a.last.Query)
	}
	a.Ask(metrics.Query{Limit: 8})
	a.sees("an answer in the past", func(v *metrics.View) bool { return v.Feed.Replay && v.Query.Limit == 8 })
	a.publish(100, "c3", "buyer") // the present goes on behind it
	a.NextBreach()
	a.seesPast(240, 1)
	natstest.Eventually(t, "the floor goes on", func() bool { return a.latest.Load().Feed.Events == 4 })
	a.Live()
	a.seesLive(4)
	a.sees("an answer in the present", func(v *metrics.View) bool { return !v.Feed.Replay && v.Query.Limit == 8 })
	a.Seek(evening)
	a.seesPast(0, 1)
}

// The present stays where the past cannot be shown.
func TestTravelNowhere(t *testing.T) {
	a := goAbroad(t)
	defer a.stop()
	a.publish(0, "c1", "buyer")
	a.seesLive(1)
	a.Seek(a.last.Now.Add(metrics.Hour))
	if notice := <-a.notices; !strings.HasSuffix(string(notice), "has not come yet") {
		t.Errorf("%q", notice)
	}
	if a.sees("the present", func(v *metrics.View) bool { return v != nil }); a.last.Feed.Replay {
		t.Errorf("%+v", a.last.Feed)
	}
	stream, err := a.conn.JetStream().Stream(t.Context(), feed.StreamName)
	if err == nil {
		err = stream.Purge(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	a.publish(10, "c1", "buyer")
	a.Seek(evening)
	if notice := <-a.notices; !strings.HasPrefix(string(notice), "the stream holds nothing of 11-11 20:00:00") {
		t.Errorf("%q", notice)
	}
}
