package main

import (
	"encoding/csv"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"floorwalker/metrics"
)

// Scopes of a line of CSV.
const (
	scopeShop  = "shop"
	scopeAgent = "agent"
)

// byteOrderMark makes Excel read UTF-8.
const byteOrderMark = "\ufeff"

// writeReportCSV writes r as RFC 4180, a line for each figure of a shop's day
// and of an agent's: docs/report.md names the columns.
func writeReportCSV(w io.Writer, r *report, bom bool) error {
	if bom {
		if _, err := io.WriteString(w, byteOrderMark); err != nil {
			return err
		}
	}
	t := reportTable{Writer: csv.NewWriter(w), report: r}
	t.UseCRLF = true
	t.line(append([]string{"platform", "shop", "day", "final", "scope", "agent", "figure"}, reportColumnNames[:]...))
	for _, key := range slices.Sorted(maps.Keys(r.Shops)) {
		t.shop(key, r.Shops[key])
	}
	t.Flush()
	return t.Error()
}

// reportTable writes lines of CSV. Errors stay until the end, as csv.Writer
// keeps them.
type reportTable struct {
	*csv.Writer
	report *report
}

func (t *reportTable) line(cells []string) { _ = t.Write(cells) }

func (t *reportTable) shop(key string, shop metrics.ShopReport) {
	platform, id, _ := strings.Cut(key, "/")
	for _, date := range slices.Sorted(maps.Keys(shop.Days)) {
		lead := []string{inert(platform), inert(id), date, strconv.FormatBool(shop.Days[date].Final)}
		t.rows(append(lead, scopeShop, ""), t.report.scope.rowsOfDay(&shop, date, t.report.policy))
		for _, agent := range slices.Sorted(maps.Keys(shop.Agents[date])) {
			t.rows(append(lead, scopeAgent, inert(agent)), t.report.scope.rowsOfAgent(&shop, date, agent))
		}
	}
}

func (t *reportTable) rows(lead []string, rows []reportRow) {
	for i := range rows {
		t.line(slices.Concat(lead, []string{rows[i].figure}, rows[i].cells[:]))
	}
}

// inert is s as no spreadsheet takes it for a formula: with an apostrophe in
// front where it begins like one. A leading apostrophe of its own is doubled,
// so that whoever takes one off has s again.
func inert(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n'＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}
