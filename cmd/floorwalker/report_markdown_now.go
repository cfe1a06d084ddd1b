package main

import (
	"cmp"
	"slices"
	"strings"

	"floorwalker/metrics"
)

// windows is each rate over the days and minutes that count.
func (p shopPage) windows() {
	t := p.table(textReportWindows, p.say(headReportFigure), p.say(headReportOfficial), p.say(headReport3d),
		p.say(headReportProjected), p.say(headReport15m), p.say(headReport1h))
	for _, m := range p.shown() {
		w := p.shop.Rolling[m.ID]
		t.row(p.name(m), p.rate(w.Official), p.rate(w.Official3d), p.rate(w.Projected3d), p.rate(w.Live15m), p.rate(w.Live1h))
	}
}

// budgets says of each rate how much may still go wrong.
func (p shopPage) budgets() {
	p.print("\n### %s\n\n", p.say(textReportBudget))
	for _, m := range p.shown() {
		said := append([]string{p.budget(m)}, p.pace(p.shop.Budget[m.ID])...)
		if f := p.shop.Forecast[m.ID]; f.Mean != nil && f.R > 0 {
			said = append(said, p.say(textBudgetExpected, percentOf(*f.Mean), percentOf(*f.Lo), percentOf(*f.Hi), percentOf(f.PFail)))
		}
		p.print("%s\n", p.say(textSaid, p.name(m), p.join(said...)))
	}
}

func (p shopPage) budget(m *metrics.Metric) string {
	f := p.counted(m)
	if f.N == 0 {
		return p.say(textBudgetNothing)
	}
	return p.join(p.say(textBudgetNow, p.rate(f), p.line(m.Line)), p.left(m))
}

// counted is what a metric's budget is made of: three days with today where
// the platform looks at three days, else today.
func (p shopPage) counted(m *metrics.Metric) metrics.RateFigure {
	if m.Days == 3 {
		return p.shop.Rolling[m.ID].Projected3d
	}
	today := p.rules.Zone.Date(p.report.Now).String()
	return p.shop.Days[today].Rates[m.ID]
}

func (p shopPage) left(m *metrics.Metric) string {
	b, unit := p.shop.Budget[m.ID], p.say(unitNames[m.Unit])
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

// pace is what a budget says about the time to come.
func (p shopPage) pace(b metrics.BudgetFigure) []string {
	var said []string
	if b.RecoversOn != nil {
		said = append(said, p.say(textBudgetRecovers, *b.RecoversOn))
	}
	if b.Burn1h != nil {
		said = append(said, p.say(textBudgetBurn, *b.Burn1h))
	}
	if b.Notice && b.MinutesToEmpty != nil {
		said = append(said, p.say(textBudgetEmpty, reportSpan(metrics.Span(*b.MinutesToEmpty)*metrics.Minute, p.lang)))
	}
	if b.Page {
		said = append(said, "**"+p.say(textBudgetPage)+"**")
	}
	return said
}

// line is a pass line in words.
func (p shopPage) line(l metrics.Line) string {
	text := textLineAtLeast
	if l.Strict {
		text = textLineAbove
	}
	return p.say(text, strings.TrimSuffix(metrics.FormatPercent(l.A*10000/l.B, true), ".00"))
}

// percentOf is a share as a percentage, cut to two decimals. Shares come
// rounded to six.
func percentOf(share float64) string { return metrics.FormatPercent(int(share*10000+1e-6), true) }

// gates says which campaigns the shop may sign up for.
func (p shopPage) gates() {
	shown := p.shown()
	var lines []string
	for i := range p.rules.Gates {
		g := &p.rules.Gates[i]
		at := slices.IndexFunc(shown, func(m *metrics.Metric) bool { return m.ID == g.Metric })
		if _, known := p.shop.GateDates[g.ID]; known && at >= 0 {
			lines = append(lines, p.gate(g, shown[at]))
		}
	}
	if len(lines) > 0 {
		p.print("\n### %s\n\n%s\n", p.say(textReportGates), strings.Join(lines, "\n"))
	}
}

func (p shopPage) gate(g *metrics.Gate, m *metrics.Metric) string {
	rule := textGateRule
	if p.rules.RollingGates {
		rule = textGateRuleRolling
	}
	name := codeSpan(g.ID)
	if known, ok := gateNames[g.ID]; ok {
		name = p.say(known)
	}
	state := p.say(textGateOpen)
	switch ok := p.shop.Gates[g.ID]; {
	case ok == nil:
		state = p.say(textGateUnknown, p.shop.GateDates[g.ID])
	case !*ok:
		state = p.say(textGateClosed, p.shop.GateDates[g.ID])
	}
	said := []string{state, p.say(rule, p.name(m), p.line(g.Line), g.Days)}
	if g.SignUp != 0 {
		said = append(said, p.say(textGateSignUp, g.SignUp))
	}
	return p.say(textSaid, name, p.join(said...))
}

// shownRows is how many waiting conversations, or witnesses of a figure, are
// named.
const shownRows = 10

// waiting sums up who waits, as the screen counts it, and names those to be
// saved first. Conversations that were closed, or are left over from a day
// before, are counted only.
func (p shopPage) waiting() {
	p.print("\n### %s\n\n", p.say(textReportWaiting))
	midnight := p.rules.Zone.Midnight(p.rules.Zone.Date(p.report.Now))
	open := slices.DeleteFunc(slices.Clone(p.shop.Waiting), func(w metrics.WaitingReport) bool {
		return w.Closed || w.Since < midnight
	})
	c := p.shop.House.Counts
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

func (p shopPage) waitingRow(t pageTable, w *metrics.WaitingReport) {
	next, agent := notCounted, p.say(textUnassigned)
	if w.Next != nil {
		next = reportSpan(metrics.Span(*w.Next)*metrics.Second, p.lang)
	}
	if w.Agent != nil {
		agent = p.agent(string(*w.Agent))
	}
	t.row(codeSpan(string(w.Conversation)), reportSpan(w.Wait, p.lang), next, p.span(w.ToBreach), p.say(stateNames[w.State]), agent)
}
