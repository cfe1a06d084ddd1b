//go:build full

package live

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"floorwalker/feed"
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
	overflowed, once := make(chan struct{}), sync.Once{}
	defer c.OnError(func(err error) {
		if errors.Is(err, nats.ErrSlowConsumer) {
			once.Do(func() { close(overflowed) })
		}
	})()
	hold := make(chan struct{})
	r := run(t, script(func(ctx context.Context, in *Inbox) {
		<-hold
		(&Follow{Conn: c}).Run(ctx, in)
	}), Options{})
	r.recorder.apply = func(e *metrics.Event) {
		if e.ID == "e100" {
			awaitOverflow(t, overflowed)
		}
	}
	close(hold)
	awaitOverflow(t, overflowed)
	for n := total % 3000; n <= total; n += 3000 {
		r.untilApplied(n)
	}
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

// awaitOverflow waits until the client drops messages. That takes as long as it
// takes to carry 64 MiB to it: with the race detector on a busy machine, minutes.
func awaitOverflow(t *testing.T, overflowed <-chan struct{}) {
	t.Helper()
	select {
	case <-overflowed:
	case <-time.After(10 * time.Minute):
		t.Error("never happened: the client drops messages")
	}
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
