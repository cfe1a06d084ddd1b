package main

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"floorwalker/metrics"
	"floorwalker/tui"
)

// writeReportMarkdown writes r for people: of each shop the days by what its
// platform judges, the windows, what may still be missed, the gates, who waits
// and the agents of the last day.
func writeReportMarkdown(r *report) error {
	p := newReportPage(r.out, r.lang)
	now := r.Now.Std().In(r.policy.Zone.Location()).Format("2006-01-02 15:04:05 -07:00")
	p.print("# %s\n\n", p.say(textReportTitle, now))
	c := &r.Counts
	p.print("%s\n", p.say(textReportCounts, grouped(c.Lines), grouped(c.Events), grouped(c.Malformed),
		grouped(int(r.unknown)), grouped(c.Duplicates), codeSpan(r.Policy)))
	if len(r.Shops) == 0 {
		p.print("\n%s\n", p.say(textReportNothing))
	}
	for _, key := range slices.Sorted(maps.Keys(r.Shops)) {
		shopPage{p, r, key, r.Shops[key], r.rules(key)}.write()
	}
	return p.Flush()
}

// reportPage writes Markdown. Errors stay until Flush. Ids stand in code spans:
// they may hold any sign that means something to Markdown.
type reportPage struct {
	*bufio.Writer
	lang tui.Lang
}

func newReportPage(out io.Writer, lang tui.Lang) *reportPage {
	return &reportPage{bufio.NewWriter(out), lang}
}

func (p *reportPage) print(format string, args ...any) { fmt.Fprintf(p, format, args...) }

func (p *reportPage) say(t reportText, args ...any) string {
	if len(args) == 0 {
		return t.in(p.lang)
	}
	return fmt.Sprintf(t.in(p.lang), args...)
}

// join puts the parts of a sentence together.
func (p *reportPage) join(parts ...string) string { return strings.Join(parts, p.say(textBetween)) }

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

func (p *reportPage) agentRate(f metrics.AgentRateFigure) string {
	return p.rate(metrics.RateFigure{OK: f.OK, N: f.N, Pending: f.Pending, Pct: f.Pct})
}

func (p *reportPage) satisfied(f metrics.CSATFigure) string {
	return p.rate(metrics.RateFigure{OK: f.Satisfied, N: f.Rated, Pct: f.SatisfiedPct})
}

func (p *reportPage) span(d *metrics.Span) string {
	if d == nil {
		return notCounted
	}
	return reportSpan(*d, p.lang)
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

// shopPage is one shop's part of a page.
type shopPage struct {
	*reportPage
	report *report
	key    string
	shop   metrics.ShopReport
	rules  metrics.Rules
}

func (p shopPage) write() {
	p.print("\n## %s\n", codeSpan(p.key))
	if p.report.scope.metric != "" {
		p.figure()
	} else {
		p.days()
	}
	if len(p.shop.Rolling) > 0 {
		p.windows()
		p.budgets()
		p.gates()
	}
	if p.report.scope.metric != "" {
		return
	}
	if !p.report.scope.pastDay(&p.rules, p.report.Now) {
		p.waiting()
	}
	p.agents()
}

// unjudged is what a shop is shown by whose platform nobody knows.
var unjudged = []string{"turn_3m", "turn_5m"}

// shown are the rates that the page is about, in the order of the policy: the
// one that was asked for, else those that the shop is judged by.
func (p shopPage) shown() []*metrics.Metric {
	ids := p.rules.Judged
	if ids == nil {
		ids = unjudged
	}
	if asked := p.report.scope.metric; asked != "" {
		ids = []string{asked}
	}
	var out []*metrics.Metric
	for i := range p.rules.Metrics {
		if m := &p.rules.Metrics[i]; !m.IsMean() && slices.Contains(ids, m.ID) {
			out = append(out, m)
		}
	}
	return out
}
