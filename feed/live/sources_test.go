package live

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"floorwalker/metrics"
)

// The clock of these tests begins at midnight UTC: eight in the morning in the
// shops.

const (
	heartbeat = 5 * time.Second // of a gateway
	gateways  = 12
)

// gateway is one that publishes a shop's events.
type gateway struct {
	shop     metrics.Text
	in       *Inbox
	sequence *int
}

func shopOf(i int) metrics.Text { return metrics.Text(fmt.Sprintf("s%d", i)) }

// publish delivers an event that happens now, or happened before.
func (g gateway) publish(ctx context.Context, e metrics.Event, live bool) {
	*g.sequence++
	e.ID, e.Platform, e.Shop, e.Team = metrics.Text(fmt.Sprintf("e%d", *g.sequence)), "pdd", g.shop, "presale"
	mark := delivery(g.in, *g.sequence)
	mark.Live = live
	_ = g.in.Event(ctx, &e, mark)
}

// beat says that everything up to a time is published.
func (g gateway) beat(ctx context.Context, watermark metrics.Time) {
	g.publish(ctx, metrics.Event{Type: metrics.SourceReported, Time: nowTime(), Watermark: watermark}, true)
}

func (g gateway) ask(ctx context.Context, conversation int) {
	g.publish(ctx, metrics.Event{
		Type: metrics.MessageCreated, Time: nowTime(), Conversation: metrics.Text(fmt.Sprintf("c%d", conversation)),
		Sender: metrics.Sender{Kind: metrics.Buyer, ID: metrics.Text(fmt.Sprintf("u%d", conversation))}, Text: "在吗",
	}, true)
}

func (g gateway) reply(ctx context.Context, conversation int, at metrics.Time, live bool) {
	g.publish(ctx, metrics.Event{
		Type: metrics.MessageCreated, Time: at, Conversation: metrics.Text(fmt.Sprintf("c%d", conversation)),
		Sender: metrics.Sender{Kind: metrics.Agent, ID: "li"}, Text: "在的",
	}, live)
}

func nowTime() metrics.Time { return metrics.TimeOf(time.Now()) }

// site12 are twelve gateways over one inbox.
func site12(in *Inbox) []gateway {
	sequence := new(int)
	all := make([]gateway, gateways)
	for i := range all {
		all[i] = gateway{shopOf(i), in, sequence}
	}
	return all
}

// watched is a loop over the real floor in a bubble; its views are kept.
func watched(t *testing.T, source script) func() []*metrics.View {
	t.Helper()
	l := New(source, Options{NewFloor: func() Floor { return metrics.New(metrics.DefaultPolicy()) }})
	ctx, cancel := context.WithCancel(t.Context())
	loop, reader := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(loop)
		l.Run(ctx)
	}()
	var views []*metrics.View
	go func() {
		defer close(reader)
		for {
			select {
			case v := <-l.Views():
				views = append(views, v)
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() []*metrics.View {
		cancel()
		<-loop
		<-reader
		return views
	}
}

// One of twelve gateways stops: the screen counts eleven and marks that shop's
// figures, and no other's, within two minutes; once it is back and has told what
// it missed, nothing is marked.
func TestOneOfTwelveGatewaysStops(t *testing.T) {
	for name, every := range map[string]time.Duration{"at peak": 6 * heartbeat, "at night": 5 * time.Minute} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := nowTime()
				stopped, back := start.Add(6*metrics.Minute), start.Add(10*metrics.Minute)
				views := watched(t, func(ctx context.Context, in *Inbox) {
					begin(in, false)
					sources := site12(in)
					for n := 0; ctx.Err() == nil; n++ {
						for i, g := range sources {
							silent := i == 7 && nowTime() >= stopped && nowTime() < back
							if silent {
								continue
							}
							if time.Duration(n)*heartbeat%every == 0 {
								g.ask(ctx, n)
							}
							g.beat(ctx, nowTime())
						}
						time.Sleep(heartbeat)
					}
				})
				time.Sleep(14 * time.Minute)
				mustMark(t, views(), stopped, back)
			})
		})
	}
}

func mustMark(t *testing.T, views []*metrics.View, stopped, back metrics.Time) {
	t.Helper()
	var noticed metrics.Time
	for _, v := range views {
		down := v.Feed.SourcesUp == gateways-1
		marked := 0
		for _, row := range v.Shops {
			if !row.Covered {
				marked++
			}
			if !row.Covered && row.Key.Shop != shopOf(7) {
				t.Fatalf("%v: %s is marked", v.Now.Std(), row.Key)
			}
		}
		switch {
		case v.Now < stopped && (down || marked > 0):
			t.Fatalf("%v: %d of %d up, %d rows marked before anything stopped", v.Now.Std(), v.Feed.SourcesUp, v.Feed.Sources, marked)
		case v.Now >= stopped && v.Now < back && down && marked > 0 && noticed == 0:
			noticed = v.Now
		case noticed != 0 && v.Now < back && (!down || marked == 0):
			t.Fatalf("%v: %d of %d up, %d rows marked while one is down", v.Now.Std(), v.Feed.SourcesUp, v.Feed.Sources, marked)
		case v.Now > back.Add(metrics.Second) && (down || marked > 0):
			t.Fatalf("%v: %d of %d up, %d rows marked when it is back", v.Now.Std(), v.Feed.SourcesUp, v.Feed.Sources, marked)
		}
	}
	if noticed == 0 || noticed.Sub(stopped) > 2*metrics.Minute {
		t.Errorf("stopped at %v, noticed at %v", stopped.Std(), noticed.Std())
	}
}

// The server is gone for five minutes while two hundred buyers wait. All are
// answered meanwhile; the gateways publish that when the server is back. No view
// that claims to be live calls one of them late.
func TestNobodyIsLateAfterAnOutage(t *testing.T) {
	const waiting = 200
	for name, backlog := range map[string]time.Duration{"before the screen": 0, "after the screen": 3 * time.Second} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := nowTime()
				lost, again := start.Add(90*metrics.Second), start.Add(390*metrics.Second)
				views := watched(t, func(ctx context.Context, in *Inbox) {
					begin(in, false)
					sources := site12(in)
					sources[0].beat(ctx, nowTime())
					time.Sleep(time.Minute)
					for c := range waiting {
						sources[c%gateways].ask(ctx, c)
					}
					for range 6 {
						for _, g := range sources {
							g.beat(ctx, nowTime())
						}
						time.Sleep(heartbeat)
					}
					in.Report(Report{State: metrics.FeedLost, Text: "gone"})
					time.Sleep(5 * time.Minute)
					in.Report(Report{State: metrics.FeedCatchingUp, Reconnect: true, Broker: nowTime(), Heard: in.clock.Now()})
					if backlog > 0 {
						in.Report(Report{State: metrics.FeedLive})
						time.Sleep(backlog)
					}
					for c := range waiting {
						sources[c%gateways].reply(ctx, c, lost.Add(metrics.Span(c)*100), backlog > 0)
					}
					for _, g := range sources {
						g.beat(ctx, nowTime())
					}
					if backlog == 0 {
						in.Report(Report{State: metrics.FeedLive})
					}
					for range 12 {
						time.Sleep(heartbeat)
						for _, g := range sources {
							g.beat(ctx, nowTime())
						}
					}
				})
				time.Sleep(9 * time.Minute)
				mustBeCalm(t, views(), lost, again, waiting)
			})
		})
	}
}

func mustBeCalm(t *testing.T, views []*metrics.View, lost, again metrics.Time, waiting int) {
	t.Helper()
	saidLost, stood, live := false, false, false
	for _, v := range views {
		switch {
		case v.Feed.State == metrics.FeedLost:
			saidLost = saidLost || v.Feed.Since == lost && v.Feed.Text != ""
			stood = stood || v.Counts.Waiting == waiting
		case v.Feed.State == metrics.FeedLive && v.Now >= again:
			live = live || v.Feed.Since >= again && v.Counts.Waiting == 0
			if v.Feed.SourcesUp == v.Feed.Sources && v.Counts.Past+v.Counts.Lost+v.Counts.Due+v.Counts.Waiting > 0 {
				t.Fatalf("%v: live, all %d sources up, and %+v", v.Now.Std(), v.Feed.Sources, v.Counts)
			}
			for _, w := range v.Waiting {
				if (w.State == metrics.RowLost || w.State == metrics.RowPast) && v.Feed.SourcesUp == v.Feed.Sources {
					t.Fatalf("%v: %+v is called late", v.Now.Std(), w)
				}
			}
		}
	}
	if !saidLost || !stood || !live {
		t.Errorf("said lost %v, with the rows that waited %v, then live and nobody waiting %v", saidLost, stood, live)
	}
}
