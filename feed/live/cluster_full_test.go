//go:build full

package live

import (
	"testing"

	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// clustered is a site on three nodes, and a screen that is connected to the
// node that does not lead.
func clustered(t *testing.T) (*natstest.Cluster, *site) {
	t.Helper()
	c := natstest.StartCluster(t)
	s := newSiteOn(t, func(opts ...nats.Option) *feed.Conn { return c.Conn(0, opts...) }, 3)
	return c, s
}

func TestFollowAcrossLeaders(t *testing.T) {
	c, s := clustered(t)
	const total = 900
	published := make(chan struct{})
	r := s.follow()
	go func() {
		defer close(published)
		s.publish(1, total)
	}()
	for round := range 2 {
		r.untilApplied(100 + 100*round)
		leader := c.Leader(feed.StreamName)
		if _, err := s.js.Conn().Request("$JS.API.STREAM.LEADER.STEPDOWN."+feed.StreamName, nil, lookTimeout); err != nil {
			t.Error(err)
		}
		natstest.Eventually(t, "another node leads", func() bool { return c.Leader(feed.StreamName) != leader })
	}
	r.untilApplied(300)
	c.Stop(c.Leader(feed.StreamName))
	<-published
	r.untilApplied(total)
	r.until(metrics.FeedLive)
	r.mustEnd(1, total)
	r.mustNotHaveSaid("failed")
}

// Without a majority nothing can be stored: what the screen shows is stale, and
// it says so, although it is connected to the node that is left: one that did not
// lead, or the one that did, which goes on answering.
func TestFollowAcrossALostMajority(t *testing.T) {
	for name, step := range map[string]int{"a follower is left": 1, "the leader is left": 0} {
		t.Run(name, func(t *testing.T) { loseMajority(t, step) })
	}
}

// loseMajority leaves the node that is so many steps from the leader.
func loseMajority(t *testing.T, step int) {
	c, s := clustered(t)
	s.publish(1, 100)
	keep := (c.Leader(feed.StreamName) + step) % 3
	r := run(t, &Follow{Conn: c.Conn(keep)}, Options{})
	r.until(metrics.FeedLive)
	r.untilApplied(100)
	one, other := (keep+1)%3, (keep+2)%3
	c.Stop(one)
	c.Stop(other)
	r.until(metrics.FeedLost)
	if step == 0 {
		r.untilSaid(metrics.FeedLost, "most copies of stream CHAT are down: nothing new can be stored")
	}
	if f := r.view().Feed; f.Text == "" || f.Sequence != 100 {
		t.Errorf("%+v", f)
	}
	c.Start(one)
	c.Start(other)
	r.until(metrics.FeedLive)
	s.publish(101, 200)
	r.untilApplied(200)
	r.mustEnd(1, 200)
	r.mustNotHaveSaid("failed")
}
