package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"floorwalker/metrics"
)

// explain prints where a figure of a shop comes from. The shop may be left out
// where there is only one.
func (r *report) explain(floor *metrics.Floor, shop, figure string) error {
	shops := slices.Sorted(maps.Keys(r.Shops))
	if shop == "" && len(shops) == 1 {
		shop = shops[0]
	}
	if shop == "" {
		return usage("name the shop with --shop platform/shop", "a figure is explained for one shop, there are %d", len(shops))
	}
	if err := (&reportScope{shop: shop}).narrow(r); err != nil {
		return err
	}
	x, err := floor.Explain(shopKey(shop), figure)
	if err != nil {
		return usage("such as days.2026-11-11.pdd_reply_5m or rolling.pdd_reply_5m.official", "%w", err)
	}
	return r.writeExplain(r, x)
}

func writeExplainJSON(r *report, x *metrics.Explanation) error { return writeIndented(r.out, x) }

// side is the units of an explained figure with one outcome.
type side struct {
	name  string
	title reportText
	units []metrics.Evidence
}

// sides are those of a figure, in the order in which somebody looks at them.
func sides(x *metrics.Explanation) []side {
	return []side{
		{"missed", textSideMissed, x.Miss},
		{"pending", textSidePending, x.Pending},
		{"good", textSideGood, x.OK},
		{"excluded", textSideExcluded, x.Excluded},
	}
}

// writeExplainCSV writes a line for each unit.
func writeExplainCSV(r *report, x *metrics.Explanation) error {
	t := newReportTable(r)
	t.line([]string{"outcome", "conversation", "asked", "answered", "wait_ms"})
	for _, s := range sides(x) {
		for i := range s.units {
			e := &s.units[i]
			row := reportRow{}
			row.span(columnValue, e.Wait)
			t.line([]string{s.name, inert(string(e.Conversation)), r.clock(x, e.Asked), r.clockOf(x, e.Answered), row.cells[columnValue]})
		}
	}
	t.Flush()
	return t.Error()
}

// writeExplainMarkdown writes the formula and the first units of each side.
func writeExplainMarkdown(r *report, x *metrics.Explanation) error {
	p := newReportPage(r.out, r.lang)
	p.print("# %s\n\n", p.say(textExplainTitle, codeSpan(x.Figure), codeSpan(x.Shop)))
	p.print("%s\n\n", p.rate(x.Tally))
	p.print("- %s\n", p.formula(r.rules(x.Shop), x.Figure))
	p.print("- %s\n", p.say(textExplainDays, x.From, x.To))
	p.print("- %s\n", p.say(textExplainRules, strings.Join(x.Rules, " ")))
	if x.Coverage.Pct != nil {
		p.print("- %s\n", p.say(textExplainCoverage, *x.Coverage.Pct))
	}
	for _, s := range sides(x) {
		if len(s.units) == 0 {
			continue
		}
		p.print("\n## %s\n\n", p.say(s.title, len(s.units)))
		t := p.plainTable(p.say(headReportChat), p.say(headReportAsked), p.say(headReportAnswered), p.say(headReportWaited))
		for i := range s.units[:min(shownRows, len(s.units))] {
			e := &s.units[i]
			t.row(codeSpan(string(e.Conversation)), r.clock(x, e.Asked), r.clockOf(x, e.Answered), p.span(e.Wait))
		}
		if rest := len(s.units) - shownRows; rest > 0 {
			p.print("\n%s\n", p.say(textExplainMore, rest))
		}
	}
	return p.Flush()
}

// formula is what the rate in a figure's path counts.
func (p *reportPage) formula(rules metrics.Rules, figure string) string {
	path := strings.Split(figure, ".")
	m := &rules.Metrics[slices.IndexFunc(rules.Metrics, func(m metrics.Metric) bool { return slices.Contains(path, m.ID) })]
	window := m.Window
	if window == (metrics.Window{}) {
		window = rules.Window
	}
	said := []string{
		p.say(textExplainFormula, p.say(unitExplained[m.Unit]), reportSpan(m.Threshold, p.lang), ofDay(window.Start), ofDay(window.End)),
		p.say(robotExplained[m.Robot]),
	}
	if m.Unit == metrics.PerConsumer || m.Unit == metrics.PerSession {
		said = append(said, p.say(textExplainSpoils))
	}
	return p.join(said...)
}

// ofDay is a time of day, such as 23:00.
func ofDay(d metrics.Span) string {
	return fmt.Sprintf("%02d:%02d", d/metrics.Hour, d%metrics.Hour/metrics.Minute)
}

// clock is an instant in the zone of the explained shop.
func (r *report) clock(x *metrics.Explanation, t metrics.Time) string {
	return t.Std().In(r.rules(x.Shop).Zone.Location()).Format(time.RFC3339)
}

func (r *report) clockOf(x *metrics.Explanation, t *metrics.Time) string {
	if t == nil {
		return ""
	}
	return r.clock(x, *t)
}
