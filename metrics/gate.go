package metrics

import "slices"

// GateState says whether the past days satisfy a campaign's condition.
type GateState uint8

// Gate states. Unknown: a day without consumers is not verified (R29).
const (
	GateUnknown GateState = iota
	GateOK
	GateFailed
)

// gateDays are the days before a date that count for a gate: holidays are
// passed over.
func (r *Rules) gateDays(g *Gate, before Date) []Date {
	var out []Date
	for d := before - 1; len(out) < g.Days; d-- {
		if !slices.Contains(r.Holidays, d) {
			out = append(out, d)
		}
	}
	return out
}

// gateDay judges one day for a gate (R29): unknown without consumers, and where
// the gateway named a hole that the merchant's own figure does not fill.
func (s *shop) gateDay(g *Gate, metric int, d Date) GateState {
	t := s.tally(d, metric)
	if s.rules.RollingGates {
		t = t.Plus(s.tally(d-1, metric)).Plus(s.tally(d-2, metric))
	}
	_, given := s.baselines[baselineKey{d, g.Metric}]
	switch {
	case t.N == 0, s.hasGap(d) && !given:
		return GateUnknown
	case g.Line.Passes(t.OK, t.N):
		return GateOK
	}
	return GateFailed
}

// gateToday is whether the gate is open today: failed as soon as one of its
// days has, else unknown if one of them is.
func (s *shop) gateToday(g *Gate, metric int, today Date) GateState {
	state := GateOK
	for _, d := range s.rules.gateDays(g, today) {
		switch s.gateDay(g, metric, d) {
		case GateFailed:
			return GateFailed
		case GateUnknown:
			state = GateUnknown
		}
	}
	return state
}

// gateDate is the earliest date on which the gate can be open: the first, from
// today on, whose days have each passed or are yet to be judged. After a bad
// day X that is X+4 (R29).
func (s *shop) gateDate(g *Gate, metric int, today Date) Date {
	for d := today; ; d++ {
		if s.open(g, metric, d, today) {
			return d
		}
	}
}

func (s *shop) open(g *Gate, metric int, on, today Date) bool {
	for _, d := range s.rules.gateDays(g, on) {
		if d < today && s.gateDay(g, metric, d) != GateOK {
			return false
		}
	}
	return true
}

// PenaltyFigure is R30: from so many consumers of the day on, those still
// waiting included, the rule applies; it costs if less than half of those
// decided were answered within the hour.
type PenaltyFigure struct {
	Applies   bool `json:"applies"`
	Consumers int  `json:"consumers"`
	CNY       int  `json:"cny"`
}

func (r *Rules) penalty(t Tally, d Date) PenaltyFigure {
	f := PenaltyFigure{Consumers: t.N + t.Pending}
	f.Applies = f.Consumers >= r.PenaltyConsumers && !slices.Contains(r.Holidays, d)
	if f.Applies && !half.Passes(t.OK, t.N) {
		f.CNY = r.PenaltyCNY
	}
	return f
}
