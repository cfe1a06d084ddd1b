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
// it says so, although it is connected to the node that is left, which did not
// lead. One that led goes on answering as if it did.
func TestFollowAcrossALostMajority(t *testing.T) {
	c, s := clustered(t)
	s.publish(1, 100)
	leader := c.Leader(feed.StreamName)
	keep := (leader + 1) % 3
	r := run(t, &Follow{Conn: c.Conn(keep)}, Options{})
	r.until(metrics.FeedLive)
	r.untilApplied(100)
	other := (leader + 2) % 3
	c.Stop(leader)
	c.Stop(other)
	r.until(metrics.FeedLost)
	if f := r.view().Feed; f.Text == "" || f.Sequence != 100 {
		t.Errorf("%+v", f)
	}
	c.Start(leader)
	c.Start(other)
	r.until(metrics.FeedLive)
	s.publish(101, 200)
	r.untilApplied(200)
	r.mustEnd(1, 200)
	r.mustNotHaveSaid("failed")
}
