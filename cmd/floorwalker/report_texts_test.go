package main

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"floorwalker/metrics"
	"floorwalker/tui"
)

func TestReportSpans(t *testing.T) {
	tests := []struct {
		d      metrics.Span
		en, zh string
	}{
		{0, "0 s", "0秒"},
		{59_999, "59 s", "59秒"},
		{metrics.Minute, "1 min", "1分钟"},
		{90 * metrics.Second, "1 min 30 s", "1分30秒"},
		{metrics.Hour, "1 h", "1小时"},
		{metrics.Day + 61*metrics.Second, "24 h 1 min", "24小时1分"},
	}
	for _, tt := range tests {
		if en, zh := reportSpan(tt.d, tui.English), reportSpan(tt.d, tui.Chinese); en != tt.en || zh != tt.zh {
			t.Errorf("%d ms is %q and %q, want %q and %q", tt.d, en, zh, tt.en, tt.zh)
		}
	}
}

// What a page names has a name in both languages.
func TestReportNamesEverything(t *testing.T) {
	rules := metrics.DefaultRules()
	for _, m := range rules.Metrics {
		if _, ok := metricNames[m.ID]; !ok {
			t.Errorf("metric %s has no name", m.ID)
		}
	}
	for _, g := range rules.Gates {
		if _, ok := gateNames[g.ID]; !ok {
			t.Errorf("gate %s has no name", g.ID)
		}
	}
	for s := metrics.RowWaiting; s <= metrics.RowNight; s++ {
		if _, ok := stateNames[s.String()]; !ok {
			t.Errorf("state %s has no name", s)
		}
	}
	for u := metrics.PerMessage; u <= metrics.PerFirst; u++ {
		if unitNames[u].en == "" || unitExplained[u].en == "" {
			t.Errorf("unit %d has no name", u)
		}
	}
}

var formatVerb = regexp.MustCompile(`%(?:\[\d+\])?[a-z]|%%`)

// Texts are there in both languages, with the same verbs.
func TestReportTextsAreWhole(t *testing.T) {
	found := 0
	for _, f := range goFiles(t) {
		if f.path != "cmd/floorwalker/report_texts.go" {
			continue
		}
		ast.Inspect(f.File, func(n ast.Node) bool {
			if lit, ok := n.(*ast.CompositeLit); ok && len(lit.Elts) == 2 {
				en, zh := stringOf(lit.Elts[0]), stringOf(lit.Elts[1])
				if en+zh == "" {
					return true
				}
				found++
				if a, b := verbsOf(en), verbsOf(zh); en == "" || zh == "" || !slices.Equal(a, b) {
					t.Errorf("%q with %v, %q with %v", en, a, zh, b)
				}
			}
			return true
		})
	}
	if found < 80 {
		t.Errorf("only %d texts found", found)
	}
}

func stringOf(e ast.Expr) string {
	if b, ok := e.(*ast.BasicLit); ok && b.Kind == token.STRING {
		s, _ := strconv.Unquote(b.Value)
		return s
	}
	return ""
}

// verbsOf are the verbs of a format in the order of their arguments.
func verbsOf(format string) []string {
	verbs := formatVerb.FindAllString(format, -1)
	verbs = slices.DeleteFunc(verbs, func(v string) bool { return v == "%%" })
	for i, v := range verbs {
		if !strings.Contains(v, "[") {
			verbs[i] = "%[" + strconv.Itoa(i+1) + "]" + v[1:]
		}
	}
	slices.Sort(verbs)
	return verbs
}
