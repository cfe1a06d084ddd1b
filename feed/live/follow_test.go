package live

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func TestFollowHistoryThenLive(t *testing.T) {
	s := newSite(t)
	s.fill(1, 5000)
	r := s.follow()
	r.until(metrics.FeedLive)
	r.mustHave(1, 5000)
	s.publish(5001, 5100)
	r.untilApplied(5100)
	r.mustHave(1, 5100)
	natstest.Eventually(t, "the last sequence is shown", func() bool { return r.view().Feed.Sequence == 5100 })
	f := r.view().Feed
	if f.State != metrics.FeedLive || f.Text != "" || f.KnownSince != 0 || f.Target != 0 || f.Events != 5100 || f.LastEvent != message(5100).Time {
		t.Errorf("%+v", f)
	}
	r.end()
	if left := s.consumers(); len(left) != 0 {
		t.Errorf("consumers left behind: %v", left)
	}
}

func TestFollowEmptyStream(t *testing.T) {
	s := newSite(t)
	r := s.follow()
	r.until(metrics.FeedLive)
	s.publish(1, 3)
	r.untilApplied(3)
	r.mustHave(1, 3)
}

func TestFollowTellsHowFarItGot(t *testing.T) {
	s := newSite(t)
	s.fill(1, 5000)
	hold := make(chan struct{})
	r := run(t, script(func(ctx context.Context, in *Inbox) {
		<-hold
		(&Follow{Conn: s.Conn()}).Run(ctx, in)
	}), Options{})
	r.recorder.apply = func(e *metrics.Event) {
		if e.ID == "e2500" {
			natstest.Eventually(t, "a view of half the way", func() bool {
				f := r.view().Feed
				return f.State == metrics.FeedCatchingUp && f.Target == 5000
			})
		}
	}
	close(hold)
	r.until(metrics.FeedLive)
	r.mustHave(1, 5000)
}

func TestFollowFromTheMiddle(t *testing.T) {
	s := newSite(t)
	s.publish(1, 10)
	r := run(t, &Follow{Conn: s.Conn(), After: 4}, Options{})
	r.until(metrics.FeedLive)
	r.mustHave(5, 10)
}

func TestFollowTeams(t *testing.T) {
	s := newSite(t)
	for i, team := range []string{"a", "b", "c", "a", "b", "c", "c", "c"} {
		e := message(i)
		e.Team = metrics.Text(team)
		if err := s.publisher.Publish(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.publisher.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := s.follow(feed.TeamFilter("a"), feed.TeamFilter("b"), feed.TeamFilter("nobody"))
	r.until(metrics.FeedLive)
	r.untilApplied(4)
	got := map[string]bool{}
	for _, id := range r.applied() {
		got[id] = true
	}
	if len(r.applied()) != 4 || !got["e0"] || !got["e1"] || !got["e3"] || !got["e4"] {
		t.Errorf("applied %v", r.applied())
	}
	if n := len(s.consumers()); n != 3 {
		t.Errorf("%d consumers", n)
	}
}

func TestFollowServerThatComesLater(t *testing.T) {
	s := newSite(t)
	s.publish(1, 3)
	url := s.URL()
	s.Stop()
	c, err := feed.Connect(feed.ConnectOptions{
		Server: url, Bare: true,
		Options: []nats.Option{nats.ReconnectWait(10 * time.Millisecond), nats.ReconnectJitter(0, 0)},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	r := run(t, &Follow{Conn: c}, Options{})
	natstest.Eventually(t, "it says what it waits for", func() bool { return r.view().Feed.Text == "no server answers yet" })
	if state := r.view().Feed.State; state != metrics.FeedConnecting {
		t.Errorf("state %v", state)
	}
	s.Restart()
	r.until(metrics.FeedLive)
	r.mustHave(1, 3)
}

func TestFollowWithoutRights(t *testing.T) {
	for name, c := range map[string]struct {
		allow []string
		want  string
	}{
		"stream":   {[]string{"x"}, `not allowed: nats: permissions violation: Permissions Violation for Publish to "$JS.API.STREAM.INFO.CHAT"`},
		"consumer": {[]string{"$JS.API.STREAM.INFO.>"}, `Publish to "$JS.API.CONSUMER.CREATE.CHAT.`},
	} {
		t.Run(name, func(t *testing.T) {
			r := run(t, &Follow{Conn: guardedSite(t, c.allow)}, Options{})
			r.until(metrics.FeedFailed)
			if text := r.view().Feed.Text; !strings.Contains(string(text), c.want) {
				t.Errorf("text %q", text)
			}
		})
	}
}

func TestFollowWithoutJetStream(t *testing.T) {
	ns := startServer(t, &server.Options{})
	r := run(t, &Follow{Conn: connectAs(t, ns, "")}, Options{Words: Chinese})
	r.until(metrics.FeedFailed)
	if text := r.view().Feed.Text; !strings.Contains(string(text), "--subject") {
		t.Errorf("text %q", text)
	}
}

func TestFollowMalformedPayloads(t *testing.T) {
	s := newSite(t)
	s.publish(1, 5)
	bad := malformed()
	for _, payload := range bad {
		if _, err := s.js.Publish(t.Context(), "chat.v1.a.b.c.d", []byte(payload)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.js.Publish(t.Context(), "chat.v1.a.b.c.d", []byte(`{"id":"x","type":"coffee.brewed","time":1}`)); err != nil {
		t.Fatal(err)
	}
	s.publish(6, 10)
	r := s.follow()
	r.until(metrics.FeedLive)
	r.mustHave(1, 10)
	natstest.Eventually(t, "everything is counted", func() bool {
		f := r.view().Feed
		return f.Malformed == uint64(len(bad)) && f.Unknown == 1 && f.Events == 10 && f.Sequence == uint64(len(bad)+11)
	})
	for _, sample := range r.Malformed() {
		if strings.ContainsRune(fmt.Sprint(sample), '\x1b') {
			t.Errorf("sample %+v", sample)
		}
	}
}
