package twin

import "time"

const (
	second = int64(1000)
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
)

// window is an assessed part of the day, half open, in milliseconds since
// local midnight (R3): 08:00:00.000 is in, 23:00:00.000 is out.
type window struct{ from, to int64 }

var wholeDay = window{0, day}

// dayOf numbers the local calendar days (R1, R2).
func (k knobs) dayOf(t int64) int64 {
	local := t + k.zone
	n := local / day
	if local%day < 0 {
		n--
	}
	return n
}

// midnight is the instant at which a local day begins.
func (k knobs) midnight(d int64) int64 { return d*day - k.zone }

// date writes a day as 2026-03-10.
func date(d int64) string { return time.UnixMilli(d * day).UTC().Format("2006-01-02") }

// timeOfDay is the time since local midnight.
func (k knobs) timeOfDay(t int64) int64 { return t - k.midnight(k.dayOf(t)) }

// inWindow tests R3.
func (k knobs) inWindow(t int64, w window) bool {
	tod := k.timeOfDay(t)
	return w.from <= tod && tod < w.to
}

// wait is the time that counts between a message and its reply (R5): wall
// time, which runs on after 23:00, or with the business clock only the part
// that lies in windows. A reply stamped before its message waits 0 (R23).
func (k knobs) wait(from, to int64, w window) int64 {
	if to <= from {
		return 0
	}
	if !k.business {
		return to - from
	}
	total := int64(0)
	for d := k.dayOf(from); d <= k.dayOf(to); d++ {
		a := max(from, k.midnight(d)+w.from)
		b := min(to, k.midnight(d)+w.to)
		if a < b {
			total += b - a
		}
	}
	return total
}

// deadline is the last instant at which a reply is still in time: exactly the
// threshold is good (R6). On the business clock a wait that reaches the
// threshold just when the window closes stays exactly there all night, so the
// deadline is the next opening.
func (k knobs) deadline(from, threshold int64, w window) int64 {
	if !k.business {
		return from + threshold
	}
	left := threshold
	for d := k.dayOf(from); ; d++ {
		a := max(from, k.midnight(d)+w.from)
		b := k.midnight(d) + w.to
		if a >= b {
			continue
		}
		if left < b-a {
			return a + left
		}
		left -= b - a
	}
}
