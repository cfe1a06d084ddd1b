package live

import "floorwalker/metrics"

// recentTexts tells how many texts of the last hours a floor has dropped. It drops
// them in the order in which it was told, so their number says how old they were.
// Older ones go as a matter of course on every busy floor, and nobody misses them.
type recentTexts struct {
	told  uint64
	young uint64 // of them, not older than recentSpan when they were told
	marks []textMark
	last  metrics.Time // of the newest
}

// textMark is how many texts had been told when the first one of its time came.
type textMark struct {
	at          metrics.Time
	told, young uint64
}

const (
	// recentSpan is for how long the words of a conversation are looked up as a
	// matter of course: as long as it stays unpacked after its last event.
	recentSpan = 4 * metrics.Hour
	// markGap is how exactly recentSpan is kept.
	markGap = 10 * metrics.Minute
)

// hear notes an event that the floor was told at the time now. Of a duplicate the
// floor keeps no second text: each makes dropped too low by one, until recentSpan
// later.
func (r *recentTexts) hear(e *metrics.Event, now metrics.Time) {
	if e.Type != metrics.MessageCreated || e.Text == "" && e.Media == "" {
		return
	}
	at := min(e.Time, now) // whatever its gateway's clock says
	if n := len(r.marks); n == 0 || at.Sub(r.marks[n-1].at) >= markGap {
		r.marks = append(r.marks, textMark{at, r.told, r.young})
	}
	r.last = max(r.last, at)
	r.told++
	if now.Sub(at) <= recentSpan {
		r.young++
	}
}

// dropped is how many texts of the last recentSpan are gone, when all that the
// floor has dropped are so many.
func (r *recentTexts) dropped(all uint64, now metrics.Time) uint64 {
	for len(r.marks) > 1 && now.Sub(r.marks[1].at) > recentSpan {
		r.marks = r.marks[1:]
	}
	if len(r.marks) == 0 || now.Sub(r.last) > recentSpan {
		return 0
	}
	before := r.marks[0]
	if now.Sub(before.at) <= recentSpan {
		before = textMark{}
	}
	// History that is read behind what is live was told after it, and is not young.
	return min(all-min(all, before.told), r.young-before.young)
}
