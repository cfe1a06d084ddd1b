package live

import (
	"runtime"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// A server that says goodbye before it stops is lost like any other, and found
// again.
func TestFollowAcrossALameDuck(t *testing.T) {
	options := server.Options{
		Port: natstest.FreePort(t), JetStream: true, StoreDir: t.TempDir(),
		LameDuckDuration: 200 * time.Millisecond, LameDuckGracePeriod: 10 * time.Millisecond,
	}
	ns := startServer(t, &options)
	s := newSiteOn(t, func(opts ...nats.Option) *feed.Conn { return natstest.Dial(t, ns.ClientURL(), opts...) }, 1)
	s.publish(1, 100)
	r := s.follow()
	r.until(metrics.FeedLive)
	r.untilApplied(100)
	ns.LameDuckShutdown()
	ns.WaitForShutdown()
	r.untilSaid(metrics.FeedLost, English.Lost)
	startServer(t, &options)
	r.until(metrics.FeedLive)
	s.publish(101, 200)
	r.untilApplied(200)
	r.mustEnd(1, 200)
	r.mustNotHaveSaid("failed")
}

// A connection that is closed or drained while its consumer is being reset says
// so and ends; nothing hangs.
func TestFollowOverAConnectionThatCloses(t *testing.T) {
	for name, end := range map[string]func(*site, *feed.Conn){
		"closed in a reset": func(s *site, c *feed.Conn) {
			s.deleteConsumers()
			c.Close()
		},
		"closed in an outage": func(s *site, c *feed.Conn) {
			s.Stop()
			c.Close()
		},
		"drained": func(_ *site, c *feed.Conn) { _ = c.Drain() },
		"drained in an outage": func(s *site, c *feed.Conn) {
			s.Stop()
			_ = c.Drain()
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.publish(1, 20)
			c := s.Conn()
			r := run(t, &Follow{Conn: c}, Options{})
			r.until(metrics.FeedLive)
			r.untilApplied(20)
			end(s, c)
			r.untilSaid(metrics.FeedLost, English.Lost)
			r.mustEnd(1, 20)
		})
	}
}

// Two screens of one supervisor, of the same user and the same inbox, each read
// everything and leave the other's consumer alone.
func TestTwoScreensOfOneUser(t *testing.T) {
	options := server.Options{
		JetStream: true, StoreDir: t.TempDir(),
		Users: []*server.User{{Username: "li", Password: "secret"}},
	}
	ns := startServer(t, &options)
	screen := func(...nats.Option) *feed.Conn { return connectAs(t, ns, "li") }
	s := newSiteOn(t, screen, 1)
	s.publish(1, 100)
	a, b := s.follow(), s.follow()
	a.untilApplied(100)
	b.untilApplied(100)
	a.until(metrics.FeedLive)
	b.until(metrics.FeedLive)
	if n := len(s.consumers()); n != 2 {
		t.Errorf("%d consumers", n)
	}
	s.publish(101, 150)
	a.untilApplied(150)
	a.mustEnd(1, 150)
	s.publish(151, 200)
	b.untilApplied(200)
	b.mustEnd(1, 200)
	b.mustNotHaveSaid("lost")
	natstest.Eventually(t, "both took their consumers with them", func() bool { return len(s.consumers()) == 0 })
}

// A bad night leaves nothing behind, here or on the server.
func TestFiftyReconnects(t *testing.T) {
	s := newSite(t)
	c := s.Conn()
	r := run(t, &Follow{Conn: c}, Options{})
	r.until(metrics.FeedLive)
	s.publish(1, 1)
	r.untilApplied(1)
	before := runtime.NumGoroutine()
	const rounds = 50
	for i := range rounds {
		if err := c.ForceReconnect(); err != nil {
			t.Fatal(err)
		}
		s.publish(2+i, 2+i)
		r.untilApplied(2 + i)
	}
	r.until(metrics.FeedLive)
	natstest.Eventually(t, "one consumer is left", func() bool { return len(s.consumers()) == 1 })
	natstest.Eventually(t, "no goroutine was left", func() bool { return runtime.NumGoroutine() <= before })
	r.mustEnd(1, 1+rounds)
	r.mustNotHaveSaid("failed")
}
