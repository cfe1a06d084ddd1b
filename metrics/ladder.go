package metrics

import "slices"

// defaultLadder holds where nothing says what a shop is judged by.
var defaultLadder = []Span{minutes3, minutes5, minutes15, Hour}

// ladder is made of the thresholds the shop is judged by (R50).
func (r *Rules) ladder() []Span {
	var steps []Span
	for _, m := range r.Metrics {
		if slices.Contains(r.Judged, m.ID) && !m.IsMean() {
			steps = append(steps, m.Threshold)
		}
	}
	if steps == nil {
		return defaultLadder
	}
	slices.Sort(steps)
	return slices.Compact(steps)
}

// spoiling tells, a bit for each ladder step, whether one broken message
// spoils the consumer's whole day: it does where consumers are counted.
func (r *Rules) spoiling() uint16 {
	var bits uint16
	for i, step := range r.Ladder {
		known := false
		for _, m := range r.Metrics {
			if m.Threshold != step || !slices.Contains(r.Judged, m.ID) {
				continue
			}
			known = true
			if m.Unit == PerConsumer {
				bits |= 1 << i
			}
		}
		if !known {
			bits |= 1 << i
		}
	}
	return bits
}
