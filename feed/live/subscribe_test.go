package live

import (
	"context"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func send(t *testing.T, nc *nats.Conn, subject string, i int) {
	t.Helper()
	data, err := feed.Encode(message(i))
	if err != nil {
		t.Fatal(err)
	}
	if err := nc.Publish(subject, data); err != nil {
		t.Fatal(err)
	}
}

func TestSubscribe(t *testing.T) {
	server := natstest.Start(t)
	nc := server.Connect()
	send(t, nc, "any.subject.x", 0) // nobody listens yet
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	r := run(t, &Subscribe{Conn: server.Conn(), Subject: "any.subject.>"}, Options{})
	r.until(metrics.FeedLive)
	since := r.view().Feed.KnownSince
	if since == 0 || r.view().Now.Sub(since) < 0 {
		t.Errorf("known since %v, now %v", since, r.view().Now)
	}
	natstest.Eventually(t, "the floor is told", func() bool {
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.since == since
	})
	for i := 1; i <= 100; i++ {
		send(t, nc, "any.subject.x", i)
		send(t, nc, "other", i)
	}
	for _, payload := range malformed() {
		if err := nc.Publish("any.subject.y", []byte(payload)); err != nil {
			t.Fatal(err)
		}
	}
	r.untilApplied(100)
	r.mustHave(1, 100)
	natstest.Eventually(t, "everything is counted", func() bool {
		f := r.view().Feed
		return f.Malformed == uint64(len(malformed())) && f.Events == 100 && f.Sequence == 0
	})
}

func TestSubscribeAcrossAnOutage(t *testing.T) {
	server := natstest.Start(t)
	r := run(t, &Subscribe{Conn: server.Conn(), Subject: "chat.>"}, Options{})
	r.until(metrics.FeedLive)
	before := r.view().Feed.KnownSince
	server.Stop()
	r.until(metrics.FeedLost)
	server.Restart()
	r.until(metrics.FeedLive)
	f := r.view().Feed
	if f.KnownSince <= before || !strings.Contains(string(f.Text), "were not heard") {
		t.Errorf("%+v", f)
	}
	send(t, server.Connect(), "chat.x", 1)
	r.untilApplied(1)
}

func TestSubscribeWithoutRights(t *testing.T) {
	r := run(t, &Subscribe{Conn: guardedReader(t, "ok.>"), Subject: "chat.>"}, Options{})
	r.until(metrics.FeedFailed)
	if text := r.view().Feed.Text; !strings.Contains(string(text), `Permissions Violation for Subscription to "chat.>"`) {
		t.Errorf("text %q", text)
	}
}

func TestSubscribeToNoSubject(t *testing.T) {
	server := natstest.Start(t)
	r := run(t, &Subscribe{Conn: server.Conn(), Subject: "a b"}, Options{})
	r.until(metrics.FeedFailed)
	if text := r.view().Feed.Text; text != "cannot subscribe to a b: nats: invalid subject" {
		t.Errorf("text %q", text)
	}
}

// TestSubscribeTellsWhatItLost: the loop reads nothing until messages were
// dropped.
func TestSubscribeTellsWhatItLost(t *testing.T) {
	server := natstest.Start(t)
	conn := server.Conn()
	in := newInbox(newTimeline(SystemClock{}), English, metrics.Shanghai)
	ctx, cancel := context.WithCancel(t.Context())
	s := &subscriber{Subscribe: &Subscribe{Conn: conn, Subject: "chat.>"}, in: in, errs: make(chan error, 16)}
	defer conn.OnError(s.heard)()
	ended, err := s.start(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s.look(ctx)
	if err := s.sub.SetPendingLimits(5, -1); err != nil {
		t.Fatal(err)
	}
	nc := server.Connect()
	for i := range maxEntries + 100 {
		send(t, nc, "chat.x", i)
	}
	s.explain(<-s.errs)
	cancel()
	<-ended
	var last Report
	for _, e := range in.take(nil) {
		if e.kind == reportEntry {
			last = *e.report
		}
	}
	if last.State != metrics.FeedLive || !strings.Contains(string(last.Text), "messages were lost") || last.KnownSince == 0 {
		t.Errorf("%+v", last)
	}
}
