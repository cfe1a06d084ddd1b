package tui

import (
	"strconv"
	"strings"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// measureName is a figure as its platform calls it.
func (s *state) measureName(id string) string {
	if m, ok := measures[id]; ok {
		return s.say(m.name)
	}
	return ident(id)
}

// shortMeasure is the same where there is no room: of a site's own figure, the
// time within which an answer is good.
func (s *state) shortMeasure(r *metrics.ShopRow) string {
	switch m, ok := measures[r.Metric]; {
	case ok:
		return s.say(m.short)
	case r.Threshold > 0:
		return s.lineName(r.Threshold)
	default:
		return ident(r.Metric)
	}
}

// unitOf is what stands behind a number of units.
func (s *state) unitOf(r *metrics.ShopRow) string {
	if m, ok := measures[r.Metric]; ok {
		return s.say(m.unit)
	}
	return s.say(units[min(r.Unit, metrics.PerFirst)].name)
}

// countsWhat is what a figure counts, in a sentence.
func (s *state) countsWhat(r *metrics.ShopRow) string {
	if m, ok := measures[r.Metric]; ok {
		return s.say(m.what)
	}
	text := s.say(units[min(r.Unit, metrics.PerFirst)].what)
	if r.Threshold > 0 {
		text += ", " + s.say(whatWithin, s.lineName(r.Threshold))
	}
	return text
}

// figure is a rate of a shop; one that was built on a gap says so.
func (s *state) figure(r *metrics.ShopRow, t metrics.Tally) string {
	if t.N == 0 || r.Covered {
		return percent(t)
	}
	return s.glyphs.about + percent(t)
}

// passText is a pass line: at least, or above.
func (s *state) passText(l metrics.Line) string {
	sign := s.glyphs.atLeast
	if l.Strict {
		sign = ">"
	}
	return sign + linePercent(l)
}

// linePercent is the share of a line, with as many digits as it needs.
func linePercent(l metrics.Line) string {
	if l.B == 0 {
		return "--"
	}
	return strconv.FormatFloat(100*float64(l.A)/float64(l.B), 'f', -1, 64)
}

// danger is how a row looks: the line is missed, or little is left of it.
func (s *state) danger(r *metrics.ShopRow) theme.Style {
	switch {
	case r.Left < 0:
		return s.theme.Past
	case fewLeft(r):
		return s.theme.Due
	default:
		return s.theme.Text
	}
}

func (s *state) dangerMark(r *metrics.ShopRow) string {
	switch {
	case r.Left < 0:
		return s.glyphs.past
	case fewLeft(r):
		return s.glyphs.due
	default:
		return ""
	}
}

// fewLeft says that at most two in a hundred of today's units may be missed.
func fewLeft(r *metrics.ShopRow) bool { return 50*r.Left <= r.Today.N }

// budgetText is how many may still be missed, or how many are missing.
func (s *state) budgetText(r *metrics.ShopRow, long bool) string {
	unit := s.unitOf(r)
	switch {
	case r.Left >= 0 && long:
		return s.say(stripMayMiss, r.Left, unit)
	case r.Left >= 0:
		return s.say(textMayMiss, r.Left, unit)
	case r.Recover > 0:
		return s.say(textShort, r.Recover, unit)
	default:
		return s.say(textOutOfReach)
	}
}

func (s *state) missNew(r *metrics.ShopRow) string {
	if r.LeftNew < 0 {
		return s.glyphs.none
	}
	return grouped(r.LeftNew)
}

// outlook is the figure at midnight and the gate that opens last; where there
// is no room for both, the gate.
func (s *state) outlook(r *metrics.ShopRow, room int) string {
	gate := s.gateText(r)
	midnight := s.say(textAtMidnight, s.figure(r, r.Projected))
	switch {
	case gate == "":
		return midnight
	case width(midnight)+len(gap)+width(gate) <= room:
		return midnight + gap + gate
	default:
		return gate
	}
}

// gateText is the gate of a figure that can be open last, or that all are.
func (s *state) gateText(r *metrics.ShopRow) string {
	if len(r.Gates) == 0 {
		return ""
	}
	worst := &r.Gates[0]
	for i := range r.Gates {
		g := &r.Gates[i]
		if worst.State == metrics.GateOK && g.State != metrics.GateOK || g.State != metrics.GateOK && g.Date > worst.Date {
			worst = g
		}
	}
	switch worst.State {
	case metrics.GateOK:
		return s.say(textGateOpen)
	case metrics.GateFailed:
		return s.say(textGateFrom, monthDay(worst.Date), s.campaign(worst.ID))
	default:
		return s.say(textGateUnsure, monthDay(worst.Date), s.campaign(worst.ID))
	}
}

func (s *state) campaign(id string) string {
	if p, ok := campaigns[id]; ok {
		return s.say(p)
	}
	return ident(id)
}

// monthDay is a date without its year.
func monthDay(d metrics.Date) string {
	_, day, _ := strings.Cut(d.String(), "-")
	return day
}
