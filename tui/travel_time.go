package tui

import (
	"strconv"
	"strings"
	"time"

	"floorwalker/metrics"
)

// Ways to write an instant, the one with a date first.
var (
	datedForms = []string{"2006-01-02 15:04:05", "2006-01-02 15:04", "2006-1-2 15:04:05", "2006-1-2 15:04"}
	clockForms = []string{"15:04:05", "15:04"}
)

// parseInstant reads "2026-11-11 20:41", "20:41", which is the last time it was
// that late, and "-15m", a length before now. It is false for anything else and
// for what is not before now.
func parseInstant(typed string, now metrics.Time, z metrics.Zone) (metrics.Time, bool) {
	typed = strings.TrimSpace(typed)
	if back, ok := strings.CutPrefix(typed, "-"); ok {
		d, err := time.ParseDuration(strings.ReplaceAll(back, " ", ""))
		return now.Add(-metrics.SpanOf(d)), err == nil && d > 0
	}
	for _, form := range datedForms {
		if t, err := time.ParseInLocation(form, typed, z.Location()); err == nil {
			at := metrics.TimeOf(t)
			return at, at > 0 && at < now
		}
	}
	for _, form := range clockForms {
		if t, err := time.Parse(form, typed); err == nil {
			at := z.Midnight(z.Date(now)).Add(metrics.SpanOf(t.Sub(t.Truncate(24 * time.Hour))))
			if at >= now {
				at = at.Add(-metrics.Day)
			}
			return at, true
		}
	}
	return 0, false
}

// mostSpeed is as fast as the past can be played.
const mostSpeed = 600

// parseSpeed reads "x10".
func parseSpeed(typed string) (float64, bool) {
	n, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(typed)), "x")
	if !ok {
		return 0, false
	}
	speed, err := strconv.ParseFloat(n, 64)
	return speed, err == nil && speed > 0 && speed <= mostSpeed
}
