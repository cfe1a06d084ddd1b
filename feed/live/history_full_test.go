//go:build full

package live

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// A screen that stands still while more than the client can hold is on its way:
// the client drops messages, and the reader fetches them again.
func TestFollowAcrossASlowHandler(t *testing.T) {
	s := newSite(t)
	const total = 19_000 // of 6 KB: beyond what the inbox takes, more than the 64 MiB that may wait
	fat := func(i int) *metrics.Event {
		e := message(i)
		e.Text = metrics.Text(strings.Repeat("字", 2000))
		return e
	}
	p, err := feed.NewPublisher(s.Connect(), 500)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i <= total; i++ {
		if err := p.Publish(t.Context(), fat(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	c := s.Conn()
	var overflowed atomic.Bool
	defer c.OnError(func(err error) {
		if errors.Is(err, nats.ErrSlowConsumer) {
			overflowed.Store(true)
		}
	})()
	hold := make(chan struct{})
	r := run(t, script(func(ctx context.Context, in *Inbox) {
		<-hold
		(&Follow{Conn: c}).Run(ctx, in)
	}), Options{})
	r.recorder.apply = func(e *metrics.Event) {
		if e.ID == "e100" {
			natstest.Eventually(t, "the client drops messages", overflowed.Load)
		}
	}
	close(hold)
	r.untilApplied(total)
	r.until(metrics.FeedLive)
	r.end()
	if got := r.real.Report().Counts; got.Events != total {
		t.Errorf("%+v", got)
	}
	want := make(map[string]bool, total)
	for _, id := range r.applied() {
		want[id] = true
	}
	if len(want) != total || len(r.applied()) != total {
		t.Errorf("%d events applied, %d distinct", len(r.applied()), len(want))
	}
	r.mustNotHaveSaid("failed")
}

// A server that restarts while more than one pull of history is read.
func TestFollowLongHistoryAcrossRestarts(t *testing.T) {
	s := newSite(t)
	const total = pullMessages + 5_000
	s.fill(1, total)
	r := s.follow()
	for round := range 3 {
		r.untilApplied(1 + round*total/3)
		s.Restart()
	}
	r.untilApplied(total)
	r.until(metrics.FeedLive)
	r.mustEnd(1, total)
}
