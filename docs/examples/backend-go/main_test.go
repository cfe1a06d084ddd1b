package main

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"go.uber.org/goleak"

	"floorwalker/feed"
	"floorwalker/feed/audit"
	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// screen is what a supervisor's screen has of a desk.
type screen struct {
	*desk.Desk
	mu   sync.Mutex
	told map[string]string
}

func (s *screen) Asked(metrics.Command) {}

func (s *screen) Replied(r metrics.CommandReply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told[r.ID] = strings.TrimSpace(r.State.String() + " " + r.Code)
}

func (s *screen) ask(t *testing.T, c metrics.Command) string {
	t.Helper()
	id, err := s.Send(c)
	if err != nil {
		t.Fatal(err)
	}
	s.mu.Lock()
	if c.ID != "" {
		delete(s.told, c.ID)
	}
	s.mu.Unlock()
	var said string
	natstest.Eventually(t, "an answer", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		said = s.told[id]
		return said != ""
	})
	return said
}

// start runs the backend against a real server until the test ends.
func start(t *testing.T) (*screen, jetstream.JetStream) {
	t.Helper()
	server := natstest.Start(t)
	js := server.JetStream()
	if _, err := feed.Setup(t.Context(), js, feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- run(ctx, server.URL()) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	s := &screen{told: map[string]string{}}
	var err error
	if s.Desk, err = desk.New(server.Connect(), s, desk.Options{Timeout: time.Minute, Discover: 10 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	natstest.Eventually(t, "the backend is found", func() bool {
		ok, _ := s.Capabilities().Can(metrics.Take, platform, shop)
		return ok && s.Capabilities().Known()
	})
	return s, js
}

// floorOf is the engine, fed with everything that the backend has published.
func floorOf(t *testing.T, js jetstream.JetStream) *metrics.Floor {
	t.Helper()
	f := metrics.New(metrics.DefaultPolicy())
	c, err := js.OrderedConsumer(t.Context(), feed.StreamName, jetstream.OrderedConsumerConfig{})
	if err != nil {
		t.Fatal(err)
	}
	batch, err := c.FetchNoWait(1000)
	if err != nil {
		t.Fatal(err)
	}
	for m := range batch.Messages() {
		var e metrics.Event
		if err := feed.Decode(m.Data(), &e); err != nil {
			t.Fatalf("%s: %v", m.Data(), err)
		}
		f.Apply(&e)
	}
	f.Advance(metrics.TimeOf(time.Now()))
	return f
}

func command(v metrics.Verb, conversation metrics.Text, owner metrics.Text) metrics.Command {
	return metrics.Command{
		Verb: v, Team: "presale", By: "zhao", ExpectOwner: owner,
		Conversation: metrics.ConversationKey{Platform: platform, Shop: shop, Conversation: conversation},
	}
}

func TestEveryAnswer(t *testing.T) {
	s, _ := start(t)
	to := func(agent, team metrics.Text) metrics.Command {
		c := command(metrics.Reassign, "c-1", "li")
		c.To, c.ToTeam = agent, team
		return c
	}
	foreign := command(metrics.Take, "c-3", "lin")
	for _, c := range []struct {
		what string
		c    metrics.Command
		want string
	}{
		{"nudge", command(metrics.Nudge, "c-1", "li"), "accepted"},
		{"stale", command(metrics.Take, "c-1", "wang"), "refused conflict"},
		{"unknown", command(metrics.Take, "c-9", ""), "refused unknown_conversation"},
		{"another team's", foreign, "refused forbidden"},
		{"nobody", to("nobody", ""), "refused unknown_agent"},
		{"offline", to("sun", ""), "refused offline"},
		{"full", to("he", ""), "refused full"},
		{"not a member", to("lin", ""), "refused not_member"},
		{"to a team", to("", "aftersale"), "refused unsupported"},
		{"reassign", to("wang", ""), "accepted"},
		{"stale now", to("wang", ""), "refused conflict"},
		{"take", command(metrics.Take, "c-2", ""), "accepted"},
		{"no endpoint", metrics.Command{Verb: metrics.Broadcast, Team: "presale", By: "zhao", Words: "x"}, "refused no_responder"},
	} {
		if got := s.ask(t, c.c); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
	if ok, why := s.Capabilities().Can(metrics.SetStatus, "", ""); ok || why != desk.ReasonNoVerb {
		t.Errorf("%v %q", ok, why)
	}
}

func TestSameIDOnce(t *testing.T) {
	s, js := start(t)
	c := command(metrics.Reassign, "c-1", "li")
	c.ID, c.To = "m1", "wang"
	for range 2 {
		if got := s.ask(t, c); got != "accepted" {
			t.Errorf("%s", got)
		}
	}
	natstest.Eventually(t, "two records", func() bool { return len(records(t, js)) == 2 })
	n := 0
	for _, r := range records(t, js) {
		if r.ID == "m1" && r.Status == feed.CommandAccepted && r.Supervisor == "zhao" && r.To == "wang" {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%+v", records(t, js))
	}
}

func records(t *testing.T, js jetstream.JetStream) (all []audit.Entry) {
	t.Helper()
	malformed, err := audit.Read(t.Context(), js, audit.Filter{}, func(e audit.Entry) error {
		all = append(all, e)
		return nil
	})
	if err != nil || malformed != 0 {
		t.Fatalf("%d malformed, %v", malformed, err)
	}
	return all
}

// What the backend publishes moves the row on a screen.
func TestEventsReachTheScreen(t *testing.T) {
	s, js := start(t)
	c := command(metrics.Reassign, "c-1", "li")
	c.ID, c.To = "m1", "wang"
	if got := s.ask(t, c); got != "accepted" {
		t.Fatal(got)
	}
	natstest.Eventually(t, "the row shows its new owner", func() bool {
		v := floorOf(t, js).View(metrics.Query{})
		for i := range v.Waiting {
			if w := &v.Waiting[i]; w.Key == c.Conversation && w.Owner == "wang" {
				return len(v.Waiting) == 3
			}
		}
		return false
	})
}
