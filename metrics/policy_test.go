package metrics_test

import (
	"strings"
	"testing"

	"floorwalker/metrics"
)

// TestImpossiblePolicies: each is refused with the reason, in words that name
// the knob.
func TestImpossiblePolicies(t *testing.T) {
	for knobs, want := range map[string]string{
		`[]`:                                                   "JSON object",
		`{"windw_start": "08:00:00"}`:                          `nearest is "window_start"`,
		`{"window_start": "8am"}`:                              "time of day",
		`{"window_start": "23:30:00"}`:                         "start before it ends",
		`{"window_end": "24:00:01"}`:                           "at most 24:00:00",
		`{"clock": "moon"}`:                                    "wall, business",
		`{"reopen_gap_s": -1}`:                                 "within 0",
		`{"prior_weight": "many"}`:                             "must be a number",
		`{"ladder_s": [300, 180]}`:                             "ladder must rise",
		`{"ladder_s": []}`:                                     "whole seconds",
		`{"levels_s": [60, 30]}`:                               "levels must rise",
		`{"ingest_cutoff": "noon"}`:                            "must be a time",
		`{"holidays": ["soon"]}`:                               "dates such as",
		`{"producer_skew_ms": 5}`:                              "producer: milliseconds",
		`{"metrics": {"pdd_human_3n": {}}}`:                    `nearest is "pdd_human_3m"`,
		`{"metrics": {"turn_3m": {"unit": "word"}}}`:           "unit must be one of",
		`{"metrics": {"turn_3m": {"thr": 90000}}}`:             "within a day",
		`{"metrics": {"turn_3m": {"official": [0, 1]}}}`:       "1 to 36 days",
		`{"metrics": {"turn_3m": {"line": {"A": 3, "B": 2}}}}`: "between 0 and 1",
		`{"metrics": {"turn_3m": {"start": "10:00:00", "end": "09:00:00"}}}`:                          "start before it ends",
		`{"judged": ["pdd_avg_response"]}`:                                                            "no rate",
		`{"gates": [{"id": "x", "metric": "none", "days": 3, "line": {"A": 1, "B": 2}}]}`:             "not defined",
		`{"gates": [{"id": "x", "days": 0}]}`:                                                         "1 to 30 days",
		`{"shops": {"s1": {}}}`:                                                                       "platform/shop",
		`{"shops": {"pdd/s1": {"clock": "moon"}}}`:                                                    "shop pdd/s1",
		`{"metrics": {"pdd_effective": {"thr": 0}}}`:                                                  "positive threshold",
		`{"metrics": {"turn_3m": {"trh": 30}}}`:                                                       "unknown field",
		`{"gates": [{"id": "x", "metric": "pdd_avg_response", "days": 3, "line": {"A": 1, "B": 2}}]}`: "needs the rate",
		`{"ladder_s": [-5, 10]}`:                                                                      "positive",
		`{"people": []}`:                                                                              "account: person",
	} {
		err := metrics.DefaultPolicy().ReadKnobs([]byte(knobs))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q in it", knobs, err, want)
		}
	}
}

// TestShopsOverride: a shop begins with the common knobs and changes its own;
// the policy's version tells policies apart.
func TestShopsOverride(t *testing.T) {
	p, same, other := metrics.DefaultPolicy(), metrics.DefaultPolicy(), metrics.DefaultPolicy()
	knobs := `{"reopen_gap_s": 60, "shops": {"jd/s2": {"judged": ["turn_5m"], "window_start": "00:00:00", "window_end": "24:00:00"}}}`
	for q, text := range map[*metrics.Policy]string{p: knobs, same: knobs, other: `{"reopen_gap_s": 61}`} {
		if err := q.ReadKnobs([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	s2 := p.For(metrics.ShopKey{Platform: "jd", Shop: "s2"})
	if s2.ReopenGap != metrics.Minute || len(s2.Ladder) != 1 || s2.Ladder[0] != 5*metrics.Minute || s2.Window.End != metrics.Day {
		t.Errorf("jd/s2: %+v", s2)
	}
	if s1 := p.For(metrics.ShopKey{Platform: "jd", Shop: "s1"}); s1.Ladder[0] != 30*metrics.Second || s1.Window.Start != 8*metrics.Hour {
		t.Errorf("jd/s1: %+v", s1)
	}
	if p.Version() != same.Version() || p.Version() == other.Version() {
		t.Errorf("versions %s, %s, %s", p.Version(), same.Version(), other.Version())
	}
}

// TestKnobsDoNotDependOnOrder: a metric's own hours build on the shop's, however
// the object is written; a shop's zone is the shop's alone.
func TestKnobsDoNotDependOnOrder(t *testing.T) {
	p := metrics.DefaultPolicy()
	err := p.ReadKnobs([]byte(`{"metrics": {"turn_3m": {"start": "07:00:00"}}, "window_start": "00:00:00", "window_end": "24:00:00",
		"shops": {"pdd/abroad": {"tz_offset_min": 0}}}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range p.Rules.Metrics {
		if m.ID == "turn_3m" && m.Window != (metrics.Window{Start: 7 * metrics.Hour, End: metrics.Day}) {
			t.Errorf("turn_3m is assessed %+v", m.Window)
		}
	}
	if p.Zone != metrics.Shanghai || p.For(metrics.ShopKey{Platform: "pdd", Shop: "abroad"}).Zone != 0 {
		t.Errorf("the floor's zone is %d", p.Zone)
	}
}

// TestOnePersonManyAccounts: sub-accounts of one person carry one load and one
// figure.
func TestOnePersonManyAccounts(t *testing.T) {
	tl := tell(t, `
		10:00:00 assigned c1 agent=li-1
		10:00:00 buyer c1
		10:00:10 li-1 c1
		10:00:00 assigned c2 agent=li-2
		10:00:00 buyer c2
		10:00:20 li-2 c2`)
	tl.knobs = `{"people": {"li-1": "li", "li-2": "li"}}`
	tl.want("10:10:00", "agents/2026-03-10/li/reply/30/ok", "2")
	tl.want("10:10:00", "agents/2026-03-10/li/peak_concurrency", "2")
	rows := tl.floor("10:10:00").View(metrics.Query{}).Agents
	if len(rows) != 1 || rows[0].Load != 2 || rows[0].Reply3m.OK != 2 {
		t.Errorf("agents: %+v", rows)
	}
}
