package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// DaysPart is the part of Run that measures a floor with weeks behind it. It takes
// some minutes.
const DaysPart = "days"

// A floor with weeks behind it: 40,000 conversations of ten events a day, among
// 500 agents, and in the end 50,000 that are open.
const (
	daysAgents = 500
	daysTalks  = 40_000
	daysEvents = 10 // of a conversation
	daysOpen   = 50_000
	daysTail   = 100_000
)

// weeks is such a floor in the making.
type weeks struct {
	dir   string
	days  *live.Segments
	floor *metrics.Floor
	rand  *rand.Rand
	at    metrics.Time // the clock
	n     int          // events so far
	slow  time.Duration
}

func newWeeks(dir string) *weeks {
	w := &weeks{dir: dir, days: live.OpenSegments(filepath.Join(dir, "days")), rand: rand.New(rand.NewPCG(1, 2))}
	w.floor = metrics.New(metrics.DefaultPolicy())
	w.floor.SealInto(w.days)
	return w
}

// talk is conversation c of a day, which begins at an instant. The last event
// closes it; open leaves it to wait.
func (w *weeks) talk(day, c int, begins metrics.Time, open bool) []metrics.Event {
	shop := metrics.ShopKey{Platform: "pdd", Shop: textOf("flagship-%02d", c%12)}
	events := make([]metrics.Event, 0, daysEvents)
	at := begins
	for i := range daysEvents {
		e := metrics.Event{
			ID: textOf("pdd:%d-%d-%d", day, c, i), Type: metrics.MessageCreated, Time: at, Platform: shop.Platform, Shop: shop.Shop,
			Team: textOf("team-%d", c%6), Conversation: textOf("c%d-%d", day, c), Digest: w.rand.Uint64(),
			Text: "亲,这件连衣裙什么时候发货呀?",
		}
		agent := textOf("a%d", c%daysAgents)
		switch {
		case i == daysEvents-1 && !open:
			e.Type, e.Text = metrics.ConversationClosed, ""
		case i == 0:
			e.Type, e.Agent, e.Text = metrics.ConversationAssigned, agent, ""
		case i%2 == 1:
			e.Sender = metrics.Sender{Kind: metrics.Buyer, ID: textOf("u%d-%d", day, c), Name: "爱吃西瓜的小鱼"}
		default:
			e.Sender = metrics.Sender{Kind: metrics.Agent, ID: agent, Name: "小林"}
		}
		events = append(events, e)
		at = at.Add(metrics.Span(5+w.rand.IntN(90)) * metrics.Second)
	}
	return events
}

func textOf(format string, args ...any) metrics.Text {
	return text.Clean(fmt.Sprintf(format, args...))
}

// day plays one, as a loop would: judging and packing in pieces. The longest of
// them is how long a view can be held up.
func (w *weeks) day(number int, midnight metrics.Time) {
	for n := range daysAgents {
		for k := range 4 {
			w.apply(&metrics.Event{
				ID: textOf("status-%d-%d-%d", number, n, k), Type: metrics.AgentStatusChanged, Platform: "pdd", Team: textOf("team-%d", n%6),
				Time: midnight.Add(metrics.Span(8+4*k) * metrics.Hour), Agent: textOf("a%d", n), Presence: metrics.Presence(1 + k%3),
			})
		}
	}
	begin := midnight.Add(8 * metrics.Hour)
	for c := range daysTalks {
		begins := begin.Add(metrics.Span(c) * (14 * metrics.Hour) / daysTalks)
		w.clock(begins)
		events := w.talk(number, c, begins, false)
		for i := range events {
			w.apply(&events[i])
		}
	}
}

func (w *weeks) apply(e *metrics.Event) {
	w.floor.Apply(e)
	if w.n++; w.n%2048 == 0 {
		w.settle()
	}
	if w.n%50_000 == 0 {
		w.pack()
	}
}

func (w *weeks) clock(now metrics.Time) {
	if now.Sub(w.at) >= metrics.Second {
		w.at = now
		w.piece(func() { w.floor.Advance(now) })
	}
}

func (w *weeks) settle() {
	for more := true; more; {
		w.piece(func() { more = w.floor.Settle(16) > 0 })
	}
}

func (w *weeks) pack() {
	for more := true; more; {
		w.piece(func() { more = w.floor.Seal(64) })
	}
}

// piece times what cannot be interrupted.
func (w *weeks) piece(do func()) time.Duration {
	begun := time.Now()
	do()
	took := time.Since(begun)
	w.slow = max(w.slow, took)
	return took
}

func measureDays(ctx context.Context, o *Options) ([]Figure, error) {
	w := newWeeks(filepath.Join(o.Dir, "weeks"))
	defer func() { _ = w.days.Close() }() // they are inside a folder that goes anyway
	var all []Figure
	add := func(name string, value float64, unit string, budget float64) {
		all = append(all, Figure{Name: name, Value: value, Unit: unit, Budget: budget, AtLeast: budget == 0})
	}
	today := metrics.Shanghai.Date(metrics.TimeOf(time.Now())) - 1
	cpu := cpuTime()
	for d := range 37 {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		midnight := metrics.Shanghai.Midnight(today - 36 + metrics.Date(d))
		w.slow = 0
		w.clock(midnight.Add(metrics.Second))
		view := w.piece(func() { w.floor.View(metrics.Query{}) })
		w.settle()
		w.pack()
		if d == 36 {
			add("midnight: the longest piece of work, packing the day before among it", milliseconds(w.slow), "ms", 50)
			add("midnight: the first view after it", milliseconds(view), "ms", 50)
		}
		w.day(d, midnight)
	}
	now := metrics.Shanghai.Midnight(today + 1).Add(-metrics.Hour)
	for c := range daysOpen {
		events := w.talk(99, c, now.Add(-metrics.Span(1+w.rand.IntN(int(2*metrics.Hour)))), true)
		for i := range events[:2+c%3] {
			w.apply(&events[i])
		}
	}
	w.clock(now)
	w.settle()
	w.pack()
	w.floor.View(metrics.Query{})
	add("events in 36 days and today", float64(w.n)/1e6, "M", 0)
	add("applied, judged and packed, each", micros(cpuTime()-cpu)/float64(w.n), "us", 0)
	add("waiting and open conversations on the floor", float64(w.floor.View(metrics.Query{}).Counts.Waiting), "", 0)
	add("packed", float64(w.floor.Packed()), "", 0)
	add("live on the heap", heap()/1e6, "MB", 0)
	late, batch := w.late(today)
	add("a late event into a day three weeks back, until the view", milliseconds(late), "ms", 50)
	add("a thousand of them", milliseconds(batch), "ms", 1000)
	saved, err := w.save(o, today)
	if err != nil {
		return all, err
	}
	add("checkpoint", float64(len(saved.Facts))/1e6, "MB", 0)
	w.floor = nil
	runtime.GC()
	debug.FreeOSMemory()
	more, err := w.restart(ctx, o, saved, now)
	return append(all, more...), err
}

// late sends a late event, and then a thousand, three weeks back.
func (w *weeks) late(today metrics.Date) (one, thousand time.Duration) {
	send := func(from, to int) time.Duration {
		begun := time.Now()
		for i := from; i < to; i++ {
			day := 14 + i%5
			midnight := metrics.Shanghai.Midnight(today - 36 + metrics.Date(day))
			c := i * 37
			w.floor.Apply(&metrics.Event{
				ID: textOf("late-%d", i), Type: metrics.MessageCreated, Time: midnight.Add(20 * metrics.Hour), Platform: "pdd",
				Shop: textOf("flagship-%02d", c%12), Team: textOf("team-%d", c%6), Conversation: textOf("c%d-%d", day, c),
				Sender: metrics.Sender{Kind: metrics.Agent, ID: textOf("a%d", c%daysAgents)}, Text: "在的",
			})
		}
		for w.floor.Settle(16) > 0 {
		}
		w.floor.View(metrics.Query{})
		return time.Since(begun)
	}
	return send(0, 1), send(1, 1001)
}

// save writes the checkpoint that a restart begins with.
func (w *weeks) save(*Options, metrics.Date) (*live.Saved, error) {
	c := w.floor.Checkpoint()
	for c.Write(32) {
	}
	return &live.Saved{Stream: feed.StreamName, Facts: c.Bytes()}, w.days.Sync()
}

// restart goes on from the checkpoint with a stream whose history lies before it.
func (w *weeks) restart(ctx context.Context, o *Options, saved *live.Saved, now metrics.Time) ([]Figure, error) {
	file := filepath.Join(w.dir, "checkpoint")
	s, err := newStream(ctx, o, "weeks-stream")
	if err != nil {
		return nil, err
	}
	defer s.close()
	created, err := s.beginAt(ctx, uint64(w.n)+1)
	if err != nil {
		return nil, err
	}
	tail := crowd{conversations: daysTail / 8, now: func(i int) metrics.Time { return now.Add(metrics.Span(i)) }}
	if err := s.fill(ctx, tail, daysTail); err != nil {
		return nil, err
	}
	saved.Created, saved.After = created, uint64(w.n)
	if err := saved.Write(file); err != nil {
		return nil, err
	}
	saved.Facts = nil
	read, err := s.read(ctx, daysTail)
	if err != nil {
		return nil, err
	}
	runtime.GC()
	debug.FreeOSMemory()
	before := resident()
	start, err := s.resume(ctx, file, w.days)
	return []Figure{
		{Name: "start with a checkpoint: the first complete screen, of all of the tail", Value: start.took.Seconds(), Unit: "s", Budget: 1.5},
		{Name: "start with a checkpoint: all of the tail, beyond merely reading it", Value: (start.took - read).Seconds(), Unit: "s", Budget: 1},
		{Name: "resident at most meanwhile, with what the server takes for it", Value: float64(start.most-before) / 1e6, Unit: "MB", AtLeast: true},
		{Name: "resident a minute later", Value: float64(start.later-before) / 1e6, Unit: "MB", Budget: 250},
	}, err
}

// beginAt makes the stream anew, so that its first message has a sequence.
func (s *stream) beginAt(ctx context.Context, first uint64) (time.Time, error) {
	js := s.conn.JetStream()
	old, err := js.Stream(ctx, feed.StreamName)
	if err != nil {
		return time.Time{}, err
	}
	config := old.CachedInfo().Config
	config.FirstSeq = first
	if err := js.DeleteStream(ctx, feed.StreamName); err != nil {
		return time.Time{}, err
	}
	made, err := js.CreateStream(ctx, config)
	if err != nil {
		return time.Time{}, err
	}
	return made.CachedInfo().Created, nil
}

// start is how long a screen took to begin, and the resident memory meanwhile, at
// most, and a minute later.
type start struct {
	took        time.Duration
	most, later int64
}

// resume starts a screen's loop from the checkpoint, until its first view of the
// floor, for which all must be read, and then for a minute.
func (s *stream) resume(ctx context.Context, file string, days *live.Segments) (out start, err error) {
	conn, err := connect(s.server.url)
	if err != nil {
		return out, err
	}
	defer conn.Close()
	begun := time.Now()
	collector := live.TuneCollector()
	defer collector.Stop()
	loop, err := resumed(conn, file, days, collector)
	if err != nil {
		return out, err
	}
	ctx, stop := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() { loop.Run(ctx) })
	defer func() { stop(); running.Wait() }()
	var over <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return out, ctx.Err()
		case <-over:
			out.later = resident()
			return out, nil
		case v := <-loop.Views():
			if over == nil {
				out.most = max(out.most, resident())
			}
			if over == nil && v.Feed.State == metrics.FeedLive {
				out.took = time.Since(begun)
				over = time.After(time.Minute)
			}
		}
	}
}

// resumed is a loop that goes on where the checkpoint stands.
func resumed(conn *feed.Conn, file string, days *live.Segments, collector *live.Collector) (*live.Loop, error) {
	saved, err := live.ReadSaved(file)
	if err != nil {
		return nil, err
	}
	policy := metrics.DefaultPolicy()
	floor, err := metrics.Restore(policy, saved.Facts, days)
	if err != nil {
		return nil, err
	}
	follow := &live.Follow{Conn: conn}
	return live.New(follow, live.Options{
		First: floor, After: saved.Resume(follow, true), NewFloor: func() live.Floor { return metrics.New(policy) }, Collector: collector,
	}), nil
}

// resident is the memory of this process that is really there, in bytes; 0 where
// that cannot be told.
func resident() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	lines := strings.Split(string(status), "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "VmRSS:") })
	if at < 0 {
		return 0
	}
	kib, _ := strconv.ParseInt(strings.Fields(lines[at])[1], 10, 64)
	return kib << 10
}
