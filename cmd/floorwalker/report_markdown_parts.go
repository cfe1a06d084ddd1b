package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"floorwalker/metrics"
)

// windows is each judged rate over the days and minutes that count.
func (p *reportPage) windows(shop metrics.ShopReport, shown []*metrics.Metric) {
	if len(shop.Rolling) == 0 || len(shown) == 0 {
		return
	}
	t := p.table(textReportWindows, p.say(headReportFigure), p.say(headReportOfficial), p.say(headReport3d),
		p.say(headReportProjected), p.say(headReport15m), p.say(headReport1h))
	for _, m := range shown {
		w := shop.Rolling[m.ID]
		t.row(p.name(m), p.rate(w.Official), p.rate(w.Official3d), p.rate(w.Projected3d), p.rate(w.Live15m), p.rate(w.Live1h))
	}
}

// budgets says of each judged rate how much may still go wrong.
func (p *reportPage) budgets(shop metrics.ShopReport, shown []*metrics.Metric) {
	if len(shop.Budget) == 0 || len(shown) == 0 {
		return
	}
	p.print("\n### %s\n\n", p.say(textReportBudget))
	for _, m := range shown {
		said := []string{p.budget(m, shop.Budget[m.ID], p.counted(shop, m))}
		if burn := shop.Budget[m.ID].Burn1h; burn != nil {
			said = append(said, p.say(textBudgetBurn, *burn))
		}
		if f := shop.Forecast[m.ID]; f.Mean != nil && f.R > 0 {
			said = append(said, p.say(textBudgetExpected, percentOf(*f.Mean), percentOf(*f.Lo), percentOf(*f.Hi), percentOf(f.PFail)))
		}
		p.print("%s", p.say(textSaid, p.name(m), strings.Join(said, p.say(textBetween))))
	}
}

// counted is what a metric's budget is made of: three days with today where
// the platform looks at three days, else today.
func (p *reportPage) counted(shop metrics.ShopReport, m *metrics.Metric) metrics.RateFigure {
	if m.Days == 3 {
		return shop.Rolling[m.ID].Projected3d
	}
	return shop.Days[p.report.Today].Rates[m.ID]
}

func (p *reportPage) budget(m *metrics.Metric, b metrics.BudgetFigure, f metrics.RateFigure) string {
	if f.N == 0 {
		return p.say(textBudgetNothing)
	}
	return p.say(textBudgetNow, p.rate(f), p.line(m.Line)) + p.say(textBetween) + p.left(m, b)
}

func (p *reportPage) left(m *metrics.Metric, b metrics.BudgetFigure) string {
	unit := p.say(unitNames[m.Unit])
	switch {
	case b.ToRecover == nil:
		return p.say(textBudgetLost)
	case *b.ToRecover > 0:
		return p.say(textBudgetRecover, *b.ToRecover, unit)
	case m.Unit == metrics.PerConsumer:
		return p.say(textBudgetFlips, b.MissesLeft, unit, b.MissesLeftNew)
	}
	return p.say(textBudgetNew, b.MissesLeftNew, unit)
}

// line is a pass line in words.
func (p *reportPage) line(l metrics.Line) string {
	text := textLineAtLeast
	if l.Strict {
		text = textLineAbove
	}
	return p.say(text, strings.TrimSuffix(metrics.FormatPercent(l.A*10000/l.B, true), ".00"))
}

// percentOf is a share as a percentage, cut to two decimals.
func percentOf(share float64) string { return metrics.FormatPercent(int(share*10000+1e-6), true) }

// gates says which campaigns the shop may sign up for.
func (p *reportPage) gates(shop metrics.ShopReport, shown []*metrics.Metric) {
	var lines []string
	for i := range p.report.policy.Rules.Gates {
		g := &p.report.policy.Rules.Gates[i]
		at := slices.IndexFunc(shown, func(m *metrics.Metric) bool { return m.ID == g.Metric })
		if _, known := shop.GateDates[g.ID]; known && at >= 0 {
			lines = append(lines, p.gate(g, shown[at], shop))
		}
	}
	if len(lines) > 0 {
		p.print("\n### %s\n\n%s", p.say(textReportGates), strings.Join(lines, ""))
	}
}

func (p *reportPage) gate(g *metrics.Gate, m *metrics.Metric, shop metrics.ShopReport) string {
	rule := textGateRule
	if p.report.policy.Rules.RollingGates {
		rule = textGateRuleRolling
	}
	name := codeSpan(g.ID)
	if known, ok := gateNames[g.ID]; ok {
		name = p.say(known)
	}
	said := p.say(textGateOpen)
	switch ok := shop.Gates[g.ID]; {
	case ok == nil:
		said = p.say(textGateUnknown, shop.GateDates[g.ID])
	case !*ok:
		said = p.say(textGateClosed, shop.GateDates[g.ID])
	}
	return p.say(textSaid, name, said+p.say(textBetween)+p.say(rule, p.name(m), p.line(g.Line), g.Days))
}

// shownRows is how many waiting conversations are named.
const shownRows = 10

// waiting sums up who waits, as the screen counts it, and names those to be
// saved first. Conversations that were closed, or are left over from a day
// before, are counted only.
func (p *reportPage) waiting(shop metrics.ShopReport) {
	if p.report.scope.day != "" && p.report.scope.day != p.report.Today {
		return
	}
	p.print("\n### %s\n\n", p.say(textReportWaiting))
	midnight := p.report.policy.Zone.Midnight(p.report.policy.Zone.Date(p.report.Now))
	open := slices.DeleteFunc(slices.Clone(shop.Waiting), func(w metrics.WaitingReport) bool { return w.Closed || w.Since < midnight })
	c := shop.House.Counts
	if len(open) > 0 {
		longest := slices.MaxFunc(open, func(a, b metrics.WaitingReport) int { return cmp.Compare(a.Wait, b.Wait) }).Wait
		p.print("%s\n", p.say(textWaitingSum, len(open), c.Due, c.Past, c.Lost, c.Night, reportSpan(longest, p.lang)))
	} else {
		p.print("%s\n", p.say(textNobodyWaiting))
	}
	if c.Closed+c.LeftOver > 0 {
		p.print("%s\n", p.say(textWaitingGone, c.Closed, c.LeftOver))
	}
	if len(open) == 0 {
		return
	}
	p.print("\n%s\n\n", p.say(textWaitingFirst))
	t := p.plainTable(p.say(headReportChat), p.say(headReportWaited), p.say(headReportNext), p.say(headReportLeft),
		p.say(headReportState), p.say(headReportAgent))
	for i := range open[:min(shownRows, len(open))] {
		p.waitingRow(t, &open[i])
	}
}

func (p *reportPage) waitingRow(t pageTable, w *metrics.WaitingReport) {
	next, left, agent := notCounted, notCounted, p.say(textUnassigned)
	if w.Next != nil {
		next, left = reportSpan(metrics.Span(*w.Next)*metrics.Second, p.lang), p.span(w.ToBreach)
	}
	if w.Agent != nil {
		agent = p.agent(string(*w.Agent))
	}
	t.row(codeSpan(string(w.Conversation)), reportSpan(w.Wait, p.lang), next, left, p.say(stateNames[w.State]), agent)
}

// agents is a line for each agent, of the last day that has any.
func (p *reportPage) agents(shop metrics.ShopReport) {
	dates := slices.Sorted(maps.Keys(shop.Agents))
	dates = slices.DeleteFunc(dates, func(date string) bool { return len(shop.Agents[date]) == 0 })
	if len(dates) == 0 {
		return
	}
	date := dates[len(dates)-1]
	within := func(seconds metrics.Span) string {
		return p.say(headReportWithin, reportSpan(seconds*metrics.Second, p.lang))
	}
	t := p.table(reportText{p.say(textReportAgents, date), p.say(textReportAgents, date)}, p.say(headReportAgent),
		within(30), within(180), within(300), p.say(headReportMean), p.say(headReportMessages), p.say(headReportSessions), p.say(headReportSatisfied))
	for _, id := range slices.Sorted(maps.Keys(shop.Agents[date])) {
		a := shop.Agents[date][id]
		t.row(p.agent(id), p.agentRate(a.Reply["30"]), p.agentRate(a.Reply["180"]), p.agentRate(a.Reply["300"]),
			p.span(a.AvgResponse.Mean), grouped(a.Messages), grouped(a.Sessions), p.satisfied(a.CSAT))
	}
}

func (p *reportPage) agentRate(f metrics.AgentRateFigure) string {
	return p.rate(metrics.RateFigure{OK: f.OK, N: f.N, Pending: f.Pending, Pct: f.Pct})
}
