package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"floorwalker/metrics"
)

// days is a line for each day.
func (p shopPage) days() {
	judged := p.shown()
	heads := []string{p.say(headReportDay)}
	for _, m := range judged {
		heads = append(heads, p.name(m))
	}
	heads = append(heads, p.say(headReportFirstMean), p.say(headReportFirstP50), p.say(headReportFirstP90), p.say(headReportSatisfied))
	fined := slices.ContainsFunc(judged, func(m *metrics.Metric) bool { return strings.HasPrefix(m.ID, "pdd_") })
	if fined {
		heads = append(heads, p.say(headReportPenalty))
	}
	t := p.table(textReportDays, heads...)
	signs := daySigns{}
	for _, date := range slices.Sorted(maps.Keys(p.shop.Days)) {
		day := p.shop.Days[date]
		cells := []string{date + signs.ofDay(day)}
		for _, m := range judged {
			cells = append(cells, p.rate(day.Rates[m.ID])+signs.ofRate(day, m.ID))
		}
		first := day.Means["first_response"]
		cells = append(cells, p.span(first.Mean), p.span(first.P50), p.span(first.P90), p.satisfied(day.CSAT))
		if fined {
			cells = append(cells, finedCell(day.Penalty))
		}
		t.row(cells...)
	}
	p.legend(signs)
}

// daySigns are the signs used in a table of days.
type daySigns struct{ open, known, late bool }

// ofDay marks a day that is not over, and one of which not everything is known.
func (s *daySigns) ofDay(day metrics.DayReport) string {
	signs := ""
	if day.Coverage.Missing > 0 {
		s.known, signs = true, " ≈"
	}
	if !day.Final {
		s.open, signs = true, signs+" …"
	}
	return signs
}

// ofRate marks a rate that has changed since the day was closed (R7).
func (s *daySigns) ofRate(day metrics.DayReport, id string) string {
	if _, changed := day.Frozen[id]; !changed {
		return ""
	}
	s.late = true
	return ` \*`
}

func (p shopPage) legend(s daySigns) {
	var lines []string
	for _, sign := range []struct {
		used bool
		text reportText
	}{{s.open, textSignOpen}, {s.known, textSignKnown}, {s.late, textSignLate}} {
		if sign.used {
			lines = append(lines, p.say(sign.text))
		}
	}
	if len(lines) > 0 {
		p.print("\n%s\n", strings.Join(lines, " "))
	}
}

func finedCell(f metrics.PenaltyFigure) string {
	if !f.Applies {
		return notCounted
	}
	return strconv.Itoa(f.CNY)
}

// figure is the tables of the one figure that was asked for, with the columns
// that it has.
func (p shopPage) figure() {
	var days, agents figureRows
	scope := &p.report.scope
	for _, date := range slices.Sorted(maps.Keys(p.shop.Days)) {
		days.add([]string{date}, scope.rowsOfDay(&p.shop, date, &p.rules))
		for _, id := range slices.Sorted(maps.Keys(p.shop.Agents[date])) {
			agents.add([]string{date, p.agent(id)}, scope.rowsOfAgent(&p.shop, date, id))
		}
	}
	p.figureTable(textReportDays, days, headReportDay)
	p.figureTable(textReportAgents, agents, headReportDay, headReportAgent)
}

// figureRows are rows with what stands before each.
type figureRows struct {
	leads [][]string
	rows  []reportRow
}

func (f *figureRows) add(lead []string, rows []reportRow) {
	f.rows = append(f.rows, rows...)
	f.leads = append(f.leads, slices.Repeat([][]string{lead}, len(rows))...)
}

func (p shopPage) figureTable(title reportText, f figureRows, leads ...reportText) {
	if len(f.rows) == 0 {
		return
	}
	var heads []string
	for _, lead := range append(leads, headReportFigure) {
		heads = append(heads, p.say(lead))
	}
	var columns []int
	for c, name := range reportColumnNames {
		if slices.ContainsFunc(f.rows, func(r reportRow) bool { return r.cells[c] != "" }) {
			columns, heads = append(columns, c), append(heads, name)
		}
	}
	t := p.table(title, heads...)
	for i := range f.rows {
		cells := append(slices.Clone(f.leads[i]), f.rows[i].figure)
		for _, c := range columns {
			cells = append(cells, f.rows[i].cells[c])
		}
		t.row(cells...)
	}
}

// agents is a line for each agent who had something to do, of the last day that
// has any.
func (p shopPage) agents() {
	for _, date := range slices.Backward(slices.Sorted(maps.Keys(p.shop.Agents))) {
		agents := maps.Clone(p.shop.Agents[date])
		maps.DeleteFunc(agents, func(_ string, a metrics.AgentDayReport) bool { return idle(a) })
		if len(agents) > 0 {
			p.agentsOn(date, agents)
			return
		}
	}
}

// idle reports whether an agent only had conversations open.
func idle(a metrics.AgentDayReport) bool {
	for _, r := range a.Reply {
		if r.N+r.Pending+r.Forgiven+r.Relieved > 0 {
			return false
		}
	}
	return a.Messages == 0
}

func (p shopPage) agentsOn(date string, agents map[string]metrics.AgentDayReport) {
	within := func(seconds metrics.Span) string {
		return p.say(headReportWithin, reportSpan(seconds*metrics.Second, p.lang))
	}
	p.print("\n### %s\n\n", p.say(textReportAgentsOn, date))
	t := p.plainTable(p.say(headReportAgent), within(30), within(180), within(300), p.say(headReportMean),
		p.say(headReportMessages), p.say(headReportSessions), p.say(headReportSatisfied))
	for _, id := range slices.Sorted(maps.Keys(agents)) {
		a := agents[id]
		t.row(p.agent(id), p.agentRate(a.Reply["30"]), p.agentRate(a.Reply["180"]), p.agentRate(a.Reply["300"]),
			p.span(a.AvgResponse.Mean), grouped(a.Messages), grouped(a.Sessions), p.satisfied(a.CSAT))
	}
}
