//go:build full && unix

package live

import (
	"syscall"
	"testing"
	"time"

	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// A server that stands still for a moment is not noticed, and nothing is lost.
func TestFollowAcrossAServerThatStopsForFiveSeconds(t *testing.T) {
	p, s, r := stoppable(t)
	p.Signal(syscall.SIGSTOP)
	time.Sleep(5 * time.Second) // shorter than two heartbeats
	p.Signal(syscall.SIGCONT)
	s.publish(101, 200)
	r.untilApplied(200)
	r.until(metrics.FeedLive)
	r.mustEnd(1, 200)
	r.mustNotHaveSaid("failed")
}

// One that stands still for longer is, although the connection stands.
func TestFollowAcrossAServerThatStops(t *testing.T) {
	p, s, r := stoppable(t)
	p.Signal(syscall.SIGSTOP)
	r.untilSaid(metrics.FeedLost, English.NoAnswer)
	since := r.view().Feed.Since
	natstest.Eventually(t, "the time goes on", func() bool { return r.view().Now.Sub(since) > metrics.Second })
	p.Signal(syscall.SIGCONT)
	r.until(metrics.FeedLive)
	s.publish(101, 200)
	r.untilApplied(200)
	r.mustEnd(1, 200)
	r.mustNotHaveSaid("failed")
}

func stoppable(t *testing.T) (*natstest.Process, *site, *running) {
	t.Helper()
	p := natstest.StartProcess(t, natstest.ProcessOptions{})
	s := newSiteOn(t, p.Conn, 1)
	s.publish(1, 100)
	r := s.follow()
	r.until(metrics.FeedLive)
	r.untilApplied(100)
	return p, s, r
}
