package live

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// Events that come faster than they can be applied wait at their source: the
// inbox holds no more than it may, and nothing is lost.
func TestInboxIsBounded(t *testing.T) {
	const total = 10 * maxEntries
	var most, sent atomic.Int64
	var r *running
	measured := make(chan struct{})
	r = run(t, script(func(ctx context.Context, in *Inbox) {
		<-measured
		for i := 1; i <= total; i++ {
			if in.Event(ctx, message(i), Mark{Sequence: uint64(i)}) != nil {
				return
			}
			sent.Add(1)
		}
		in.Report(Report{State: metrics.FeedLive})
		<-ctx.Done()
	}), Options{})
	r.recorder.apply = func(*metrics.Event) {
		// What was handed over and is not applied: one batch in the loop's hands, one waiting.
		most.Store(max(most.Load(), sent.Load()-int64(r.count())))
		if r.count()%1000 == 0 { // a slow floor: the source gets as far ahead as it may
			natstest.Eventually(t, "the inbox is full, or all is sent", func() bool {
				r.inbox.mu.Lock()
				defer r.inbox.mu.Unlock()
				return len(r.inbox.entries) >= maxEntries || sent.Load() == total
			})
		}
	}
	close(measured)
	r.until(metrics.FeedLive)
	if n := most.Load(); n < maxEntries || n > 2*maxEntries {
		t.Errorf("the source was ahead by %d events, of %d that may wait", n, 2*maxEntries)
	}
	r.mustHave(1, total)
}

// heap is what is in use, in bytes.
func heap() int64 {
	runtime.GC()
	runtime.GC() // what finalizers held
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// grown is by how many bytes n events from make a floor with texts held in so
// many bytes grow, once a screen has looked.
func grown(t *testing.T, texts, n int, event func(i int) *metrics.Event) (bytes int64, f *metrics.Floor, v *metrics.View) {
	t.Helper()
	f = metrics.New(metrics.DefaultPolicy())
	f.HoldTexts(texts)
	before := heap()
	for i := range n {
		f.Apply(decoded(t, event(i)))
	}
	f.Advance(event(n).Time)
	v = f.View(metrics.Query{})
	bytes = heap() - before
	runtime.KeepAlive(f)
	return bytes, f, v
}

const heldTexts = 256 << 10

// Texts of any length take no more memory than they are given; every message
// still counts.
func TestHugeTextsAreBounded(t *testing.T) {
	const n = 800
	huge := func(i int) *metrics.Event {
		e := message(i)
		e.Text = metrics.Text(strings.Repeat("字", 2000)) + metrics.Text(fmt.Sprint(i))
		return e
	}
	bytes, f, v := grown(t, heldTexts, n, huge)
	if said := int64(n * 6000); bytes > said/4 || v.Feed.Events != n {
		t.Errorf("%d messages of %d bytes in all take %d; %d are counted", n, said, bytes, v.Feed.Events)
	}
	if dropped := f.TextsDropped(); dropped < n*3/4 || dropped >= n {
		t.Errorf("texts of %d messages were dropped, of %d", dropped, n)
	}
}

// The texts that a floor says it has dropped are those that are gone from its
// conversations, and views say how many.
func TestDroppedTextsAreCounted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := metrics.New(metrics.DefaultPolicy())
		f.HoldTexts(rapid.IntRange(8<<10, 100<<10).Draw(rt, "bytes"))
		n := rapid.IntRange(1, 150).Draw(rt, "messages")
		var last metrics.Time
		for i := range n {
			e := message(i)
			e.Sender = metrics.Sender{Kind: metrics.Agent, ID: "li"} // a buyer's last words are held twice
			e.Conversation, e.Text = "c", metrics.Text(strings.Repeat("x", rapid.IntRange(1, 6000).Draw(rt, "length")))
			f.Apply(e)
			last = e.Time
		}
		f.Advance(last)
		gone := uint64(0)
		for _, step := range f.View(metrics.Query{Story: metrics.ConversationKey{Platform: "pdd", Shop: "s1", Conversation: "c"}}).Story.Steps {
			if step.Forgotten {
				gone++
			}
		}
		if f.TextsDropped() != gone {
			rt.Fatalf("%d of %d texts are gone, %d are said to be", gone, n, f.TextsDropped())
		}
	})
}

// Views say how many texts of the last hours had to go, and nothing of older ones.
func TestViewsTellOfDroppedTexts(t *testing.T) {
	const n, recentSpan = 2000, 4 * metrics.Hour
	for _, age := range []metrics.Span{metrics.Hour, recentSpan + metrics.Hour} {
		at := metrics.TimeOf(time.Now()).Add(-age)
		r := &running{recorder: &recorder{}, tb: t, last: &metrics.View{}}
		r.start(script(func(ctx context.Context, in *Inbox) {
			for i := 1; i <= n; i++ {
				e := message(i)
				e.Time, e.Text = at.Add(metrics.Span(i)), metrics.Text(strings.Repeat("字", 1000))
				_ = in.Event(ctx, e, Mark{Sequence: uint64(i)})
			}
			in.Report(Report{State: metrics.FeedLive})
			<-ctx.Done()
		}), Options{NewFloor: func() Floor {
			f := metrics.New(metrics.DefaultPolicy())
			f.HoldTexts(heldTexts)
			return f
		}})
		r.until(metrics.FeedLive)
		dropped := r.view().Feed.TextsDropped
		if recent := age < recentSpan; r.view().Feed.Events != n || recent && (dropped < n/2 || dropped >= n) || !recent && dropped != 0 {
			t.Errorf("of %s ago: %d events, %d texts dropped", age.Std(), r.view().Feed.Events, dropped)
		}
	}
}

// A conversation that never closes costs what its messages cost, and all of them
// count.
func TestConversationThatNeverCloses(t *testing.T) {
	const n = 10_000
	bytes, _, v := grown(t, heldTexts, n, func(i int) *metrics.Event {
		e := message(i)
		e.Conversation = "c"
		return e
	})
	if each := (bytes - heldTexts) / n; each > 400 || v.Feed.Events != n {
		t.Errorf("%d bytes a message; %d are counted", each, v.Feed.Events)
	}
}

// Very many buyers, each with a conversation of his own.
func TestVeryManyBuyers(t *testing.T) {
	const n = 10_000
	bytes, _, v := grown(t, heldTexts, n, func(i int) *metrics.Event {
		e := message(0)
		e.ID, e.Conversation = metrics.Text(fmt.Sprint("e", i)), metrics.Text(fmt.Sprint("c", i))
		e.Sender.ID = metrics.Text(fmt.Sprint("u", i))
		return e
	})
	if each := (bytes - heldTexts) / n; each > 2500 || v.Counts.Waiting != n {
		t.Errorf("%d bytes a buyer; %d wait", each, v.Counts.Waiting)
	}
}

// A payload that is larger than any event is left out, and the screen says so.
func TestHugePayloadsAreCounted(t *testing.T) {
	server := natstest.Start(t)
	r := run(t, &Subscribe{Conn: server.Conn(), Subject: "chat.>"}, Options{})
	r.until(metrics.FeedLive)
	nc := server.Connect()
	for range 5 {
		if err := nc.Publish("chat.x", []byte(`{"text":"`+strings.Repeat("x", 900_000)+`"}`)); err != nil {
			t.Fatal(err)
		}
	}
	send(t, nc, "chat.x", 1)
	r.untilApplied(1)
	natstest.Eventually(t, "they are counted", func() bool { return r.view().Feed.Malformed == 5 })
	for _, sample := range r.Malformed() {
		if len(sample.Head) > 600 {
			t.Errorf("a sample of %d bytes", len(sample.Head))
		}
	}
}
