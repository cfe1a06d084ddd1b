package tui

import (
	"fmt"
	"strconv"

	"floorwalker/metrics"
)

const (
	// near is how close to a line seconds count whatever the age.
	near = metrics.Minute
	// young is below what age seconds are shown at all. A row with seconds
	// is drawn again every second, whole if it holds Chinese, so calm costs
	// less too.
	young = 10 * metrics.Minute
)

// age is a length of time as a row shows it: 3:48 below ten minutes, then 12m,
// 1h22m, 4d. Negative lengths are 0:00.
func age(d metrics.Span) string {
	if d < young {
		return exactAge(d)
	}
	minutes := int64(d / metrics.Minute)
	switch hours := minutes / 60; {
	case hours < 1:
		return strconv.FormatInt(minutes, 10) + "m"
	case hours < 100:
		return fmt.Sprintf("%dh%02dm", hours, minutes%60)
	default:
		return strconv.FormatInt(hours/24, 10) + "d"
	}
}

// exactAge is a length of time to the second: 0:07, 14:31, 1:02:03.
func exactAge(d metrics.Span) string {
	s := max(d, 0).Seconds()
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// waited is how long a buyer has waited, to the second when a line is near.
func waited(d, left metrics.Span, line bool) string {
	if line && left <= near {
		return exactAge(d)
	}
	return age(d)
}

// clock is the time of day in z, as 20:41:07.
func clock(t metrics.Time, z metrics.Zone) string {
	s := z.TimeOfDay(t).Seconds()
	return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}

// offset names a zone by its distance from UTC: +08 or +05:30.
func offset(z metrics.Zone) string {
	sign, m := "+", int64(metrics.Span(z)/metrics.Minute)
	if m < 0 {
		sign, m = "-", -m
	}
	if m%60 == 0 {
		return fmt.Sprintf("%s%02d", sign, m/60)
	}
	return fmt.Sprintf("%s%02d:%02d", sign, m/60, m%60)
}

// grouped is n with a comma between thousands.
func grouped[N ~int | ~uint64](n N) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
