package live

import (
	"testing"

	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// What is dated far ahead of the broker's stamp is left out, whatever it says of
// its reception: else it would be the newest event for ever, and no feed would
// look old any more.
func TestEventsFromTheFutureAreLeftOut(t *testing.T) {
	s := newSite(t)
	now := metrics.TimeOf(s.stream().CachedInfo().TimeStamp)
	publish := func(i int, ahead, received metrics.Span) {
		t.Helper()
		e := message(i)
		e.Time = now.Add(ahead)
		if received != 0 {
			e.Received = now.Add(received)
		}
		if err := s.publisher.Publish(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	const century = 36_525 * metrics.Day
	publish(1, -metrics.Minute, 0)
	publish(2, century, 0)
	publish(3, century, century)
	publish(4, 20*metrics.Minute, 0)
	publish(5, 5*metrics.Minute, 0)            // a clock that is not quite right
	publish(6, 5*metrics.Minute, -metrics.Day) // its gateway says so itself
	if err := s.publisher.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := s.follow()
	r.until(metrics.FeedLive)
	natstest.Eventually(t, "all is read", func() bool { return r.view().Feed.Sequence == 6 })
	if f := r.view().Feed; f.Events != 2 || f.LastEvent != now.Add(5*metrics.Minute) || f.Malformed != 0 {
		t.Errorf("%+v", f)
	}
	last := metrics.TimeOf(s.stream().CachedInfo().State.LastTime)
	natstest.Eventually(t, "a while has passed", func() bool { return r.view().Now > last.Add(50) })
	then := r.view().Now
	past := s.travel(PastOptions{})
	past.Seek(then)
	if f := past.at(then).Feed; f.Events != 2 {
		t.Errorf("in the past: %+v", f)
	}
}
