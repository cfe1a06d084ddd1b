package tui

import (
	"cmp"
	"fmt"

	"floorwalker/metrics"
)

// hoursNear is from when on the end of the hours matters more than what else the
// header can say.
const hoursNear = 45 * metrics.Minute

// hours say how long it is until the assessed hours end or begin. The screen
// knows without the floor, so they run on while it is dark.
func (h header) hours() []span {
	c, p := h.view.Closing, textCloses
	at := c.Closes
	if at == 0 {
		at, p = c.Opens, textOpens
	}
	left := at.Sub(h.now)
	if at == 0 || left <= 0 {
		return nil
	}
	rank := 6
	if left <= hoursNear {
		rank = 2
	}
	return []span{{h.say(p, clock(at, h.view.Zone)[:5], age(left)), h.theme.Muted, rank}}
}

// closed says that the assessed day is over, what still counts of it, until when
// and how many people that keeps. In the dark that is what was known.
func (h header) closed(w int) []span {
	c := h.view.Closing
	over := c.Closed || c.Closes != 0 && h.now >= c.Closes
	switch {
	case !over:
		return nil
	case h.dark() && (!c.Closed || c.Counting == 0 || c.Last <= h.now):
		return []span{{h.say(textDayOver), h.theme.Due, 3}}
	case c.Counting == 0 || c.Last == 0:
		return []span{{h.say(textDayClear), h.theme.Good, 2}}
	}
	last := clock(c.Last, h.view.Zone)[:5]
	if h.dark() {
		return []span{{h.say(textDayClosedDark, c.Counting, last), h.theme.Due, 2}}
	}
	if w < roomy {
		return []span{{h.say(textDayClosedShort, c.Counting, h.glyphs.to, last), h.theme.Due, 1}}
	}
	spans := []span{{h.say(textDayClosed, c.Counting, last), h.theme.Due, 1}}
	if n := h.keepers(); n > 0 {
		spans = append(spans, span{fmt.Sprintf("%s %s", h.glyphs.to, h.say(textKeep, n)), h.theme.Due, 2})
	}
	return spans
}

// keepers are how many people have what still counts, and one more if some of it
// is nobody's; 0 if not all of it is listed.
func (h header) keepers() int {
	who := make(map[metrics.Text]bool)
	listed := 0
	for i := range h.view.Waiting {
		if w := &h.view.Waiting[i]; w.Deadline != 0 {
			listed++
			who[cmp.Or(w.Charged, w.Owner)] = true
		}
	}
	if listed < h.view.Closing.Counting {
		return 0
	}
	return len(who)
}
