package bench

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// GrowthParts are the tables of growth: each lets one thing grow and keeps the
// rest, and says what an event, a view and the memory cost then. All of it is
// processor time, so that others on the machine matter little.
var GrowthParts = []string{"growth-rate", "growth-conversations", "growth-agents", "growth-days"}

// What does not grow in a table has these sizes.
const (
	usualConversations = 10_000
	usualDay           = 40_000 // events; a tenth of a large floor's, so that a month fits the time
	usualRate          = 1_000  // events a second
	liveEvents         = 20_000 // measured, at each size
	batches            = 5      // of them; the median counts
	viewsTaken         = 15
	viewEvery          = 200 * metrics.Millisecond
)

// site is a floor, and the crowd whose events come next.
type site struct {
	floor *metrics.Floor
	crowd crowd
	next  int // number of the next event
	now   metrics.Time
}

// fill applies n events and judges them.
func (s *site) fill(n int) {
	for ; n > 0; n-- {
		e := s.crowd.event(s.next)
		s.now = max(s.now, e.Time)
		s.next++
		s.floor.Apply(&e)
	}
	s.floor.Advance(s.now)
	s.floor.Settle(s.next)
}

// heap is how many bytes are in use.
func heap() float64 {
	runtime.GC()
	runtime.GC() // what finalizers and pools held goes with the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// lines are the next n events as they travel.
func (s *site) lines(n int) ([][]byte, error) {
	lines := make([][]byte, n)
	for i := range lines {
		_, data, err := s.crowd.message(s.next)
		if err != nil {
			return nil, err
		}
		s.next++
		lines[i] = data
	}
	return lines, nil
}

// take decodes, cleans, applies and judges events, up to the time of the last.
func (s *site) take(lines [][]byte) error {
	var e metrics.Event
	for _, line := range lines {
		if err := feed.Decode(line, &e); err != nil {
			return err
		}
		s.floor.Apply(&e)
	}
	s.now = max(s.now, e.Time)
	s.floor.Advance(s.now)
	s.floor.Settle(len(lines))
	return nil
}

// costs measures what comes live: an event in microseconds, a view in milliseconds.
func (s *site) costs(size int) ([]Figure, error) {
	var events []float64
	for range batches {
		lines, err := s.lines(liveEvents / batches)
		if err != nil {
			return nil, err
		}
		runtime.GC()
		begun := cpuTime()
		if err := s.take(lines); err != nil {
			return nil, err
		}
		events = append(events, micros(cpuTime()-begun)/float64(len(lines)))
	}
	return []Figure{
		{Name: "an event", Size: size, Value: median(events), Unit: "us"},
		{Name: "a view", Size: size, Value: median(s.views()) / 1000, Unit: "ms"},
	}, nil
}

// views is what views cost that follow each other as on a screen, in microseconds.
func (s *site) views() (costs []float64) {
	for range viewsTaken {
		s.now = s.now.Add(viewEvery)
		begun := cpuTime()
		s.floor.Advance(s.now)
		s.floor.View(metrics.Query{Limit: 180})
		costs = append(costs, micros(cpuTime()-begun))
	}
	return costs
}

func micros(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }

// opened has half of its conversations waiting, and bytes of memory for them.
// Further events come at the rate, a second.
func opened(conversations, agents, rate int) (s *site, bytes float64) {
	n := conversations * 3 / 2
	s = &site{floor: metrics.New(metrics.DefaultPolicy()), crowd: crowd{
		conversations: conversations, agents: agents, scattered: true, now: thenLive(n, rate),
	}}
	before := heap()
	s.fill(n)
	return s, heap() - before
}

// thenLive spreads n events and lets the rest follow at the rate, a second.
func thenLive(n, rate int) func(int) metrics.Time {
	before := spread(n)
	return func(i int) metrics.Time {
		if i < n {
			return before(i)
		}
		return before(n).Add(metrics.Span(i-n) * metrics.Second / metrics.Span(rate))
	}
}

func growByConversations(ctx context.Context, _ *Options) (all []Figure, err error) {
	for _, n := range []int{1_000, 10_000, 100_000, 1_000_000} {
		s, bytes := opened(n, 0, usualRate)
		figures, err := s.costs(n)
		if err != nil || ctx.Err() != nil {
			return all, err
		}
		all = append(all, append(figures, Figure{Name: "a conversation", Size: n, Value: bytes / float64(n), Unit: "B"})...)
	}
	return all, nil
}

func growByAgents(ctx context.Context, _ *Options) (all []Figure, err error) {
	for _, n := range []int{10, 100, 1_000, 10_000} {
		s, _ := opened(2*usualConversations, n, usualRate)
		before := heap()
		for i := range n {
			s.floor.Apply(&metrics.Event{
				ID: text.Clean(fmt.Sprintf("status-%d", i)), Type: metrics.AgentStatusChanged, Time: s.now, Team: "presale",
				Agent: text.Clean(fmt.Sprintf("a%d", i)), Presence: metrics.Online, Capacity: 20, Amount: metrics.NoAmount,
			})
		}
		s.floor.Settle(n)
		bytes := heap() - before
		figures, err := s.costs(n)
		if err != nil || ctx.Err() != nil {
			return all, err
		}
		all = append(all, append(figures, Figure{Name: "the status of one", Size: n, Value: bytes / float64(n), Unit: "B"})...)
	}
	return all, nil
}

// growByDays fills days one after the other, each with conversations of its own, on
// a floor that packs what is at rest as the loop has it do.
func growByDays(ctx context.Context, o *Options) (all []Figure, err error) {
	for _, days := range []int{1, 7, 18, 36} {
		s := &site{floor: metrics.New(metrics.DefaultPolicy())}
		segments := live.OpenSegments(filepath.Join(o.Dir, strconv.Itoa(days)))
		s.floor.SealInto(segments)
		before := heap()
		for day := range days {
			s.liveThrough(day)
		}
		bytes := heap() - before
		figures, err := s.costs(days)
		if err = errors.Join(err, segments.Close()); err != nil || ctx.Err() != nil {
			return all, err
		}
		all = append(all, append(figures,
			Figure{Name: "memory", Size: days, Value: bytes / 1e6, Unit: "MB"},
			Figure{Name: "an event of history", Size: days, Value: bytes / float64(days*usualDay), Unit: "B"})...)
	}
	return all, nil
}

// liveThrough has the events of a day happen.
func (s *site) liveThrough(day int) {
	late := thenLive(usualDay, usualRate)
	s.crowd = crowd{
		conversations: usualDay / 8, first: day * usualDay / 8, scattered: true,
		now: func(i int) metrics.Time { return late(i).Add(metrics.Span(day) * metrics.Day) },
	}
	s.next = 0
	s.fill(usualDay)
	for s.floor.Seal(usualDay) {
	}
}

// growByRate plays seconds of a floor as the loop does: events as they come, and
// five views.
func growByRate(ctx context.Context, _ *Options) (all []Figure, err error) {
	const seconds = 5
	for _, rate := range []int{100, 500, 1_000, 2_000, 5_000, 10_000, 20_000} {
		s, _ := opened(usualConversations, 0, rate)
		lines, err := s.lines(seconds * rate)
		if err != nil || ctx.Err() != nil {
			return all, err
		}
		runtime.GC()
		begun := cpuTime()
		for share := rate / 5; len(lines) > 0; lines = lines[share:] {
			if err := s.take(lines[:share]); err != nil {
				return all, err
			}
			s.floor.View(metrics.Query{Limit: 180})
		}
		used := micros(cpuTime() - begun)
		all = append(all,
			Figure{Name: "a second", Size: rate, Value: used / seconds / 1000, Unit: "ms"},
			Figure{Name: "an event, with its share of the views", Size: rate, Value: used / seconds / float64(rate), Unit: "us"})
	}
	return all, nil
}
