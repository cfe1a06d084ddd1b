package live

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// site is a server with its streams, and somebody who publishes.
type site struct {
	*natstest.Server
	t         *testing.T
	dial      func(...nats.Option) *feed.Conn
	replicas  int
	js        jetstream.JetStream
	publisher *feed.Publisher
}

func newSite(t *testing.T) *site {
	t.Helper()
	server := natstest.Start(t)
	s := newSiteOn(t, func(opts ...nats.Option) *feed.Conn { return server.Conn(opts...) }, 1)
	s.Server = server
	return s
}

// newSiteOn sets up streams and a publisher on a server of any kind.
func newSiteOn(t *testing.T, dial func(...nats.Option) *feed.Conn, replicas int) *site {
	t.Helper()
	s := &site{t: t, dial: dial, replicas: replicas}
	s.js = dial().JetStream()
	s.setup()
	s.publisher = newPublisher(t, dial().Conn)
	return s
}

// newPublisher publishes one event at a time, so that their order is kept.
func newPublisher(t *testing.T, nc *nats.Conn) *feed.Publisher {
	t.Helper()
	p, err := feed.NewPublisher(nc, 1)
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

// unlimited creates the chat stream without a size of its own, so that the
// server's limit is met.
func unlimited(t *testing.T, js jetstream.JetStream) {
	t.Helper()
	config := feed.NewPlan(feed.Scale{}).Streams[0]
	config.MaxBytes = -1
	if _, err := js.CreateStream(t.Context(), config); err != nil {
		t.Fatal(err)
	}
}

// crowd fills a server with bytes of another stream until it takes no more.
func (s *site) crowd(bytes int) {
	s.t.Helper()
	if _, err := s.js.CreateStream(s.t.Context(), jetstream.StreamConfig{Name: "OTHER", Subjects: []string{"other"}}); err != nil {
		s.t.Fatal(err)
	}
	for _, size := range []int{1 << 10, 1} { // so that not even one event finds room
		left := bytes
		for ; left > 0; left -= size {
			if _, err := s.js.Publish(s.t.Context(), "other", make([]byte, size)); err != nil {
				break
			}
		}
		if left <= 0 {
			s.t.Fatal("the server has room for ever")
		}
	}
}

func (s *site) setup() {
	s.t.Helper()
	plan := feed.NewPlan(feed.Scale{MaxBytes: 1 << 30, Replicas: s.replicas})
	natstest.Eventually(s.t, "the streams are set up", func() bool { // a cluster that has just started may refuse
		_, err := feed.Setup(s.t.Context(), s.js, plan, false)
		return err == nil
	})
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
	p, err := feed.NewPublisher(s.dial().Conn, feed.MaxInFlight)
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
	return run(s.t, &Follow{Conn: s.dial(), Filters: filters}, Options{Zone: metrics.Shanghai})
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
