package main

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"floorwalker/metrics"
	"floorwalker/tui"
)

// writeReportMarkdown writes r for people: of each shop the days by what its
// platform judges, the windows, what may still be missed, the gates, who waits
// and the agents of the last day. Ids stand in code spans: they may hold any
// sign that means something to Markdown.
func writeReportMarkdown(w io.Writer, r *report, lang tui.Lang) error {
	p := &reportPage{Writer: bufio.NewWriter(w), report: r, lang: lang}
	now := r.Now.Std().In(r.policy.Zone.Location()).Format("2006-01-02 15:04:05 -07:00")
	p.print("# %s\n\n", p.say(textReportTitle, now))
	p.counts()
	if len(r.Shops) == 0 {
		p.print("\n%s\n", p.say(textReportNothing))
	}
	for _, key := range slices.Sorted(maps.Keys(r.Shops)) {
		p.shop(key, r.Shops[key])
	}
	return p.Flush()
}

// reportPage writes Markdown. Errors stay until Flush.
type reportPage struct {
	*bufio.Writer
	report *report
	lang   tui.Lang
}

func (p *reportPage) print(format string, args ...any) { fmt.Fprintf(p, format, args...) }

func (p *reportPage) say(t reportText, args ...any) string {
	if len(args) == 0 {
		return t.in(p.lang)
	}
	return fmt.Sprintf(t.in(p.lang), args...)
}

func (p *reportPage) counts() {
	c := &p.report.Counts
	p.print("%s\n", p.say(textReportCounts, grouped(c.Lines), grouped(c.Events), grouped(c.Malformed),
		grouped(int(p.report.unknown)), grouped(c.Duplicates), codeSpan(p.report.Policy)))
}

// shop is one shop's part of the page.
func (p *reportPage) shop(key string, shop metrics.ShopReport) {
	p.print("\n## %s\n", codeSpan(key))
	if p.report.scope.metric != "" {
		p.figure(shop)
	} else {
		p.days(shop, p.judged(key))
	}
	shown := p.shown(key)
	p.windows(shop, shown)
	p.budgets(shop, shown)
	p.gates(shop, shown)
	if p.report.scope.metric == "" {
		p.waiting(shop)
		p.agents(shop)
	}
}

// unjudged is what a shop is shown by whose platform nobody knows.
var unjudged = []string{"turn_3m", "turn_5m"}

// judged are the rates by which a shop's platform judges it, in the order of
// the policy.
func (p *reportPage) judged(key string) []*metrics.Metric {
	platform, id, _ := strings.Cut(key, "/")
	rules := p.report.policy.For(metrics.ShopKey{Platform: metrics.Text(platform), Shop: metrics.Text(id)})
	ids := rules.Judged
	if ids == nil {
		ids = unjudged
	}
	return p.rates(func(id string) bool { return slices.Contains(ids, id) })
}

// shown are the rates whose windows and budgets are printed.
func (p *reportPage) shown(key string) []*metrics.Metric {
	if asked := p.report.scope.metric; asked != "" {
		return p.rates(func(id string) bool { return id == asked })
	}
	return p.judged(key)
}

func (p *reportPage) rates(want func(id string) bool) []*metrics.Metric {
	var out []*metrics.Metric
	for i := range p.report.policy.Rules.Metrics {
		if m := &p.report.policy.Rules.Metrics[i]; !m.IsMean() && want(m.ID) {
			out = append(out, m)
		}
	}
	return out
}

// days is a line for each day.
func (p *reportPage) days(shop metrics.ShopReport, judged []*metrics.Metric) {
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
	open := false
	for _, date := range slices.Sorted(maps.Keys(shop.Days)) {
		day := shop.Days[date]
		cells := []string{date + openMark(!day.Final)}
		open = open || !day.Final
		for _, m := range judged {
			cells = append(cells, p.rate(day.Rates[m.ID]))
		}
		first := day.Means["first_response"]
		cells = append(cells, p.span(first.Mean), p.span(first.P50), p.span(first.P90), p.satisfied(day.CSAT))
		if fined {
			cells = append(cells, penaltyCell(day.Penalty))
		}
		t.row(cells...)
	}
	if open {
		p.print("\n%s\n", p.say(textReportOpen))
	}
}

// openMark follows the date of a day that is not over.
func openMark(open bool) string {
	if open {
		return " …"
	}
	return ""
}

// notCounted stands where nothing was counted (R25).
const notCounted = "--"

// rate is a percentage with its fraction, and what is still open.
func (p *reportPage) rate(f metrics.RateFigure) string {
	s := notCounted
	if f.Pct != nil {
		s = fmt.Sprintf("%s %% (%d/%d)", *f.Pct, f.OK, f.N)
	}
	if f.Pending > 0 {
		s += " " + p.say(textReportPending, f.Pending)
	}
	return s
}

func (p *reportPage) satisfied(f metrics.CSATFigure) string {
	return p.rate(metrics.RateFigure{OK: f.Satisfied, N: f.Rated, Pct: f.SatisfiedPct})
}

func penaltyCell(f metrics.PenaltyFigure) string {
	if !f.Applies {
		return notCounted
	}
	return strconv.Itoa(f.CNY)
}

func (p *reportPage) span(d *metrics.Span) string {
	if d == nil {
		return notCounted
	}
	return reportSpan(*d, p.lang)
}

// figure is the table of the one figure that was asked for, with the columns
// that it has.
func (p *reportPage) figure(shop metrics.ShopReport) {
	var dates []string
	var rows []reportRow
	add := func(date string, more []reportRow) {
		rows = append(rows, more...)
		dates = append(dates, slices.Repeat([]string{date}, len(more))...)
	}
	for _, date := range slices.Sorted(maps.Keys(shop.Days)) {
		add(date, p.report.scope.rowsOfDay(&shop, date, p.report.policy))
	}
	p.figureTable(textReportDays, headReportDay, dates, rows)
	dates, rows = nil, nil
	for _, date := range slices.Sorted(maps.Keys(shop.Agents)) {
		for _, id := range slices.Sorted(maps.Keys(shop.Agents[date])) {
			add(date+" "+p.agent(id), p.report.scope.rowsOfAgent(&shop, date, id))
		}
	}
	p.figureTable(headReportAgent, headReportAgent, dates, rows)
}

func (p *reportPage) figureTable(title, head reportText, firsts []string, rows []reportRow) {
	if len(rows) == 0 {
		return
	}
	heads := []string{p.say(head), p.say(headReportFigure)}
	var columns []int
	for c, name := range reportColumnNames {
		if slices.ContainsFunc(rows, func(r reportRow) bool { return r.cells[c] != "" }) {
			columns, heads = append(columns, c), append(heads, name)
		}
	}
	t := p.table(title, heads...)
	for i := range rows {
		cells := []string{firsts[i], rows[i].figure}
		for _, c := range columns {
			cells = append(cells, rows[i].cells[c])
		}
		t.row(cells...)
	}
}

// name is a metric's, in words, with its threshold as configured.
func (p *reportPage) name(m *metrics.Metric) string {
	name, ok := metricNames[m.ID]
	if !ok {
		return codeSpan(m.ID)
	}
	return p.say(name, reportSpan(m.Threshold, p.lang))
}

// agent is a person's id, or the queue's name.
func (p *reportPage) agent(id string) string {
	if id == metrics.Unassigned {
		return p.say(textUnassigned)
	}
	return codeSpan(id)
}
