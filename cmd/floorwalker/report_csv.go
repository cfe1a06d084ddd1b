package main

import (
	"encoding/csv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"floorwalker/metrics"
)

// What a line of CSV is about.
const (
	scopeShop  = "shop"
	scopeTeam  = "team"
	scopeStage = "stage"
	scopeHour  = "hour"
	scopeAgent = "agent"
)

// byteOrderMark makes Excel read UTF-8.
const byteOrderMark = "\ufeff"

// writeReportCSV writes r as RFC 4180, a line for each figure of a day, of the
// shop or a part of it: docs/report.md names the columns.
func writeReportCSV(r *report) error {
	t := newReportTable(r)
	t.line(append([]string{"platform", "shop", "day", "final", "scope", "name", "figure"}, reportColumnNames[:]...))
	for _, key := range slices.Sorted(maps.Keys(r.Shops)) {
		t.shop(key)
	}
	t.Flush()
	return t.Error()
}

// reportTable writes lines of CSV. Errors stay until the end, as csv.Writer
// keeps them.
type reportTable struct {
	*csv.Writer
	report *report
	bom    string // until the first line is written
}

func newReportTable(r *report) *reportTable {
	t := &reportTable{Writer: csv.NewWriter(r.out), report: r}
	t.UseCRLF = true
	if r.bom {
		t.bom = byteOrderMark
	}
	return t
}

func (t *reportTable) line(cells []string) {
	cells[0], t.bom = t.bom+cells[0], ""
	_ = t.Write(cells)
}

func (t *reportTable) shop(key string) {
	shop, rules, scope := t.report.Shops[key], t.report.rules(key), &t.report.scope
	for _, date := range slices.Sorted(maps.Keys(shop.Days)) {
		day := shop.Days[date]
		platform, id, _ := strings.Cut(key, "/")
		lead := []string{inert(platform), inert(id), date, strconv.FormatBool(day.Final)}
		rows := func(what, name string, rows []reportRow) {
			for i := range rows {
				t.line(slices.Concat(lead, []string{what, inert(name), rows[i].figure}, rows[i].cells[:]))
			}
		}
		rows(scopeShop, "", scope.rowsOfDay(&shop, date, &rules))
		for _, split := range []struct {
			what  string
			rates map[string]map[string]metrics.RateFigure
		}{{scopeTeam, day.Splits.Teams}, {scopeStage, day.Splits.Stages}, {scopeHour, day.Splits.Hours}} {
			for _, name := range slices.Sorted(maps.Keys(split.rates)) {
				rows(split.what, name, rowsOfSplit(split.rates[name], &rules))
			}
		}
		for _, agent := range slices.Sorted(maps.Keys(shop.Agents[date])) {
			rows(scopeAgent, agent, scope.rowsOfAgent(&shop, date, agent))
		}
	}
}

// inert is s as no spreadsheet takes it for a formula: with an apostrophe in
// front where it begins like one, blanks aside: some programs trim them. A
// leading apostrophe of its own is doubled, so that whoever takes one off has s
// again.
func inert(s string) string {
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	if s != "" && (strings.ContainsRune("\t\r\n'", rune(s[0])) || strings.ContainsRune("=+-@＝＋－＠", first)) {
		return "'" + s
	}
	return s
}
