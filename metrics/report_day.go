package metrics

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
)

// DayReport is one shop-day. In JSON, rates and means stand under their own
// ids beside the other figures.
type DayReport struct {
	Final      bool                  // nothing of the day is pending by the clock any more (R7)
	Rates      map[string]RateFigure // by metric id
	Means      map[string]MeanFigure // by metric id
	CSAT       CSATFigure
	Complaints ComplaintFigure
	Conversion ConversionFigure
	Refunds    RefundFigure
	Penalty    PenaltyFigure
	Centre     CentreFigure
	Coverage   CoverageFigure
	Frozen     map[string]RateFigure // rates that late events have changed since (R7)
	Splits     SplitFigures
}

// MarshalJSON writes the day flat.
func (d DayReport) MarshalJSON() ([]byte, error) {
	out := map[string]any{
		"final": d.Final, "csat": d.CSAT, "complaints": d.Complaints, "conversion": d.Conversion,
		"refunds": d.Refunds, "penalty": d.Penalty, "contact_centre": d.Centre,
	}
	out["coverage"], out["splits"] = d.Coverage, d.Splits
	if len(d.Frozen) > 0 {
		out["frozen"] = d.Frozen
	}
	for id, f := range d.Rates {
		out[id] = f
	}
	for id, f := range d.Means {
		out[id] = f
	}
	return json.Marshal(out)
}

func (f *Floor) reportDay(d *shopDigest, day Date) DayReport {
	s, rules := d.shop, d.shop.rules
	dd := d.day(day)
	r := DayReport{
		Final: d.now >= rules.Zone.Midnight(day+1),
		Rates: map[string]RateFigure{}, Means: map[string]MeanFigure{},
		CSAT: dd.csat.figure(), Complaints: d.complaints(day), Conversion: d.conversion(day),
		Refunds: d.refunds(day), Centre: d.centre(day),
		Coverage: f.coverage(s, day), Frozen: f.frozen(s, day), Splits: f.reportSplits(d, day),
	}
	for i := range rules.metrics[:rules.rates] {
		m := &rules.metrics[i]
		r.Rates[m.ID] = s.tally(day, i).Figure()
	}
	for i := range dd.means {
		r.Means[rules.metrics[rules.rates+i].ID] = dd.means[i].figure()
	}
	if effective := rules.metric("pdd_effective"); effective >= 0 {
		r.Penalty = rules.penalty(s.tally(day, effective), day)
	}
	return r
}

// AgentDayReport is one person's day in one shop.
type AgentDayReport struct {
	Reply         map[string]AgentRateFigure `json:"reply"` // by threshold in seconds
	AvgResponse   SpanFigure                 `json:"avg_response"`
	CSAT          CSATFigure                 `json:"csat"`
	Messages      int                        `json:"messages"`
	Sessions      int                        `json:"sessions"`
	Complaints    int                        `json:"complaints"`
	Nightly       int                        `json:"night_proactive"`
	Conversations Span                       `json:"conversation_ms"` // sum of open time
	Engaged       Span                       `json:"engaged_ms"`      // with at least one open
	Concurrency   *int64                     `json:"concurrency_x100"`
	Peak          int                        `json:"peak_concurrency"`
	Hits          map[string]int             `json:"compliance_hits"` // by rule
	Score         *string                    `json:"response_score"`  // of ten, from the mean response; null without samples
}

// AgentRateFigure is an agent's own outcomes at one threshold (R37).
type AgentRateFigure struct {
	OK       int     `json:"ok"`
	Miss     int     `json:"miss"`
	N        int     `json:"n"`
	Pending  int     `json:"pending"`
	Forgiven int     `json:"forgiven"`
	Relieved int     `json:"relieved"`
	Pct      *string `json:"pct"`
}

func (f *Floor) reportAgents(d *shopDigest, day Date) map[string]AgentDayReport {
	out := map[string]AgentDayReport{}
	for person, a := range d.day(day).agents {
		r := a.report()
		for rule, n := range a.hits {
			r.Hits[f.policy.Compliance[min(rule, len(f.policy.Compliance)-1)].ID] += n
		}
		out[string(f.people.list[person].id)] = r
	}
	return out
}

func (a *agentDigest) report() AgentDayReport {
	r := AgentDayReport{
		Reply: map[string]AgentRateFigure{}, AvgResponse: spanFigure(a.waits), CSAT: a.csat.figure(),
		Hits: map[string]int{}, Score: score(a.waits), Messages: a.messages, Sessions: a.sessions, Complaints: a.complaints, Nightly: a.nightly,
	}
	for i, t := range a.replies {
		r.Reply[strconv.FormatInt(agentThresholds[i].Seconds(), 10)] = AgentRateFigure{
			OK: t.OK, Miss: t.Miss, N: t.N(), Pending: t.Pending,
			Forgiven: t.Forgiven, Relieved: t.Relieved, Pct: ratio(t.OK, t.N()),
		}
	}
	r.Engaged, r.Conversations, r.Peak = deskTime(a.desk)
	if r.Engaged > 0 {
		c := int64(r.Conversations * 100 / r.Engaged)
		r.Concurrency = &c
	}
	return r
}

// score is the house score of the mean of some waits, such as 5.0.
func score(waits []Span) *string {
	mean := spanFigure(waits).Mean
	if mean == nil {
		return nil
	}
	tenths := ResponseScore(*mean)
	s := strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10)
	return &s
}

// deskTime is the union and the sum of a person's intervals, and how many ran
// at once at most (R40). It sorts list.
func deskTime(list []interval) (engaged, total Span, peak int) {
	slices.SortFunc(list, func(a, b interval) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	var until Time
	var ends []Time
	for _, d := range list {
		total += d.to.Sub(d.from)
		if d.to > until {
			engaged += d.to.Sub(max(until, d.from))
			until = d.to
		}
		ends = slices.DeleteFunc(ends, func(t Time) bool { return t <= d.from })
		ends = append(ends, d.to)
		peak = max(peak, len(ends))
	}
	return engaged, total, peak
}
