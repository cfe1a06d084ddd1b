package metrics

import "slices"

// RobotFigure is R44 over the last 15 minutes. Normal is the median of the same
// quarter of an hour on those of the previous seven days that had any answer.
type RobotFigure struct {
	Turns          int     `json:"turns"`
	RobotFirst     int     `json:"robot_first"`
	SharePct       *string `json:"share_pct"`
	Silent         *Span   `json:"silent_ms"` // since its last message
	Handoffs       int     `json:"handoffs"`
	HandoffsPerMin *string `json:"handoffs_per_min"`
	NormalShare    *string `json:"normal_share_pct"`
	NormalHandoffs *string `json:"normal_handoffs_per_min"`
}

// quarter is what happened in a quarter of an hour.
type quarter struct{ turns, robot, handoffs int }

// quarterOf tells into which of the quarters t falls, -1 for none.
func quarterOf(t, now Time) int {
	back := now.Sub(t)
	if back < 0 || back%Day >= 15*Minute || back/Day > 7 {
		return -1
	}
	return int(back / Day)
}

func (h *houseDigest) robot(now Time) RobotFigure {
	q := h.quarters[0]
	f := RobotFigure{
		Turns: q.turns, RobotFirst: q.robot, SharePct: ratio(q.robot, q.turns),
		Handoffs: q.handoffs, HandoffsPerMin: perMinuteText(q.handoffs),
	}
	if h.robotAt != 0 {
		silent := now.Sub(h.robotAt)
		f.Silent = &silent
	}
	var shares, rates []Span
	for _, q := range h.quarters[1:] {
		if q.turns > 0 {
			shares = append(shares, Span(q.robot*10000/q.turns))
			rates = append(rates, Span(q.handoffs))
		}
	}
	if len(shares) > 0 {
		slices.Sort(shares)
		slices.Sort(rates)
		f.NormalShare = ratio(int(nearestRank(shares, 50)), 10000)
		f.NormalHandoffs = perMinuteText(int(nearestRank(rates, 50)))
	}
	return f
}

// perMinuteText spreads a count over a quarter of an hour, two decimals, cut.
func perMinuteText(n int) *string { return ratio(n, 15*100) }
