package feed

import "floorwalker/metrics"

// Bounds of the lists of an event, so that one of 64 KiB does not cost what a
// thousand do.
const (
	maxEventTags = maxCommandTags
	maxGaps      = 100
)

// fewGaps are gaps, if there are no more than maxGaps, and else the one from the
// first to the last: a heartbeat that is refused would make its shop look silent,
// and time that may be missing is not said to be known.
func fewGaps(gaps []metrics.Gap) []metrics.Gap {
	if len(gaps) <= maxGaps {
		return gaps
	}
	all := gaps[0]
	for _, g := range gaps {
		all.From, all.To = min(all.From, g.From), max(all.To, g.To)
	}
	return []metrics.Gap{all}
}
