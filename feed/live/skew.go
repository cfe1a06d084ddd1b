package live

import (
	"slices"

	"floorwalker/metrics"
)

// maxSkews is how many deliveries the skew is the median of: enough that a few
// that were held up on the way do not count.
const maxSkews = 31

// skewGap is the least time between two of them, so that a burst counts once.
const skewGap = 100 * metrics.Millisecond

// skew is how far the local clock is ahead of the broker's, seen from what the
// broker says when a session begins, and from recent live deliveries: local time
// of receipt minus the broker's stamp.
type skew struct {
	samples []metrics.Span // ring
	next    int
	last    metrics.Time // of a sample
	median  metrics.Span
}

func (s *skew) add(at metrics.Time, d metrics.Span) {
	if since := at.Sub(s.last); since >= 0 && since < skewGap { // less: the clock was set back
		return
	}
	s.last = at
	if len(s.samples) < maxSkews {
		s.samples = append(s.samples, d)
	} else {
		s.samples[s.next] = d
		s.next = (s.next + 1) % maxSkews
	}
	sorted := slices.Clone(s.samples)
	slices.Sort(sorted)
	s.median = sorted[len(sorted)/2]
}

func (s *skew) forget() { *s = skew{} }
