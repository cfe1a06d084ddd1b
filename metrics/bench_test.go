package metrics_test

import (
	"fmt"
	"math/rand"
	"runtime"
	"slices"
	"testing"
	"time"

	"floorwalker/metrics"
)

// line is one message of a crowd: kept small, so that a benchmark measures the
// floor's memory and not its own.
type line struct {
	conversation, message int32
	at                    metrics.Time
}

// crowd makes messages of many conversations: each a buyer who asks and an
// agent who answers in turn, all within one assessed day, in random order.
func crowd(conversations, messages int) []line {
	day, _ := metrics.ParseDate("2026-03-10")
	start := metrics.Shanghai.Midnight(day).Add(9 * metrics.Hour)
	r := rand.New(rand.NewSource(1))
	lines := make([]line, 0, conversations*messages)
	for c := range conversations {
		at := start.Add(metrics.Span(r.Int63n(int64(10 * metrics.Hour))))
		for m := range messages {
			lines = append(lines, line{int32(c), int32(m), at})
			at = at.Add(metrics.Span(1 + r.Int63n(int64(6*metrics.Minute))))
		}
	}
	r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	return lines
}

// event is the message as a decoder hands it over.
func (l line) event() metrics.Event {
	shop := metrics.Text(fmt.Sprintf("s%d", l.conversation%12))
	e := metrics.Event{
		ID: metrics.Text(fmt.Sprintf("pdd:%s:%d-%d", shop, l.conversation, l.message)), Type: metrics.MessageCreated, Time: l.at,
		Platform: "pdd", Shop: shop, Team: "presale", Conversation: metrics.Text(fmt.Sprintf("c%d", l.conversation)),
		Digest: uint64(l.conversation)<<8 | uint64(l.message), Text: "亲,这件什么时候发货呀?我等了好几天了",
	}
	if l.message%2 == 0 {
		e.Sender = metrics.Sender{Kind: metrics.Buyer, ID: metrics.Text(fmt.Sprintf("u%d", l.conversation))}
	} else {
		e.Sender = metrics.Sender{Kind: metrics.Agent, ID: metrics.Text(fmt.Sprintf("a%d", l.conversation%500))}
	}
	return e
}

func evening() metrics.Time {
	day, _ := metrics.ParseDate("2026-03-10")
	return metrics.Shanghai.Midnight(day).Add(20 * metrics.Hour)
}

// BenchmarkApply files and judges events of 100,000 conversations in random
// order: as a floor that catches up does, which judges when it has, and settled
// every 2,048 events, the worst a live one can meet: almost every event is of
// another conversation and costs a judgement of its own. It reports ns/event
// over whole floors, so that the number of iterations does not change how long
// conversations are.
func BenchmarkApply(b *testing.B) {
	for _, messages := range []int{10, 50} {
		lines := crowd(100_000, messages)
		for _, c := range []struct {
			name   string
			settle int
		}{{"history", len(lines)}, {"live", batch}} {
			b.Run(fmt.Sprintf("%s/messages=%d", c.name, messages), func(b *testing.B) {
				var spent time.Duration
				for range b.N {
					spent += applyAll(lines, c.settle)
				}
				b.ReportMetric(float64(spent.Nanoseconds())/float64(b.N*len(lines)), "ns/event")
			})
		}
	}
}

// batch is how many events a live floor takes at a time.
const batch = 2048

// applyAll is the time that a floor takes for lines, settled whenever so many
// have come and at the end, the making of the events left out.
func applyAll(lines []line, settle int) (spent time.Duration) {
	f := metrics.New(metrics.DefaultPolicy())
	f.Advance(evening())
	events := make([]metrics.Event, 0, batch)
	applied := 0
	for part := range slices.Chunk(lines, batch) {
		events = events[:0]
		for _, l := range part {
			events = append(events, l.event())
		}
		start := time.Now()
		for i := range events {
			f.Apply(&events[i])
		}
		if applied += len(part); applied >= settle {
			f.Settle(1 << 30)
			applied = 0
		}
		spent += time.Since(start)
	}
	return spent
}

// BenchmarkAdvanceIdle moves the clock when nothing is due.
func BenchmarkAdvanceIdle(b *testing.B) {
	f := metrics.New(metrics.DefaultPolicy())
	now := evening().Add(metrics.Day)
	f.Advance(now)
	for _, l := range crowd(10_000, 10) {
		e := l.event()
		f.Apply(&e)
	}
	f.Settle(1 << 30)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		f.Advance(now.Add(metrics.Span(i % 1000)))
	}
}

// openFloor has n conversations in which a buyer waits, begun in the last two
// hours.
func openFloor(n int) *metrics.Floor {
	f := metrics.New(metrics.DefaultPolicy())
	now := evening()
	f.Advance(now)
	for i, l := range crowd(n, 1) {
		e := l.event()
		e.Time = now.Add(-metrics.Span(i) * 144)
		f.Apply(&e)
	}
	f.Settle(1 << 30)
	return f
}

// BenchmarkView answers the default query over 50,000 open conversations.
func BenchmarkView(b *testing.B) {
	f := openFloor(50_000)
	for name, q := range map[string]metrics.Query{
		"deadline": {Limit: 180},
		"wait":     {Limit: 180, Sort: metrics.ByWait},
		"filter":   {Limit: 180, Filter: metrics.ByTerm("发货")},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				f.View(q)
			}
		})
	}
}

// BenchmarkViewOfManyPeople answers the default query over 50,000 open
// conversations and 500 agents with a month of status events.
func BenchmarkViewOfManyPeople(b *testing.B) {
	f := openFloor(50_000)
	for a := range 500 {
		for i := range 36 * 20 {
			f.Apply(&metrics.Event{
				ID: metrics.Text(fmt.Sprintf("st:%d-%d", a, i)), Type: metrics.AgentStatusChanged, Team: "presale",
				Agent: metrics.Text(fmt.Sprintf("a%d", a)), Presence: metrics.Away + metrics.Presence(i%3),
				Time: evening().Add(-metrics.Span(i) * metrics.Day / 20), Capacity: 10,
			})
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		f.View(metrics.Query{Limit: 180})
	}
}

// BenchmarkOpenConversation reports the memory of an open conversation with
// eight events, as a floor of 50,000 conversations and 400,000 events a day has
// them, last words included, as B/conversation.
func BenchmarkOpenConversation(b *testing.B) {
	const n = 50_000
	lines := crowd(n, 8)
	for range b.N {
		before := heap()
		f := metrics.New(metrics.DefaultPolicy())
		f.Advance(evening())
		for _, l := range lines {
			e := l.event()
			f.Apply(&e)
		}
		f.Settle(1 << 30)
		b.ReportMetric(float64(heap()-before)/n, "B/conversation")
		runtime.KeepAlive(f)
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkCheckpoint writes and restores a day of 400,000 events in 50,000
// conversations, and judges it again. It reports bytes an event.
func BenchmarkCheckpoint(b *testing.B) {
	p := metrics.DefaultPolicy()
	f := metrics.New(p)
	for _, l := range crowd(50_000, 8) {
		e := l.event()
		f.Apply(&e)
	}
	data := checkpoint(f)
	b.Run("write", func(b *testing.B) {
		b.ReportMetric(float64(len(data))/400_000, "B/event")
		for range b.N {
			data = checkpoint(f)
		}
	})
	b.Run("restore", func(b *testing.B) {
		for range b.N {
			g, err := metrics.Restore(p, data, nil)
			if err != nil {
				b.Fatal(err)
			}
			g.Advance(evening())
			g.Settle(1 << 30)
		}
	})
}
