package live

import (
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// away makes a follower, lets it read, and returns while it is disconnected for
// long enough to change the stream.
func (s *site) away(read int) *running {
	s.t.Helper()
	s.publish(1, read)
	c := s.Conn(nats.ReconnectWait(400 * time.Millisecond))
	r := run(s.t, &Follow{Conn: c}, Options{Zone: metrics.Shanghai})
	r.until(metrics.FeedLive)
	r.untilApplied(read)
	s.Stop()
	r.until(metrics.FeedLost)
	natstest.Eventually(s.t, "the others have noticed", func() bool { return !s.js.Conn().IsConnected() })
	s.Restart()
	natstest.Eventually(s.t, "the others are connected", s.js.Conn().IsConnected)
	return r
}

func TestFollowPurgedStream(t *testing.T) {
	s := newSite(t)
	r := s.away(10)
	s.publish(11, 20)
	if err := s.stream().Purge(t.Context(), jetstream.WithPurgeKeep(2)); err != nil {
		t.Fatal(err)
	}
	r.until(metrics.FeedLive)
	r.untilApplied(12)
	s.publish(21, 22)
	r.untilApplied(14)
	got := r.applied()
	if want := "e10 e19 e20 e21 e22"; strings.Join(got[9:], " ") != want || r.recorder.floors != 1 {
		t.Errorf("applied %v on %d floors", got, r.recorder.floors)
	}
	if text := r.view().Feed.Text; !strings.Contains(string(text), "were removed before they were read") {
		t.Errorf("text %q", text)
	}
}

func TestFollowPurgedStreamThatWasRead(t *testing.T) {
	s := newSite(t)
	r := s.away(10)
	if err := s.stream().Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.until(metrics.FeedLive)
	s.publish(11, 12)
	r.untilApplied(12)
	r.mustHave(1, 12)
	if text := r.view().Feed.Text; text != "" {
		t.Errorf("text %q", text)
	}
}

func TestFollowStreamMadeAnewWhileAway(t *testing.T) {
	s := newSite(t)
	r := s.away(10)
	if err := s.js.DeleteStream(t.Context(), feed.StreamName); err != nil {
		t.Fatal(err)
	}
	s.setup()
	s.publish(101, 105) // fewer than were read
	natstest.Eventually(t, "a new floor", func() bool { return r.count() == 5 })
	r.mustHave(101, 105)
	r.until(metrics.FeedLive)
	natstest.Eventually(t, "the new events are counted", func() bool { return r.view().Feed.Events == 5 })
	if text := r.view().Feed.Text; !strings.Contains(string(text), "CHAT was created anew") {
		t.Errorf("text %q", text)
	}
}

func TestFollowStreamDeletedUnderTheReader(t *testing.T) {
	s := newSite(t)
	s.publish(1, 10)
	r := s.follow()
	r.untilApplied(10)
	if err := s.js.DeleteStream(t.Context(), feed.StreamName); err != nil {
		t.Fatal(err)
	}
	r.until(metrics.FeedFailed)
	if text := r.view().Feed.Text; !strings.Contains(string(text), "floorwalker setup") {
		t.Errorf("text %q", text)
	}
	s.setup()
	s.publish(101, 105)
	r.until(metrics.FeedLive)
	natstest.Eventually(t, "a new floor", func() bool { return r.count() == 5 })
	r.mustHave(101, 105)
}

func TestFollowFromBeyondTheEnd(t *testing.T) {
	s := newSite(t)
	s.publish(1, 10)
	r := run(t, &Follow{Conn: s.Conn(), After: 1000}, Options{})
	r.until(metrics.FeedLive)
	r.untilApplied(10)
	r.mustHave(1, 10)
	if text := r.view().Feed.Text; !strings.Contains(string(text), "ends earlier") {
		t.Errorf("text %q", text)
	}
}

func TestFollowKnowsSinceWhen(t *testing.T) {
	s := newSite(t)
	s.publish(1, 10)
	if err := s.stream().Purge(t.Context(), jetstream.WithPurgeSequence(6)); err != nil {
		t.Fatal(err)
	}
	first := metrics.TimeOf(s.stream().CachedInfo().State.FirstTime)
	r := s.follow()
	r.until(metrics.FeedLive)
	r.mustHave(6, 10)
	if f := r.view().Feed; f.KnownSince != first || f.Text != "" {
		t.Errorf("known since %v, want %v; %q", f.KnownSince, first, f.Text)
	}
}

func TestFollowWithoutStream(t *testing.T) {
	s := newSite(t)
	if err := s.js.DeleteStream(t.Context(), feed.StreamName); err != nil {
		t.Fatal(err)
	}
	r := s.follow()
	r.until(metrics.FeedFailed)
	if text := r.view().Feed.Text; text != "there is no stream CHAT: floorwalker setup creates it" {
		t.Errorf("text %q", text)
	}
	s.setup()
	r.until(metrics.FeedLive)
}
