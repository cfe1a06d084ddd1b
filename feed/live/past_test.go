package live

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// travelling is a past at work over the real floor, and what it said.
type travelling struct {
	*running
	*Past

	mu      sync.Mutex
	notices []string
}

func (s *site) travel(o PastOptions) *travelling {
	s.t.Helper()
	p := &travelling{}
	o.Conn = s.dial()
	o.Say = func(notice metrics.Text) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.notices = append(p.notices, string(notice))
	}
	p.Past = NewPast(o)
	p.running = run(s.t, p.Past, Options{Zone: metrics.Shanghai})
	return p
}

// at waits until the floor stands at an instant.
func (p *travelling) at(t metrics.Time) *metrics.View {
	p.tb.Helper()
	var v *metrics.View
	natstest.Eventually(p.tb, fmt.Sprintf("the past is held at %v", t.Std()), func() bool {
		v = p.view()
		return v.Feed.Held && v.Feed.State == metrics.FeedLive && v.Now == t
	})
	return v
}

// says waits for a notice that begins so.
func (p *travelling) says(what string) {
	p.tb.Helper()
	natstest.Eventually(p.tb, "it says "+what, func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		n := len(p.notices)
		return n > 0 && strings.HasPrefix(p.notices[n-1], what)
	})
}

// figures are all of a view but how its events came.
func figures(tb testing.TB, v *metrics.View) string {
	tb.Helper()
	plain := *v
	plain.Version = 0
	plain.Feed = metrics.Feed{Events: v.Feed.Events, LastEvent: v.Feed.LastEvent, Sources: v.Feed.Sources, SourcesUp: v.Feed.SourcesUp}
	plain.Waiting = append([]metrics.Waiting{}, v.Waiting...)
	for i := range plain.Waiting {
		plain.Waiting[i].Version = 0 // counts how often the row was judged
	}
	return asJSON(tb, &plain)
}

// publishNow stores events that happened ago before now.
func (s *site) publishNow(first, last int, ago metrics.Span) {
	s.t.Helper()
	now := metrics.TimeOf(s.stream().CachedInfo().TimeStamp)
	for i := first; i <= last; i++ {
		e := message(i)
		e.Time = now.Add(metrics.Span(i-last)*metrics.Second - ago)
		if err := s.publisher.Publish(s.t.Context(), e); err != nil {
			s.t.Fatal(err)
		}
	}
	if err := s.publisher.Flush(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

// What a screen showed at an instant it shows again, whatever came after: also of
// what happened before and was stored late.
func TestPastIsWhatLiveShowed(t *testing.T) {
	s := newSite(t)
	screen := s.follow()
	screen.until(metrics.FeedLive)
	var shown []*metrics.View
	stored := 0
	for _, ago := range []metrics.Span{0, 3 * metrics.Minute, 0} {
		s.publishNow(stored+1, stored+425, ago)
		stored += 425
		last := metrics.TimeOf(s.stream().CachedInfo().State.LastTime)
		natstest.Eventually(t, "a view of all that is stored, and of a while after", func() bool {
			v := screen.view()
			return v.Feed.Events == uint64(stored) && v.Now > last.Add(50)
		})
		shown = append(shown, screen.view())
	}
	if c := shown[0].Counts; c.Waiting == 0 || asJSON(t, shown[0].Agents) == asJSON(t, shown[1].Agents) {
		t.Fatalf("nothing to tell apart: %+v", c)
	}
	past := s.travel(PastOptions{})
	for _, i := range []int{0, 1, 0, 2, 1} { // on, back, on, back
		past.Seek(shown[i].Now)
		if got, want := figures(t, past.at(shown[i].Now)), figures(t, shown[i]); got != want {
			t.Errorf("instant %d differs: %s\n%s", i, got, want)
		}
		if v := past.view(); !v.Feed.Replay {
			t.Errorf("%+v", v.Feed)
		}
	}
	past.end()
	screen.end()
	if left := s.consumers(); len(left) != 0 {
		t.Errorf("consumers left behind: %v", left)
	}
}

// What was imported is there from its own time.
func TestPastOfAnImport(t *testing.T) {
	s := newSite(t)
	s.fill(1, 600)
	past := s.travel(PastOptions{})
	past.Seek(seconds(300))
	if v := past.at(seconds(300)); v.Feed.Events != 300 {
		t.Errorf("%d events", v.Feed.Events)
	}
	past.mustHave(1, 300)
	past.Seek(seconds(450) + 500)
	past.at(seconds(450) + 500)
	past.mustHave(1, 450)
	past.Seek(seconds(20))
	past.at(seconds(20))
	past.mustHave(1, 20)
}

// Who thinks better of it on the way there is not left with half of it.
func TestPastIsInterrupted(t *testing.T) {
	const total = 20_000
	s := newSite(t)
	s.fill(1, total)
	past := s.travel(PastOptions{})
	for range 3 {
		past.Seek(seconds(total))
		natstest.Eventually(t, "it is on its way", func() bool { return past.count() > 100 && !past.view().Feed.Held })
		past.Play(1) // void
		past.Seek(seconds(20))
		past.at(seconds(20))
		past.mustHave(1, 20)
	}
}

// Lines break one after another: each is held at the instant after its last in
// time, and no later than that.
func TestPastGoesToTheNextBreach(t *testing.T) {
	s := newSite(t)
	var events []*metrics.Event
	add := func(second int, conversation string, kind metrics.SenderKind) {
		e := message(len(events))
		e.Time, e.Conversation, e.Sender.Kind = seconds(second), metrics.Text(conversation), kind
		events = append(events, e)
	}
	add(0, "lost", metrics.Buyer)
	add(60, "saved", metrics.Buyer)
	add(200, "late", metrics.Buyer)
	add(240, "saved", metrics.Agent) // in the last instant
	add(250, "lost", metrics.Agent)
	add(3000, "after", metrics.Buyer)
	for _, e := range events {
		if err := s.publisher.Publish(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.publisher.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	past := s.travel(PastOptions{Clock: func() metrics.Time { return seconds(3100) }})
	past.Seek(seconds(10))
	past.at(seconds(10))
	for _, want := range []metrics.Time{seconds(180) + 1, seconds(380) + 1, seconds(500) + 1, seconds(1100) + 1} {
		past.NextBreach()
		past.at(want)
	}
	past.NextBreach()
	past.says("no other line broke until 03-10 ")
	past.at(seconds(3100))
}

func TestPastPlays(t *testing.T) {
	s := newSite(t)
	s.fill(1, 600)
	past := s.travel(PastOptions{Clock: func() metrics.Time { return seconds(600) }})
	past.Seek(seconds(100))
	past.Play(1000) // waits for the seek
	natstest.Eventually(t, "time passes", func() bool { f := past.view(); return f.Feed.Speed == 1000 && f.Now > seconds(150) })
	past.Play(0)
	natstest.Eventually(t, "time stands", func() bool { return past.view().Feed.Held })
	if v := past.view(); v.Now >= seconds(600) || v.Feed.Events != uint64(v.Now.Sub(seconds(0))/metrics.Second) {
		t.Errorf("%v, %d events", v.Now.Std(), v.Feed.Events)
	}
	past.Play(10000)
	past.says("what was the present when this past was opened: 03-10 ")
	past.at(seconds(600))
	past.mustHave(1, 600)
}

// What cannot be done is said, and the floor stays where it was.
func TestPastSaysWhatItDoesNotHold(t *testing.T) {
	s := newSite(t)
	s.publishNow(1, 10, 0)
	if err := s.stream().Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.publishNow(11, 20, 0)
	first := metrics.TimeOf(s.stream().CachedInfo().State.FirstTime)
	past := s.travel(PastOptions{})
	past.NextBreach()
	past.Play(10)
	past.Seek(first.Add(-metrics.Hour))
	past.says("the stream holds nothing of ")
	if v := past.view(); v.Feed.State != metrics.FeedConnecting {
		t.Errorf("%+v", v.Feed)
	}
	past.Seek(first)
	v := past.at(first)
	if v.Feed.KnownSince != first {
		t.Errorf("%+v", v.Feed)
	}
	past.Seek(first.Add(metrics.Hour))
	past.says(clockTime(first.Add(metrics.Hour), metrics.Shanghai) + " has not come yet")
	past.at(first)
	s.Stop()
	natstest.Eventually(t, "the connection is gone", func() bool { return !past.conn.IsConnected() })
	past.Seek(first.Add(-metrics.Second))
	past.says("the connection to the server is gone")
	past.at(first)
}
