package live

import (
	"testing"

	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func TestFollowAcrossRestartsInHistory(t *testing.T) {
	s := newSite(t)
	const total = 5_000
	s.fill(1, total)
	r := s.follow()
	for round := range 3 {
		r.untilApplied(1 + round*total/4)
		s.Restart()
	}
	r.untilApplied(total)
	r.until(metrics.FeedLive)
	r.mustEnd(1, total)
}

func TestFollowAcrossRestartsLive(t *testing.T) {
	s := newSite(t)
	r := s.follow()
	r.until(metrics.FeedLive)
	const total = 3000
	published := make(chan struct{})
	go func() {
		defer close(published)
		s.publish(1, total)
	}()
	for round := range 3 {
		r.untilApplied(1 + round*total/4)
		s.Stop()
		r.until(metrics.FeedLost)
		if v := r.view(); v.Feed.Text != "the connection to the server is gone" || v.Feed.Since == 0 || v.Now.Sub(v.Feed.Since) < 0 {
			t.Errorf("lost since %v, now %v: %q", v.Feed.Since, v.Now, v.Feed.Text)
		}
		s.Restart()
		natstest.Eventually(t, "the feed is back", func() bool { return r.view().Feed.State != metrics.FeedLost })
	}
	<-published
	r.untilApplied(total)
	r.until(metrics.FeedLive)
	r.mustEnd(1, total)
	if r.recorder.backward || r.recorder.floors != 1 {
		t.Errorf("time ran backwards: %v, floors: %d", r.recorder.backward, r.recorder.floors)
	}
}

func TestFollowAcrossDeletedConsumers(t *testing.T) {
	s := newSite(t)
	const history = 4_000
	s.fill(1, history)
	r := s.follow()
	for round := range 3 {
		r.untilApplied(1 + round*history/4)
		s.deleteConsumers()
	}
	r.untilApplied(history)
	for i := range 3 {
		s.publish(history+i*10+1, history+i*10+5)
		s.deleteConsumers()
		s.publish(history+i*10+6, history+i*10+10)
	}
	r.untilApplied(history + 30)
	natstest.Eventually(t, "one consumer is left", func() bool { return len(s.consumers()) == 1 })
	r.mustEnd(1, history+30)
	r.mustNotHaveSaid("failed")
	r.mustNotHaveSaid("lost")
}

func TestFollowAcrossForcedReconnects(t *testing.T) {
	s := newSite(t)
	s.publish(1, 100)
	c := s.Conn()
	r := run(t, &Follow{Conn: c}, Options{})
	for i := range 3 {
		r.untilApplied(100 + i*100)
		if err := c.ForceReconnect(); err != nil {
			t.Fatal(err)
		}
		s.publish(101+i*100, 200+i*100)
	}
	r.untilApplied(400)
	r.until(metrics.FeedLive)
	r.mustEnd(1, 400)
	r.mustNotHaveSaid("failed")
}
