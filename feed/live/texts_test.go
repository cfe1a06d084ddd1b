package live

import (
	"testing"

	"floorwalker/metrics"
)

// hearing is what a floor that holds the last room texts is told.
type hearing struct {
	recentTexts
	room    uint64
	dropped uint64
}

// hear tells n messages in the course of an hour that ends at now.
func (h *hearing) hear(n int, now metrics.Time, age metrics.Span) {
	for i := range n {
		at := now.Add(-metrics.Hour + metrics.Span(i)*metrics.Hour/metrics.Span(n))
		h.recentTexts.hear(&metrics.Event{Type: metrics.MessageCreated, Time: at.Add(-age), Text: "x"}, at)
		if h.told > h.room {
			h.dropped++
		}
	}
}

func (h *hearing) says(now metrics.Time) uint64 { return h.recentTexts.dropped(h.dropped, now) }

// A floor that is busy as ever drops the texts of yesterday, and nobody needs to
// know. One on which too much is said drops those of an hour ago; when that has
// passed it is not told any more.
func TestOnlyRecentTextsAreMissed(t *testing.T) {
	h := hearing{room: 1000}
	now := base
	for range 48 { // the room is that of ten hours
		now = now.Add(metrics.Hour)
		h.hear(100, now, 0)
		if n := h.says(now); n != 0 {
			t.Fatalf("%d are missed", n)
		}
	}
	if h.dropped != 3800 {
		t.Fatalf("%d were dropped", h.dropped)
	}
	now = now.Add(metrics.Hour)
	h.hear(5000, now, 0)
	if n := h.says(now); n < 4000 || n > 4500 {
		t.Errorf("%d are missed of 5,000 in an hour and room for 1,000", n)
	}
	for range 6 {
		now = now.Add(metrics.Hour)
		h.hear(100, now, 0)
	}
	if n := h.says(now); n != 0 {
		t.Errorf("%d are missed six hours later", n)
	}
	if len(h.marks) > 30 {
		t.Errorf("%d marks", len(h.marks))
	}
}

// History read behind what is live takes the place of what was said before it;
// that much is missed, and not what was read.
func TestHistoryIsNotMissed(t *testing.T) {
	h := hearing{room: 1000}
	h.hear(300, base, 0)
	h.hear(50_000, base.Add(metrics.Minute), 20*metrics.Day)
	if n := h.says(base.Add(metrics.Minute)); n != 300 {
		t.Errorf("%d are missed", n)
	}
	if n := h.says(base.Add(recentSpan + metrics.Minute)); n != 0 {
		t.Errorf("%d are missed later", n)
	}
}

// A clock that runs ahead does not make what comes after it old, and what has no
// words is no text.
func TestTextsFromTheFutureAreOfNow(t *testing.T) {
	var r recentTexts
	for i := range 100 {
		at := base.Add(metrics.Span(i) * metrics.Minute)
		r.hear(&metrics.Event{Type: metrics.MessageCreated, Time: at.Add(300 * metrics.Day), Media: "image"}, at)
		r.hear(&metrics.Event{Type: metrics.MessageCreated, Time: at}, at)
		r.hear(&metrics.Event{Type: metrics.AgentStatusChanged, Time: at, Text: "x"}, at)
	}
	now := base.Add(100 * metrics.Minute)
	if n := r.dropped(60, now); n != 60 || r.told != 100 || len(r.marks) != 10 {
		t.Errorf("%d are missed, of %d; %d marks", n, r.told, len(r.marks))
	}
	if n := r.dropped(60, now.Add(3*metrics.Hour)); n < 20 || n > 30 { // more by as much as a mark is early
		t.Errorf("%d are missed when the first 40 are old", n)
	}
	if n := (&recentTexts{}).dropped(5, now); n != 0 {
		t.Errorf("%d of none", n)
	}
}
