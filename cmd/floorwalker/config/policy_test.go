package config

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"floorwalker/metrics"
)

// TestDefaultsAreTheProgram's own: an empty file, and the defaults as Show
// prints them, make the default policy.
func TestDefaultsAreTheProgramsOwn(t *testing.T) {
	want := metrics.DefaultPolicy()
	want.People = map[metrics.Text]metrics.Text{}
	if got := load(t, "").MetricsPolicy().Version(); got != want.Version() {
		t.Errorf("an empty file makes policy %s, not %s", got, want.Version())
	}
	data, err := json.Marshal(nestedKnobs(defaultKnobs()))
	if err != nil {
		t.Fatal(err)
	}
	p := metrics.DefaultPolicy()
	p.People = map[metrics.Text]metrics.Text{}
	if err := p.ReadKnobs(data); err != nil || p.Version() != want.Version() {
		t.Errorf("the printed defaults make another policy: %v\n%s", err, data)
	}
}

// nestedKnobs is what is set of k, as the policy reads it.
func nestedKnobs(k Knobs) map[string]any {
	all, v := map[string]any{}, reflect.ValueOf(k)
	for _, f := range fieldsOf(v.Type()) {
		if value := v.FieldByIndex(f.index); !value.IsZero() {
			all[f.key] = value.Interface()
		}
	}
	return all
}

// TestKnobsAreThePolicys: the file has the knobs of package metrics, all of them
// and no others.
func TestKnobsAreThePolicys(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../../../metrics/knobs.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != "knobs" {
			return true
		}
		for _, e := range spec.Values[0].(*ast.CompositeLit).Elts {
			name, err := strconv.Unquote(e.(*ast.KeyValueExpr).Key.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, name)
		}
		return false
	})
	got := keysOf(fieldsOf(reflect.TypeFor[Knobs]()))
	slices.Sort(want)
	slices.Sort(got)
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("knobs of the file %v\nof the policy %v", got, want)
	}
}

// TestPlatformsHavePresets: a name that the check takes for a platform is one.
func TestPlatformsHavePresets(t *testing.T) {
	for _, name := range platforms {
		if len(metrics.DefaultPolicy().For(metrics.ShopKey{Platform: metrics.Text(name)}).Judged) == 0 {
			t.Errorf("%s has no presets", name)
		}
	}
}

const floor = `
[policy]
window_end = "24:00"
window_start = "23:30"
holidays = [2026-02-17]
promise_phrases = "BRB"
[policy.compliance]
contact = ["Feixin"]
ours = ["cheapest"]
[policy.metrics.pdd_reply_5m]
line = "> 51.5%"
official = [5, 1]
[shops."pdd/s1"]
window_start = "09:00"
[shops."pdd/s1".metrics.pdd_reply_5m]
thr = 240
[shops."pdd/s1".gates.spring]
metric = "pdd_reply_1h"
line = "> 55%"
days = 3
sign_up = 2026-03-13
[shops."feige/s2"]
gates = {}
[people.li]
accounts = ["li-1", "li-2"]
`

// TestPolicy: what a file says is what shops are judged by.
func TestPolicy(t *testing.T) {
	p := load(t, floor).MetricsPolicy()
	s1 := p.For(metrics.ShopKey{Platform: "pdd", Shop: "s1"})
	i := slices.IndexFunc(s1.Metrics, func(m metrics.Metric) bool { return m.ID == "pdd_reply_5m" })
	if m := s1.Metrics[i]; m.Threshold != 4*metrics.Minute || m.Line != (metrics.Line{A: 515, B: 1000, Strict: true}) || m.Days != 5 {
		t.Errorf("pdd_reply_5m: %+v", m)
	}
	if p.Rules.Window != (metrics.Window{Start: 23*metrics.Hour + 30*metrics.Minute, End: metrics.Day}) ||
		s1.Window != (metrics.Window{Start: 9 * metrics.Hour, End: metrics.Day}) {
		t.Errorf("windows %+v, %+v", p.Rules.Window, s1.Window)
	}
	day, err := metrics.ParseDate("2026-03-13")
	if err != nil {
		t.Fatal(err)
	}
	spring := metrics.Gate{ID: "spring", Metric: "pdd_reply_1h", Line: metrics.Line{A: 55, B: 100, Strict: true}, Days: 3, SignUp: day}
	if !slices.Equal(s1.Gates, []metrics.Gate{spring}) || len(p.Rules.Gates) != 3 || len(p.For(metrics.ShopKey{Platform: "feige", Shop: "s2"}).Gates) != 0 {
		t.Errorf("gates %+v, %+v", s1.Gates, p.Rules.Gates)
	}
	if p.Person("li-2") != "li" || !slices.Equal(p.Promise, []string{"brb"}) || len(p.Rules.Holidays) != 1 {
		t.Errorf("people %v, promises %v, holidays %v", p.People, p.Promise, p.Rules.Holidays)
	}
	last := p.Compliance[len(p.Compliance)-1]
	if last.ID != "ours" || !slices.Contains(p.Compliance[len(p.Compliance)-2].Words, "feixin") {
		t.Errorf("compliance %+v", p.Compliance)
	}
	if slices.Contains(metrics.PresetCompliance()[8].Words, "feixin") {
		t.Error("the preset was changed")
	}
}

// TestEveryKnobReachesThePolicy: each knob of the example, turned on alone, is
// taken, and one that says something else than the program makes another
// policy.
func TestEveryKnobReachesThePolicy(t *testing.T) {
	plain := load(t, "").MetricsPolicy().Version()
	for key, value := range map[string]string{
		"tz_offset_min": "0", "window_start": `"07:00"`, "window_end": "22:00:00", "clock": `"business"`, "reply_skew_ms": "5",
		"producer_skew_ms": "{ a = 5 }", "buyer_recall": `"cancel"`, "agent_recall": `"count"`, "reopen_gap_s": "1", "agent_clock": `"buyer_message"`,
		"transfer_unanswered": `"charge"`, "csat_attribution": `"all"`, "csat_time": `"rating"`, "conversion_window_s": "1", "fcr_window_s": "1",
		"short_abandon_s": "1", "service_level_s": "1", "min_avg_horizon_s": "1", "late_grace": "1", "promise_s": "1", "ladder_s": "[1]", "levels_s": "[1]",
		"penalty_min_consumers": "1", "penalty_cny": "1", "prior_weight": "1", "ingest_cutoff": "2026-03-11T00:10:00+08:00", "gate_series": `"rolling3"`,
		"holidays": "[2026-02-17]", "judged": `["turn_5m"]`, "metrics": "{ turn_3m = { thr = 1 } }", "gates": "{}",
	} {
		if load(t, "[policy]\n"+key+" = "+value).MetricsPolicy().Version() == plain {
			t.Errorf("%s = %s changes nothing", key, value)
		}
	}
}
