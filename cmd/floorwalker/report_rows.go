package main

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"floorwalker/metrics"
)

// reportRow is one figure of a shop's day, or of an agent's, in a table.
type reportRow struct {
	figure string
	cells  [reportColumns]string // empty: the figure has no such number, or nothing was counted
}

// reportColumn is a column of numbers.
type reportColumn int

// The columns of numbers, in order. Rates have the first of them, other shares
// value of n, plain counts value alone, lengths of time the rest.
const (
	columnOK reportColumn = iota
	columnN
	columnMiss
	columnPending
	columnExcluded
	columnForgiven
	columnRelieved
	columnPct
	columnWorst
	columnBest
	columnValue
	columnSum
	columnMean
	columnP50
	columnP90
	columnMax
	columnUnanswered
	columnRobot
	reportColumns
)

var reportColumnNames = [reportColumns]string{
	"ok", "n", "miss", "pending", "excluded", "forgiven", "relieved", "pct", "worst_pct", "best_pct", "value",
	"sum_ms", "mean_ms", "p50_ms", "p90_ms", "max_ms", "unanswered", "robot",
}

func (r *reportRow) count(c reportColumn, n int) { r.cells[c] = strconv.Itoa(n) }

func (r *reportRow) text(c reportColumn, s *string) {
	if s != nil {
		r.cells[c] = *s
	}
}

func (r *reportRow) span(c reportColumn, d *metrics.Span) {
	if d != nil {
		r.cells[c] = strconv.FormatInt(int64(*d), 10)
	}
}

// rowsOfDay are the figures of a shop's day that are within scope: the metrics
// in the order of the policy, then the rest by name.
func (s *reportScope) rowsOfDay(shop *metrics.ShopReport, date string, rules *metrics.Rules) []reportRow {
	var rows []reportRow
	day := shop.Days[date]
	for i := range rules.Metrics {
		id := rules.Metrics[i].ID
		if f, ok := day.Rates[id]; ok {
			rows = append(rows, rateRow(id, f))
		}
		if f, ok := day.Frozen[id]; ok {
			rows = append(rows, rateRow(id+".frozen", f))
		}
		if f, ok := day.Means[id]; ok {
			rows = append(rows, meanRow(id, f))
		}
	}
	rest := slices.Concat(
		basketRows(shop.House.Baskets[date]), complaintRows(day.Complaints), centreRows(day.Centre),
		conversionRows(day.Conversion), coverageRows(day.Coverage), csatRows(day.CSAT), invitationRows(shop.House.Invitations[date]),
		penaltyRows(day.Penalty), refundRows(day.Refunds),
	)
	return s.within(append(rows, rest...))
}

// rowsOfSplit are the rates of a part of a shop's day, in the order of the
// policy.
func rowsOfSplit(rates map[string]metrics.RateFigure, rules *metrics.Rules) []reportRow {
	var rows []reportRow
	for i := range rules.Metrics {
		if f, ok := rates[rules.Metrics[i].ID]; ok {
			rows = append(rows, rateRow(rules.Metrics[i].ID, f))
		}
	}
	return rows
}

// rowsOfAgent are the figures of an agent's day that are within scope.
func (s *reportScope) rowsOfAgent(shop *metrics.ShopReport, date, id string) []reportRow {
	var rows []reportRow
	a := shop.Agents[date][id]
	thresholds := slices.SortedFunc(maps.Keys(a.Reply), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
	for _, seconds := range thresholds {
		rows = append(rows, agentRateRow("reply."+seconds, a.Reply[seconds]))
	}
	rows = append(rows, spanRow("avg_response", a.AvgResponse))
	rows = append(rows, csatRows(a.CSAT)...)
	rows = append(rows, invitationRows(shop.House.ByAgent[date][id])...)
	rows = append(rows,
		valueRow("messages", a.Messages), valueRow("sessions", a.Sessions), valueRow("complaints", a.Complaints),
		valueRow("night_proactive", a.Nightly), valueRow("conversation_ms", int(a.Conversations)),
		valueRow("engaged_ms", int(a.Engaged)), amountRow("concurrency_x100", a.Concurrency), valueRow("peak_concurrency", a.Peak),
	)
	rows = append(rows, decimalRow("response_score", a.Score))
	for _, rule := range slices.Sorted(maps.Keys(a.Hits)) {
		rows = append(rows, valueRow("compliance_hits."+rule, a.Hits[rule]))
	}
	return s.within(rows)
}

// within leaves the rows of the figure that was asked for.
func (s *reportScope) within(rows []reportRow) []reportRow {
	if s.metric == "" {
		return rows
	}
	return slices.DeleteFunc(rows, func(r reportRow) bool {
		return r.figure != s.metric && !strings.HasPrefix(r.figure, s.metric+".")
	})
}

func rateRow(figure string, f metrics.RateFigure) reportRow {
	r := reportRow{figure: figure}
	r.count(columnOK, f.OK)
	r.count(columnN, f.N)
	r.count(columnMiss, f.Miss)
	r.count(columnPending, f.Pending)
	r.count(columnExcluded, f.Excluded)
	r.text(columnPct, f.Pct)
	r.text(columnWorst, f.WorstPct)
	r.text(columnBest, f.BestPct)
	return r
}

func agentRateRow(figure string, f metrics.AgentRateFigure) reportRow {
	r := reportRow{figure: figure}
	r.count(columnOK, f.OK)
	r.count(columnN, f.N)
	r.count(columnMiss, f.Miss)
	r.count(columnPending, f.Pending)
	r.count(columnForgiven, f.Forgiven)
	r.count(columnRelieved, f.Relieved)
	r.text(columnPct, f.Pct)
	return r
}

func spanRow(figure string, f metrics.SpanFigure) reportRow {
	r := reportRow{figure: figure}
	r.count(columnN, f.N)
	r.span(columnSum, &f.Sum)
	r.span(columnMean, f.Mean)
	r.span(columnP50, f.P50)
	r.span(columnP90, f.P90)
	r.span(columnMax, f.Max)
	return r
}

func meanRow(figure string, f metrics.MeanFigure) reportRow {
	r := spanRow(figure, f.SpanFigure)
	r.count(columnPending, f.Pending)
	r.count(columnUnanswered, f.Unanswered)
	r.count(columnRobot, f.Robot)
	return r
}

// valueRow is a plain count.
func valueRow(figure string, n int) reportRow {
	r := reportRow{figure: figure}
	r.count(columnValue, n)
	return r
}

// amountRow is a number that may be missing.
func amountRow(figure string, n *int64) reportRow {
	r := reportRow{figure: figure}
	if n != nil {
		r.count(columnValue, int(*n))
	}
	return r
}

// decimalRow is a number with a fraction, that may be missing.
func decimalRow(figure string, n *string) reportRow {
	r := reportRow{figure: figure}
	r.text(columnValue, n)
	return r
}

// shareRow is k of n; pct is nil where nothing was counted, or the share is not
// asked for.
func shareRow(figure string, k, n int, pct *string) reportRow {
	r := valueRow(figure, k)
	r.count(columnN, n)
	r.text(columnPct, pct)
	return r
}

// pctRow is a share that is made of more than two counts.
func pctRow(figure string, pct *string) reportRow {
	r := reportRow{figure: figure}
	r.text(columnPct, pct)
	return r
}

func csatRows(f metrics.CSATFigure) []reportRow {
	return []reportRow{
		shareRow("csat.satisfied", f.Satisfied, f.Rated, f.SatisfiedPct),
		shareRow("csat.neutral", f.Neutral, f.Rated, nil),
		shareRow("csat.dissatisfied", f.Dissatisfied, f.Rated, f.DissatisfiedPct),
	}
}

func complaintRows(f metrics.ComplaintFigure) []reportRow {
	return []reportRow{shareRow("complaints", f.Count, f.Consumers, f.Pct)}
}

func conversionRows(f metrics.ConversionFigure) []reportRow {
	return []reportRow{shareRow("conversion", f.Converted, f.Inquirers, f.Pct)}
}

func coverageRows(f metrics.CoverageFigure) []reportRow {
	r := valueRow("coverage.missing_ms", int(f.Missing))
	r.text(columnPct, f.Pct)
	return []reportRow{r}
}

func refundRows(f metrics.RefundFigure) []reportRow {
	return []reportRow{
		shareRow("refunds.disputes_30d", f.Disputes, f.Orders, f.DisputePct),
		spanRow("refunds.refund_time", f.RefundTime),
	}
}

func penaltyRows(f metrics.PenaltyFigure) []reportRow {
	return []reportRow{shareRow("penalty.cny", f.CNY, f.Consumers, nil)}
}

func basketRows(f metrics.BasketFigure) []reportRow {
	return []reportRow{
		valueRow("baskets.orders", f.Orders), valueRow("baskets.without_amount", f.WithoutAmount), valueRow("baskets.buyers", f.Buyers),
		decimalRow("baskets.amount", f.Amount), decimalRow("baskets.items", f.Items),
		decimalRow("baskets.basket_value", f.Value), decimalRow("baskets.items_per_buyer", f.ItemsPerBuyer),
	}
}

func invitationRows(f metrics.InvitationFigure) []reportRow {
	return []reportRow{
		shareRow("invitations.invited", f.Invited, f.Sessions, f.InvitationPct),
		shareRow("invitations.rated", f.Rated, f.Invited, f.ParticipationPct),
	}
}

func centreRows(f metrics.CentreFigure) []reportRow {
	resolved := shareRow("contact_centre.fcr", f.FCR.Resolved, f.FCR.Resolved+f.FCR.Repeat, f.FCR.Pct)
	resolved.count(columnPending, f.FCR.Open)
	return []reportRow{
		valueRow("contact_centre.answered", f.Answered), valueRow("contact_centre.within", f.Within),
		shareRow("contact_centre.abandoned", f.Abandoned, f.Answered+f.Abandoned, f.AbandonPct),
		valueRow("contact_centre.abandoned_within", f.AbandonedWithin),
		valueRow("contact_centre.short_abandoned", f.ShortAbandoned), valueRow("contact_centre.waiting", f.Waiting),
		pctRow("contact_centre.sl1", f.SL1Pct), pctRow("contact_centre.sl2", f.SL2Pct),
		pctRow("contact_centre.sl3", f.SL3Pct), pctRow("contact_centre.sl4", f.SL4Pct),
		spanRow("contact_centre.asa", f.ASA), spanRow("contact_centre.aht", f.AHT), resolved,
	}
}
