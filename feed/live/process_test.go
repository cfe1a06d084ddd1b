package live

import (
	"testing"

	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func TestFollowAcrossAKilledServer(t *testing.T) {
	p := natstest.StartProcess(t, natstest.ProcessOptions{})
	s := newSiteOn(t, p.Conn, 1)
	s.publish(1, 50)
	r := s.follow()
	r.until(metrics.FeedLive)
	const total = 1500
	published := make(chan struct{})
	go func() {
		defer close(published)
		s.publish(51, total)
	}()
	for round := range 2 {
		r.untilApplied(100 + round*total/2)
		p.Kill()
		r.untilSaid(metrics.FeedLost, English.Lost)
		p.Start()
		r.until(metrics.FeedLive)
	}
	<-published
	r.untilApplied(total)
	r.mustEnd(1, total)
	r.mustNotHaveSaid("failed")
}

// A server whose limit is reached stores nothing more: the screen stays live,
// what it shows grows old. Publishers try again until somebody makes room.
func TestFollowAcrossAServerWithoutRoom(t *testing.T) {
	p := natstest.StartProcess(t, natstest.ProcessOptions{MaxStore: 4 << 20})
	s := &site{t: t, dial: p.Conn, js: p.Conn().JetStream()}
	unlimited(t, s.js)
	s.publisher = newPublisher(t, p.Conn().Conn)
	s.publish(1, 50)
	r := s.follow()
	r.untilApplied(50)
	r.until(metrics.FeedLive)
	s.crowd(4 << 20)

	published := make(chan struct{})
	go func() {
		defer close(published)
		s.publish(51, 100)
	}()
	natstest.Eventually(t, "the publisher says why it waits", func() bool { return s.publisher.Stats().Trouble != "" })
	if f := r.view().Feed; f.State != metrics.FeedLive || f.LastEvent != message(50).Time {
		t.Errorf("%+v", f)
	}
	p.Restart(1 << 30)
	<-published
	r.untilApplied(100)
	r.until(metrics.FeedLive)
	r.mustEnd(1, 100)
	if said := s.publisher.Stats(); said.Refused != 0 || said.Stored != 100 {
		t.Errorf("%+v", said)
	}
}
