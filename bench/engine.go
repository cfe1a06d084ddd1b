package bench

import (
	"context"
	"runtime"
	"time"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// spread puts events into the two hours before a fixed evening.
func spread(n int) func(int) metrics.Time {
	evening := metrics.Time(1_773_144_000_000) // 2026-03-10T20:00:00+08:00
	return func(i int) metrics.Time {
		return evening.Add(metrics.Span(i-n) * 2 * metrics.Hour / metrics.Span(n))
	}
}

// measureEvent decodes, cleans and applies, on one core, and judges what a second
// of the flow has touched.
func measureEvent(context.Context, *Options) ([]Figure, error) {
	const n = 200_000
	c := crowd{conversations: 20_000, now: spread(n)}
	lines := make([][]byte, n)
	size := 0
	for i := range lines {
		_, data, err := c.message(i)
		if err != nil {
			return nil, err
		}
		lines[i], size = data, size+len(data)
	}
	f := metrics.New(metrics.DefaultPolicy())
	f.Advance(c.now(n))
	var e metrics.Event
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begun := time.Now()
	for _, line := range lines {
		if err := feed.Decode(line, &e); err != nil {
			return nil, err
		}
		f.Apply(&e)
	}
	applied := time.Since(begun)
	f.Settle(n)
	judged := time.Since(begun)
	runtime.ReadMemStats(&after)
	per := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / n / 1000 }
	return []Figure{
		{Name: "decode, clean, apply, an event", Value: per(applied), Unit: "us", Budget: 7},
		{Name: "the same, judged at the end", Value: per(judged), Unit: "us", Budget: 7},
		{Name: "allocations, an event", Value: float64(after.Mallocs-before.Mallocs) / n, Unit: "", Budget: 10},
		{Name: "bytes, an event", Value: float64(size) / n, Unit: "B", Budget: 400},
	}, nil
}

// measureView answers a screen over 50,000 open conversations.
func measureView(context.Context, *Options) ([]Figure, error) {
	const n = 50_000
	c := crowd{conversations: n, now: spread(n)}
	f := metrics.New(metrics.DefaultPolicy())
	f.Advance(c.now(n))
	for i := range n {
		e := c.event(i)
		f.Apply(&e)
	}
	f.Settle(n)
	figure := func(name string, q metrics.Query) Figure {
		const times = 50
		begun := time.Now()
		for range times {
			f.View(q)
		}
		return Figure{Name: name, Value: time.Since(begun).Seconds() * 1000 / times, Unit: "ms", Budget: 2}
	}
	return []Figure{
		figure("50,000 conversations, by deadline", metrics.Query{Limit: 180}),
		figure("50,000 conversations, by wait", metrics.Query{Limit: 180, Sort: metrics.ByWait}),
		figure("50,000 conversations, a text filter", metrics.Query{Limit: 180, Filter: metrics.ByTerm("发货")}),
	}, nil
}
