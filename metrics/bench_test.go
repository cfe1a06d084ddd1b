package metrics_test

import (
	"fmt"
	"math/rand"
	"runtime"
	"testing"

	"floorwalker/metrics"
)

// crowd makes events of many conversations: each a buyer who asks and an agent
// who answers in turn, all within one assessed day, in random order.
func crowd(conversations, messages int) []metrics.Event {
	day, _ := metrics.ParseDate("2026-03-10")
	start := metrics.Shanghai.Midnight(day).Add(9 * metrics.Hour)
	r := rand.New(rand.NewSource(1))
	events := make([]metrics.Event, 0, conversations*messages)
	for c := range conversations {
		at := start.Add(metrics.Span(r.Int63n(int64(10 * metrics.Hour))))
		shop := metrics.Text(fmt.Sprintf("s%d", c%12))
		conversation := metrics.Text(fmt.Sprintf("c%d", c))
		for m := range messages {
			e := metrics.Event{
				ID: metrics.Text(fmt.Sprintf("pdd:%s:%d-%d", shop, c, m)), Type: metrics.MessageCreated, Time: at,
				Platform: "pdd", Shop: shop, Team: "presale", Conversation: conversation,
				Digest: uint64(c*messages + m), Text: "亲,这件什么时候发货呀?我等了好几天了",
			}
			if m%2 == 0 {
				e.Sender = metrics.Sender{Kind: metrics.Buyer, ID: metrics.Text(fmt.Sprintf("u%d", c))}
			} else {
				e.Sender = metrics.Sender{Kind: metrics.Agent, ID: metrics.Text(fmt.Sprintf("a%d", c%500))}
			}
			events = append(events, e)
			at = at.Add(metrics.Span(1 + r.Int63n(int64(6*metrics.Minute))))
		}
	}
	r.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
	return events
}

func evening() metrics.Time {
	day, _ := metrics.ParseDate("2026-03-10")
	return metrics.Shanghai.Midnight(day).Add(20 * metrics.Hour)
}

// BenchmarkApply files and judges events of 100,000 conversations in random
// order; the conversations are judged every 4,096 events, as a live loop would.
func BenchmarkApply(b *testing.B) {
	for _, messages := range []int{10, 50} {
		b.Run(fmt.Sprintf("messages=%d", messages), func(b *testing.B) {
			events := crowd(100_000, messages)
			b.ReportAllocs()
			b.ResetTimer()
			var f *metrics.Floor
			for i := range b.N {
				if i%len(events) == 0 {
					f = metrics.New(metrics.DefaultPolicy())
					f.Advance(evening())
				}
				f.Apply(&events[i%len(events)])
				if i%4096 == 4095 || i == b.N-1 {
					f.Settle(1 << 30)
				}
			}
		})
	}
}

// BenchmarkAdvanceIdle moves the clock when nothing is due.
func BenchmarkAdvanceIdle(b *testing.B) {
	f := metrics.New(metrics.DefaultPolicy())
	now := evening().Add(metrics.Day)
	f.Advance(now)
	events := crowd(10_000, 10)
	for i := range events {
		f.Apply(&events[i])
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
	events := crowd(n, 1)
	for i := range events {
		events[i].Time = now.Add(-metrics.Span(i) * 144)
		f.Apply(&events[i])
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

// BenchmarkOpenConversation reports the memory of an open conversation with
// eight events, as a floor of 50,000 conversations and 400,000 events a day has
// them, last words included, as B/conversation.
func BenchmarkOpenConversation(b *testing.B) {
	const n = 50_000
	events := crowd(n, 8)
	for range b.N {
		before := heap()
		f := metrics.New(metrics.DefaultPolicy())
		f.Advance(evening())
		for i := range events {
			f.Apply(&events[i])
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
