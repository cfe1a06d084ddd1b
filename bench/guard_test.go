package bench

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// What an event and a view cost is held against loops that do about as much with
// the standard library, in the same run: a figure of its own would say more of the
// machine than of the program. The limits are two to three times what was measured,
// with the race detector and without, whichever was more.

const guardedEvents = 5_000

// asMuchAs is how many times the processor time of a reference something takes: the
// median of rounds in turns.
func asMuchAs(reference, measured func()) float64 {
	const rounds = 5
	var ratios []float64
	for range rounds {
		begun := cpuTime()
		reference()
		between := cpuTime()
		measured()
		ratios = append(ratios, float64(cpuTime()-between)/float64(between-begun))
	}
	return median(ratios)
}

// hold fails if something takes more than a limit times as much as a reference.
func hold(t *testing.T, limit float64, of string, reference, measured func()) {
	t.Helper()
	got := asMuchAs(reference, measured)
	t.Logf("%.2f times %s", got, of)
	if math.IsNaN(got) {
		t.Skip("processor time cannot be told here")
	}
	if got > limit {
		t.Errorf("more than %g", limit)
	}
}

// lines are events as they travel, and decoded.
func lines(t *testing.T) (written [][]byte, events []metrics.Event) {
	c := crowd{conversations: guardedEvents / 10, now: spread(guardedEvents), scattered: true}
	for i := range guardedEvents {
		_, data, err := c.message(i)
		if err != nil {
			t.Fatal(err)
		}
		written = append(written, data)
		events = append(events, metrics.Event{})
		if err := feed.Decode(data, &events[i]); err != nil {
			t.Fatal(err)
		}
	}
	return written, events
}

// TestDecodingAgainstTheLibrary: an event is decoded, checked, cleaned and hashed in
// less time than the library needs to read five of its members.
func TestDecodingAgainstTheLibrary(t *testing.T) {
	written, _ := lines(t)
	var few struct {
		ID, Type, Time, Conversation, Text string
	}
	var e metrics.Event
	hold(t, 2.5, "the library's", func() {
		for _, data := range written {
			_ = json.Unmarshal(data, &few)
		}
	}, func() {
		for _, data := range written {
			_ = feed.Decode(data, &e)
		}
	})
}

// TestApplyingAgainstALoop: an event is filed and judged in about the time that
// it takes to put it whole into a table of lists.
func TestApplyingAgainstALoop(t *testing.T) {
	_, events := lines(t)
	if n := testing.AllocsPerRun(1, func() { applied(events) }) / guardedEvents; n > 4 {
		t.Errorf("%.2f allocations an event", n)
	}
	hold(t, 5, "a table of lists", func() {
		talks := map[metrics.Text][]metrics.Event{}
		for i := range events {
			e := &events[i]
			talks[e.Conversation] = append(talks[e.Conversation], *e)
		}
	}, func() { applied(events) })
}

func applied(events []metrics.Event) *metrics.Floor {
	f := metrics.New(metrics.DefaultPolicy())
	f.Advance(spread(len(events))(len(events)))
	for i := range events {
		f.Apply(&events[i])
	}
	f.Settle(len(events))
	return f
}

// TestViewingAgainstASort: a view costs less than to sort numbers of those who wait.
func TestViewingAgainstASort(t *testing.T) {
	const waiting = 10_000
	c := crowd{conversations: waiting, now: spread(waiting)}
	events := make([]metrics.Event, waiting)
	for i := range events {
		events[i] = c.event(i)
	}
	f := applied(events)
	if v := f.View(metrics.Query{Limit: 180}); v.Counts.Waiting != waiting || len(v.Waiting) != 180 {
		t.Fatalf("%d wait, %d are shown", v.Counts.Waiting, len(v.Waiting))
	}
	unsorted, sorted := make([]int, waiting), make([]int, waiting)
	for i := range unsorted {
		unsorted[i] = i * stride % waiting
	}
	hold(t, 4, "a sort", func() {
		copy(sorted, unsorted)
		slices.Sort(sorted)
	}, func() { f.View(metrics.Query{Limit: 180}) })
}
