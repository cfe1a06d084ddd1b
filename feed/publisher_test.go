package feed_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"go.uber.org/goleak"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func opened(i int) *metrics.Event {
	return &metrics.Event{
		ID: metrics.Text(fmt.Sprintf("e%d", i)), Type: metrics.ConversationOpened, Time: metrics.Time(1773108000000 + i),
		Team: "presale", Platform: "pdd", Shop: "s1", Conversation: metrics.Text(fmt.Sprintf("c%d", i%100)), Amount: metrics.NoAmount,
	}
}

// withStream starts a server with the streams of the plan.
func withStream(t *testing.T) (*natstest.Server, jetstream.JetStream) {
	t.Helper()
	server := natstest.Start(t)
	js := server.JetStream()
	if _, err := feed.Setup(t.Context(), js, small(), false); err != nil {
		t.Fatal(err)
	}
	return server, js
}

func publisher(t *testing.T, server *natstest.Server, inFlight int) *feed.Publisher {
	t.Helper()
	p, err := feed.NewPublisher(server.Connect(), inFlight)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := p.Close(ctx); err != nil && !t.Failed() {
			t.Error(err)
		}
	})
	return p
}

func stored(t *testing.T, js jetstream.JetStream) uint64 {
	t.Helper()
	stream, err := js.Stream(t.Context(), feed.StreamName)
	if err != nil {
		t.Fatal(err)
	}
	return stream.CachedInfo().State.Msgs
}

func TestPublisherStoresOnce(t *testing.T) {
	server, js := withStream(t)
	p := publisher(t, server, 64)
	for range 2 {
		for i := range 500 {
			if err := p.Publish(t.Context(), opened(i)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := p.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := p.Stats(); got != (feed.PublishStats{Stored: 500, Duplicates: 500, Sequence: 500}) {
		t.Errorf("%+v", got)
	}
	if n := stored(t, js); n != 500 {
		t.Errorf("%d stored", n)
	}
}

func TestPublisherSurvivesRestarts(t *testing.T) {
	server, js := withStream(t)
	p := publisher(t, server, 64)
	const total = 3000
	published := make(chan error, 1)
	go func() {
		for i := range total {
			if err := p.Publish(t.Context(), opened(i)); err != nil {
				published <- err
				return
			}
		}
		published <- nil
	}()
	for round := range 3 {
		natstest.Eventually(t, "some are stored", func() bool { return p.Stats().Stored > uint64(round*500) })
		server.Restart()
	}
	if err := <-published; err != nil {
		t.Fatal(err)
	}
	if err := p.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s := p.Stats(); s.Stored+s.Duplicates != total || s.Trouble != "" {
		t.Errorf("%+v", s)
	}
	if n := stored(t, js); n != total {
		t.Errorf("%d stored", n)
	}
}

func TestPublisherForAnotherTeam(t *testing.T) {
	server, js := withStream(t)
	p := publisher(t, server, 1)
	for range 2 {
		if err := p.Publish(t.Context(), opened(1)); err != nil {
			t.Fatal(err)
		}
		if err := p.PublishFor(t.Context(), "after.sale", opened(1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := stored(t, js); n != 2 {
		t.Errorf("%d stored, want one for each team", n)
	}
}

func TestPublisherBounds(t *testing.T) {
	server, _ := withStream(t)
	p := publisher(t, server, 2)
	server.Stop()
	for i := range 2 {
		if err := p.Publish(t.Context(), opened(i)); err != nil {
			t.Fatal(err)
		}
	}
	natstest.Eventually(t, "the publisher reports trouble", func() bool { return p.Stats().Trouble != "" })
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := p.Publish(ctx, opened(3)); err == nil {
		t.Error("a third event was taken")
	}
	if err := p.Flush(ctx); err == nil {
		t.Error("flushed without a server")
	}
	server.Restart()
	if err := p.Flush(t.Context()); err != nil || p.Stats().Stored != 2 {
		t.Errorf("%v, %+v", err, p.Stats())
	}
}

func TestPublisherRefusals(t *testing.T) {
	server := natstest.Start(t)
	js := server.JetStream()
	if _, err := js.CreateStream(t.Context(), jetstream.StreamConfig{Name: feed.StreamName, Subjects: []string{feed.AllEvents}, MaxMsgSize: 200}); err != nil {
		t.Fatal(err)
	}
	p := publisher(t, server, 2)
	err := p.Publish(t.Context(), &metrics.Event{ID: "e1", Type: metrics.MessageCreated, Time: 1})
	if err == nil || err.Error() != "event e1: conversation: is missing" {
		t.Errorf("got %v", err)
	}
	long := opened(2)
	long.Reason = metrics.Text(strings.Repeat("x", 300))
	if err := p.Publish(t.Context(), long); err != nil {
		t.Fatal(err)
	}
	if err := p.Flush(t.Context()); err == nil || !strings.HasPrefix(err.Error(), "event e2: ") || p.Stats().Refused != 1 {
		t.Errorf("got %v, %+v", err, p.Stats())
	}
	if err := p.Flush(t.Context()); err != nil {
		t.Errorf("the second flush repeats %v", err)
	}
}

// After an outage all that were in flight are sent again, not one after the
// other.
func TestPublisherResendsTogether(t *testing.T) {
	server, js := withStream(t)
	const total = 300
	p := publisher(t, server, total)
	server.Stop()
	for i := range total {
		if err := p.Publish(t.Context(), opened(i)); err != nil {
			t.Fatal(err)
		}
	}
	natstest.Eventually(t, "each was tried three times", func() bool { return p.Stats().Retries >= 2*total })
	server.Restart()
	if err := p.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := stored(t, js); n != total || p.Stats().Trouble != "" {
		t.Errorf("%d stored, %+v", n, p.Stats())
	}
}
