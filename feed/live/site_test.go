package live

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// site is a server with its streams, and somebody who publishes.
type site struct {
	*natstest.Server
	t         *testing.T
	js        jetstream.JetStream
	publisher *feed.Publisher
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{Server: natstest.Start(t), t: t}
	s.js = s.JetStream()
	s.setup()
	p, err := feed.NewPublisher(s.Connect(), 1) // one at a time, so that order is kept
	if err != nil {
		t.Fatal(err)
	}
	s.publisher = p
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := p.Close(ctx); err != nil && !t.Failed() {
			t.Error(err)
		}
	})
	return s
}

func (s *site) setup() {
	s.t.Helper()
	if _, err := feed.Setup(s.t.Context(), s.js, feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		s.t.Fatal(err)
	}
}

// publish publishes the events first..last and waits until they are stored.
func (s *site) publish(first, last int) {
	s.t.Helper()
	for i := first; i <= last; i++ {
		if err := s.publisher.Publish(s.t.Context(), message(i)); err != nil {
			s.t.Error(err)
			return
		}
	}
	if err := s.publisher.Flush(s.t.Context()); err != nil {
		s.t.Error(err)
	}
}

// fill stores many events at once.
func (s *site) fill(first, last int) {
	s.t.Helper()
	p, err := feed.NewPublisher(s.Connect(), feed.MaxInFlight)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := first; i <= last; i++ {
		if err := p.Publish(s.t.Context(), message(i)); err != nil {
			s.t.Fatal(err)
		}
	}
	if err := p.Close(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) follow(filters ...string) *running {
	s.t.Helper()
	return run(s.t, &Follow{Conn: s.Conn(), Filters: filters}, Options{Zone: metrics.Shanghai})
}

func (s *site) stream() jetstream.Stream {
	s.t.Helper()
	stream, err := s.js.Stream(s.t.Context(), feed.StreamName)
	if err != nil {
		s.t.Fatal(err)
	}
	return stream
}

// consumers are the names of those that the server has.
func (s *site) consumers() (names []string) {
	s.t.Helper()
	list := s.stream().ConsumerNames(s.t.Context())
	for name := range list.Name() {
		names = append(names, name)
	}
	return names
}

func (s *site) deleteConsumers() {
	s.t.Helper()
	for _, name := range s.consumers() {
		if err := s.js.DeleteConsumer(s.t.Context(), feed.StreamName, name); err != nil {
			s.t.Fatal(err)
		}
	}
}

// malformed are payloads that are no events, as they were met.
func malformed() []string {
	ok := `{"id":"e1","type":"message.created","time":1773108000,"conversation":"c1","sender":{"kind":"buyer"}`
	return []string{
		"", "hello", "null", "[]", ok, ok + "}}", ok + `,"id":"e2"}`, ok + `,"text":5}`, ok + ",\"text\":\"\xff\"}", ok + ",\"text\":\"a\nb\"}",
		ok + `,"text":"\ud800"}`, `{"id":"e1","type":"message.created","time":"yesterday"}`, `{"id":"e1","type":"message.created","time":1773108000}`,
		`{"id":"\u001b]0;x","type":"message.created","time":1773108000}`, strings.Repeat("[", 30_000), "\x1b]0;owned\x07", strings.Repeat("\x1b[31m", 5000),
	}
}
