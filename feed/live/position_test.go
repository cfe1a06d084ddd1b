package live

import (
	"context"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// A consumer that began at what is new would lose what came while it was reset:
// each names the sequence at which it begins, acknowledges nothing, and stays in
// memory.
func TestConsumersNameWhereTheyBegin(t *testing.T) {
	s := newSite(t)
	s.publish(1, 10)
	r := s.follow()
	check := func(start uint64) {
		t.Helper()
		natstest.Eventually(t, "there is one consumer", func() bool { return len(s.consumers()) == 1 })
		c, err := s.stream().Consumer(t.Context(), s.consumers()[0])
		if err != nil {
			t.Fatal(err)
		}
		config := c.CachedInfo().Config
		if config.DeliverPolicy != jetstream.DeliverByStartSequencePolicy || config.OptStartSeq != start ||
			config.AckPolicy != jetstream.AckNonePolicy || !config.MemoryStorage || config.InactiveThreshold != idleConsumer {
			t.Errorf("%+v", config)
		}
	}
	r.untilApplied(10)
	check(1)
	s.deleteConsumers()
	s.publish(11, 12)
	r.untilApplied(12)
	check(11)
	r.mustEnd(1, 12)
}

// A consumer that goes before anything came begins where it would have.
func TestFollowAcrossAConsumerDeletedBeforeItsFirstMessage(t *testing.T) {
	s := newSite(t)
	r := s.follow()
	r.until(metrics.FeedLive)
	s.deleteConsumers()
	s.publish(1, 20)
	r.untilApplied(20)
	r.mustEnd(1, 20)
	r.mustNotHaveSaid("lost")
}

// Sequences that the stream does not have are no gap: nothing was stored there,
// or it was removed before anybody read it and Missing says so.
func TestFollowAcrossASequenceGap(t *testing.T) {
	s := newSite(t)
	s.publish(1, 10)
	for i := range 10 { // in the middle, of a team that goes
		e := message(100 + i)
		e.Team = "gone"
		if err := s.publisher.Publish(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	s.publish(11, 20)
	if err := s.stream().Purge(t.Context(), jetstream.WithPurgeSubject("chat.v1.gone.>")); err != nil {
		t.Fatal(err)
	}
	r := s.follow()
	r.until(metrics.FeedLive)
	if f := r.view().Feed; f.Sequence != 30 || f.Text != "" || f.KnownSince != 0 {
		t.Errorf("%+v", f)
	}
	r.mustEnd(1, 20)
}

// What is purged under a screen that has read it stays on the screen.
func TestFollowAcrossAPurgeOfWhatWasRead(t *testing.T) {
	s := newSite(t)
	s.publish(1, 20)
	r := s.follow()
	r.until(metrics.FeedLive)
	r.untilApplied(20)
	if err := s.stream().Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.deleteConsumers() // and a new session looks
	s.publish(21, 30)
	r.untilApplied(30)
	r.until(metrics.FeedLive)
	r.mustEnd(1, 30)
	r.mustNotHaveSaid("removed")
}

// A server that came back from an old copy of its disk has a stream that ends
// earlier: what the floor knows beyond is void.
func TestFollowATruncatedStream(t *testing.T) {
	old := natstest.StartProcess(t, natstest.ProcessOptions{Dir: t.TempDir()})
	s := newSiteOn(t, old.Conn, 1)
	s.publish(1, 10)
	old.Kill()
	old.Keep()
	old.Start()
	s.publish(11, 60)
	r := s.follow()
	r.until(metrics.FeedLive)
	r.untilApplied(60)
	old.Kill()
	old.Rewind()
	old.Start()
	r.untilSaid(metrics.FeedLive, "stream CHAT ends earlier than it did")
	r.mustHave(1, 10)
	natstest.Eventually(t, "the publisher is connected", s.js.Conn().IsConnected)
	s.publish(11, 20)
	r.untilApplied(20)
	r.mustEnd(1, 20)
	if r.recorder.floors != 2 {
		t.Errorf("%d floors", r.recorder.floors)
	}
}

// A stream that drops its oldest events at its limit takes nothing from a screen
// that has read them; one that starts then says since when it knows.
func TestFollowAStreamAtItsLimit(t *testing.T) {
	s := newSite(t)
	config := s.stream().CachedInfo().Config
	config.MaxBytes, config.Compression = 64<<10, jetstream.NoCompression
	if _, err := s.js.UpdateStream(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	r := s.follow()
	const total = 600
	for i := 1; i <= total; i += 50 {
		s.publish(i, i+49)
		r.untilApplied(i + 49)
	}
	info, err := s.stream().Info(t.Context())
	if err != nil || info.State.FirstSeq < 100 {
		t.Fatalf("the stream dropped nothing: %+v, %v", info.State, err)
	}
	r.mustNotHaveSaid("removed")
	late := s.follow()
	late.until(metrics.FeedLive)
	if f := late.view().Feed; f.KnownSince != metrics.TimeOf(info.State.FirstTime) {
		t.Errorf("known since %v, the stream since %v", f.KnownSince.Std(), info.State.FirstTime)
	}
	late.end()
	late.mustHave(int(info.State.FirstSeq), total)
	r.mustEnd(1, total)
}

// An event that is stored twice, as a gateway does that repeats itself after the
// server has forgotten the id, counts once; so does one that is told twice.
func TestFollowDuplicates(t *testing.T) {
	s := newSite(t)
	s.publish(1, 100)
	for i := 41; i <= 60; i++ { // without an id, as one that the server forgot
		e := message(i)
		data, err := feed.Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.js.PublishMsg(t.Context(), &nats.Msg{Subject: feed.Subject(e), Data: data}); err != nil {
			t.Fatal(err)
		}
	}
	r := s.follow()
	r.until(metrics.FeedLive)
	natstest.Eventually(t, "the duplicates are counted", func() bool { f := r.view().Feed; return f.Duplicates == 20 && f.Events == 100 })
	if f := r.view().Feed; f.Conflicts != 0 || f.Malformed != 0 || f.Sequence != 120 {
		t.Errorf("%+v", f)
	}
	r.end()
	r.mustReport(1, 100)
}

// Events that come again from the beginning, as to a screen whose place was
// lost, change nothing.
func TestFollowRedelivery(t *testing.T) {
	s := newSite(t)
	s.publish(1, 100)
	again := make(chan struct{})
	r := run(t, script(func(ctx context.Context, in *Inbox) {
		first, stop := context.WithCancel(ctx)
		go func() {
			<-again
			stop()
		}()
		(&Follow{Conn: s.Conn()}).Run(first, in)
		(&Follow{Conn: s.Conn()}).Run(ctx, in)
	}), Options{})
	r.untilApplied(100)
	close(again)
	r.untilApplied(200)
	natstest.Eventually(t, "the duplicates are counted", func() bool { f := r.view().Feed; return f.Duplicates == 100 && f.Events == 100 })
	r.end()
	r.mustReport(1, 100)
}
