package tui

import (
	"cmp"
	"strconv"
	"strings"

	"floorwalker/metrics"
)

// penaltyLines say whether the penalty applies today and what it costs.
func (m *Model) penaltyLines(p *metrics.PenaltyFigure, w int) []string {
	text, style := m.say(textPenaltyNot, p.Consumers), m.theme.Muted
	switch {
	case p.Applies && p.CNY > 0:
		text, style = m.say(textPenaltyCosts, p.Consumers, p.CNY), m.theme.Past
	case p.Applies:
		text, style = m.say(textPenaltyKept, p.Consumers), m.theme.Text
	}
	return []string{m.rule(m.say(textPenalty), false, w), style.Paint(fit(" "+text, w, m.glyphs.more))}
}

// gateLines are the gates, each with the days that it looks at.
func (m *Model) gateLines(p *metrics.ShopPage, w int) []string {
	if len(p.Gates) == 0 {
		return nil
	}
	lines := []string{m.rule(m.say(factGates), false, w)}
	for i := range p.Gates {
		lines = append(lines, m.flowSpans(m.gateSpans(&p.Gates[i]), w)...)
	}
	return lines
}

func (m *Model) gateSpans(g *metrics.PageGate) []span {
	style := m.theme.Due
	switch g.State {
	case metrics.GateOK:
		style = m.theme.Good
	case metrics.GateFailed:
		style = m.theme.Past
	}
	head := m.campaign(g.ID) + "  " + m.measureName(g.Metric) + " " + m.passText(g.Line)
	spans := []span{{head, m.theme.Text, 0}, {m.say(textGateDate, m.say(gateStates[g.State]), g.Date.String()), style, 0}}
	if g.SignUp != 0 {
		spans = append(spans, span{m.say(textSignUp, monthDay(g.SignUp)), m.theme.Text, 0})
	}
	for i := range g.Days {
		d := &g.Days[i]
		sign, look := m.glyphs.broken, m.theme.Past
		switch {
		case !d.Known:
			sign, look = "?", m.theme.Due
		case d.Held:
			sign, look = m.glyphs.savable, m.theme.Good
		}
		text := monthDay(d.Date) + " " + sign + " " + percent(d.Tally)
		if !d.Final {
			text += " " + m.say(textSoFar)
		}
		spans = append(spans, span{text, look, 0})
	}
	return spans
}

// A robot that says nothing for robotQuiet, where buyers began robotBusy turns in
// a quarter of an hour, has most likely stopped.
const (
	robotQuiet = 3 * metrics.Minute
	robotBusy  = 5
)

// robotLines are the robot's work of the last quarter of an hour beside what is
// normal at this time of day.
func (m *Model) robotLines(f *metrics.RobotFigure, w int) []string {
	if f.RobotFirst == 0 && f.Handoffs == 0 && f.Silent == nil { // no robot works here
		return nil
	}
	none := m.glyphs.none
	figure := func(s *string) string {
		if s == nil {
			return none
		}
		return *s
	}
	silent, quiet := none, m.theme.Text
	if f.Silent != nil {
		silent = age(*f.Silent)
		if *f.Silent >= robotQuiet && f.Turns >= robotBusy {
			silent, quiet = silent+"!", m.theme.Past
		}
	}
	spans := []span{
		{m.say(textRobotShare, figure(f.SharePct), figure(f.NormalShare), f.RobotFirst, f.Turns), m.theme.Text, 0},
		{m.say(textRobotSilent, silent), quiet, 0},
		{m.say(textHandoffs, figure(f.HandoffsPerMin), figure(f.NormalHandoffs)), m.theme.Text, 0},
	}
	return append([]string{m.rule(m.say(textRobot), false, w)}, m.flowSpans(spans, w)...)
}

// peopleLines are how many people the last hour took, and who still waits for
// what was promised.
func (m *Model) peopleLines(p *metrics.ShopPage, w int) []string {
	var spans []span
	if f := &p.Staffing; f.Needed != nil {
		needed := m.say(textNeeded, *f.Needed, 100*f.Target, age(f.Within), f.TurnsPerHour)
		spans = append(spans, span{needed, m.theme.Text, 0})
	}
	if n := len(p.Promised); n > 0 {
		spans = append(spans, span{m.say(textPromised, n), m.theme.Due, 0})
	}
	if n := len(p.Looping); n > 0 {
		spans = append(spans, span{m.say(textLooping, n), m.theme.Past, 0})
	}
	if len(spans) == 0 {
		return nil
	}
	title := m.say(textOwed)
	if len(p.Promised)+len(p.Looping) == 0 {
		return append([]string{m.rule(title, false, w)}, m.flowSpans(spans, w)...)
	}
	return append([]string{m.rule(title, false, w, m.keyOf("owed"))}, m.flowSpans(spans, w)...)
}

// hourBar is the longest bar of the hour table.
const hourBar = 12

// hourLines are the hours of today with the misses of each rate: which hour
// cost us. The worst of each rate is marked.
func (m *Model) hourLines(p *metrics.ShopPage, w int) []string {
	if len(p.Hours) == 0 || len(p.Metrics) == 0 {
		return nil
	}
	worst := worstHours(p)
	lines := []string{m.rule(m.say(textHours), false, w), m.theme.Head.Paint(fit(m.hourHeads(p), w, m.glyphs.more))}
	for h := range p.Hours {
		hour := &p.Hours[h]
		spans := []span{{" " + clock(hour.From, m.view.Zone)[:5], m.theme.Muted, 0}}
		for i := range min(len(hour.Rates), len(p.Metrics)) {
			t := hour.Rates[i]
			style, mark := m.theme.Text, " "
			if worst[i] == h {
				style, mark = m.theme.Past, m.glyphs.past
			}
			bar := strings.Repeat(m.glyphs.bar, barLength(t.Miss(), worstMiss(p, worst[i], i)))
			text := mark + fitRight(percent(t), 6, "") + fitRight(strconv.Itoa(t.Miss())+"/"+strconv.Itoa(t.N), 9, "") + " " + fit(bar, hourBar, "")
			spans = append(spans, span{text, style, i})
		}
		lines = append(lines, spread(spans, nil, w, m.glyphs.more))
	}
	return lines
}

func (m *Model) hourHeads(p *metrics.ShopPage) string {
	heads := " " + fit(m.say(headHour), 5, "")
	for i := range p.Metrics {
		heads += gap + " " + fit(m.measureName(p.Metrics[i].Row.Metric)+" "+m.say(textMissesOf), 16+hourBar, m.glyphs.more)
	}
	return heads
}

// worstHours are, for each rate, the hour with most misses; -1 if none has any.
func worstHours(p *metrics.ShopPage) []int {
	worst := make([]int, len(p.Metrics))
	for i := range worst {
		worst[i] = -1
		most := 0
		for h := range p.Hours {
			if i < len(p.Hours[h].Rates) && p.Hours[h].Rates[i].Miss() > most {
				most, worst[i] = p.Hours[h].Rates[i].Miss(), h
			}
		}
	}
	return worst
}

func worstMiss(p *metrics.ShopPage, hour, rate int) int {
	if hour < 0 {
		return 0
	}
	return p.Hours[hour].Rates[rate].Miss()
}

// barLength is the share of the most in cells; some where there is anything.
func barLength(n, most int) int {
	if n <= 0 || most <= 0 {
		return 0
	}
	return min(max(n*hourBar/most, 1), hourBar)
}

// flowSpans lays spans out side by side, in as many lines of w cells as they
// need.
func (s *state) flowSpans(spans []span, w int) []string {
	var lines []string
	var line []span
	used := 1
	end := func() {
		if line == nil {
			return
		}
		text, n := joinSpans(line)
		lines = append(lines, fit(" ", min(w, 1), "")+text+spaces(w-1-n))
		line, used = nil, 1
	}
	for _, x := range separate(spans) {
		text, n := cut(x.text, max(w-2, 0), s.glyphs.more)
		if used+n+len(gap) > w {
			end()
		}
		if n > 0 {
			line = append(line, span{text, x.style, 0})
			used += n + len(gap)
		}
	}
	end()
	return lines
}

func (m *Model) passLong(l metrics.Line) string {
	if l.Strict {
		return m.say(textLineAbove, linePercent(l))
	}
	return m.say(textLineAtLeast, linePercent(l))
}

func (m *Model) budgetLong(r *metrics.ShopRow) string {
	unit := m.unitOf(r)
	switch {
	case r.Left >= 0:
		return m.say(textMayMissLong, r.Left, unit, r.LeftNew)
	case r.Recover > 0:
		return m.say(textShortLong, r.Recover, unit)
	default:
		return m.say(textOutLong)
	}
}

func (m *Model) coverage(r *metrics.ShopRow) string {
	return m.say(cmp.Or(map[bool]phrase{true: textCovered}[r.Covered], textNotCovered))
}
