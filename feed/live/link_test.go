package live

import (
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// pinged finds a dead link soon, where the program's own 20 s would take too
// long for a test.
var pinged = nats.PingInterval(300 * time.Millisecond)

// A link that swallows everything is found dead by the pings, and the next
// connection goes on where it stopped.
func TestFollowAcrossADeadLink(t *testing.T) {
	s := newSite(t)
	link := natstest.StartProxy(t, s.URL())
	s.publish(1, 100)
	r := run(t, &Follow{Conn: natstest.Dial(t, link.URL(), pinged)}, Options{})
	r.until(metrics.FeedLive)
	r.untilApplied(100)
	link.Swallow(true)
	s.publish(101, 200)
	r.untilSaid(metrics.FeedLost, English.Lost)
	if n := r.count(); n != 100 {
		t.Errorf("%d events came through a dead link", n)
	}
	link.Swallow(false)
	r.until(metrics.FeedLive)
	r.untilApplied(200)
	r.mustEnd(1, 200)
	r.mustNotHaveSaid("failed")
}

// The link dies in the middle of the history.
func TestFollowHistoryAcrossADeadLink(t *testing.T) {
	s := newSite(t)
	const total = 5000
	s.fill(1, total)
	link := natstest.StartProxy(t, s.URL())
	r := run(t, &Follow{Conn: natstest.Dial(t, link.URL(), pinged)}, Options{})
	r.untilApplied(1)
	link.Swallow(true)
	r.until(metrics.FeedLost)
	link.Swallow(false)
	r.untilApplied(total)
	r.until(metrics.FeedLive)
	r.mustEnd(1, total)
}
