package alarm

import (
	"fmt"
	"testing"

	"floorwalker/metrics"
)

// reported is a floor with a shop of which a report says this.
func reported(shop metrics.ShopReport) Evidence {
	v := liveView(metrics.Counts{})
	return Evidence{View: v, Report: &metrics.Report{Today: dayOf(0), Shops: map[string]metrics.ShopReport{"pdd/x": shop}}}
}

// dayOf is a date, some days before today.
func dayOf(back int) string { return (metrics.Shanghai.Date(noon) - metrics.Date(back)).String() }

// rated is a shop with n counted of one rate, and what may become of it.
func rated(id string, n int, b metrics.BudgetFigure, f metrics.ForecastFigure) metrics.ShopReport {
	counted := metrics.RateFigure{OK: n, N: n}
	return metrics.ShopReport{
		Days:     map[string]metrics.DayReport{dayOf(0): {Rates: map[string]metrics.RateFigure{id: counted}}},
		Rolling:  map[string]metrics.RollingReport{id: {Projected3d: counted}},
		Budget:   map[string]metrics.BudgetFigure{id: b},
		Forecast: map[string]metrics.ForecastFigure{id: f},
	}
}

func said(t *testing.T, text string, ev Evidence) string {
	t.Helper()
	r := verdictOf(t, text, ev)
	if r.Doubt != None {
		return r.Verdict.String() + " " + r.Doubt.Meaning().EN
	}
	return fmt.Sprintf("%s %v", r.Verdict, r.Value)
}

// Nothing counted is not zero: a report without the rate, or with nothing of it.
func TestNothingCountedHasNoOutlook(t *testing.T) {
	const nothing = "unknown nothing counted yet"
	zero := 0
	empty := map[string]Evidence{
		"no day":  reported(metrics.ShopReport{Days: map[string]metrics.DayReport{}}),
		"no rate": reported(metrics.ShopReport{Days: map[string]metrics.DayReport{dayOf(0): {}}}),
		"n is 0":  reported(rated("pdd_reply_1h", 0, metrics.BudgetFigure{ToRecover: &zero}, metrics.ForecastFigure{})),
	}
	for _, figure := range []string{"misses_left", "misses_left_new", "to_recover", "left_to_day_end", "minutes_to_empty", "p_fail", "forecast", "burn_1h"} {
		for name, ev := range empty {
			if got := said(t, "shop:x pdd_reply_1h."+figure+"<3", ev); got != nothing {
				t.Errorf("%s, %s: %s, want %s", figure, name, got, nothing)
			}
		}
	}
	for _, text := range []string{"pdd_reply_1h.miss<3", "pdd_reply_1h.projected_3d.n<3", "pdd_reply_1h.live_1h.pending<3", "pdd_avg_response.unanswered<3"} {
		for _, name := range []string{"no day", "no rate"} {
			if got := said(t, "shop:x "+text, empty[name]); got != nothing {
				t.Errorf("%s, %s: %s, want %s", text, name, got, nothing)
			}
		}
	}
	for _, text := range []string{"complaint_count<1", "penalty<1"} {
		if got := said(t, "shop:x "+text, empty["no day"]); got != nothing {
			t.Errorf("%s without today: %s, want %s", text, got, nothing)
		}
		if got := said(t, "shop:x "+text, empty["no rate"]); got != "firing 0" {
			t.Errorf("%s of a quiet day: %s, want firing 0", text, got)
		}
	}
	if got := said(t, "shop:x pdd_reply_1h.miss<3", empty["n is 0"]); got != "firing 0" {
		t.Errorf("misses of nothing counted: %s, want firing 0", got)
	}
}

func TestOutlookOfWhatIsCounted(t *testing.T) {
	five := 5
	for _, c := range []struct {
		figure string
		budget metrics.BudgetFigure
		want   string
	}{
		{"misses_left<3", metrics.BudgetFigure{MissesLeft: 2}, "firing 2"},
		{"misses_left_new<3", metrics.BudgetFigure{MissesLeftNew: -1}, "firing -1"},
		{"to_recover>3", metrics.BudgetFigure{ToRecover: &five}, "firing 5"},
		{"left_to_day_end<0", metrics.BudgetFigure{LeftToDayEnd: -2}, "firing -2"},
		{"minutes_to_empty<30", metrics.BudgetFigure{MissesLeft: 50, MinutesToEmpty: &five}, "firing 5"},
		// Without a miss in the hour it does not come; a line missed needs no more.
		{"minutes_to_empty<30", metrics.BudgetFigure{MissesLeft: 50}, "calm 1e+15"},
		{"minutes_to_empty>30", metrics.BudgetFigure{MissesLeft: 50}, "firing 1e+15"},
		{"minutes_to_empty<30", metrics.BudgetFigure{MissesLeft: -1}, "firing 0"},
	} {
		ev := reported(rated("pdd_reply_1h", 9, c.budget, metrics.ForecastFigure{}))
		if got := said(t, "shop:x pdd_reply_1h."+c.figure, ev); got != c.want {
			t.Errorf("%s of %+v: %s, want %s", c.figure, c.budget, got, c.want)
		}
	}
}

// The budget of a rate over three days is made of those days, that of others of
// today.
func TestOutlookIsOfTheDaysThatAreJudged(t *testing.T) {
	p := metrics.DefaultPolicy()
	checked := map[int]bool{}
	for i := range p.Rules.Metrics {
		m := &p.Rules.Metrics[i]
		if m.IsMean() {
			continue
		}
		shop := rated(m.ID, 9, metrics.BudgetFigure{}, metrics.ForecastFigure{})
		if judgedDays(m) == 3 {
			shop.Days = nil
		} else {
			shop.Rolling = nil
		}
		checked[judgedDays(m)] = true
		if got := said(t, "shop:x "+m.ID+".misses_left<1", reported(shop)); got != "firing 0" {
			t.Errorf("%s: %s, want firing 0", m.ID, got)
		}
	}
	if len(checked) != 2 {
		t.Errorf("rates of %v days are checked, want of 1 and 3", checked)
	}
}

// A gap weeks ago is in what a figure of a month counts, and in nothing of today.
func TestDisputesNeedThirtyDays(t *testing.T) {
	rate, most := "3.00", "98.00"
	with := func(back int) Evidence {
		return reported(metrics.ShopReport{Days: map[string]metrics.DayReport{
			dayOf(0):    {Refunds: metrics.RefundFigure{Orders: 100, DisputePct: &rate}},
			dayOf(back): {Coverage: metrics.CoverageFigure{Pct: &most, Missing: metrics.Minute}},
		}})
	}
	for back, want := range map[int]string{20: "unknown built on a gap", 29: "unknown built on a gap", 30: "firing 3"} {
		if got := said(t, "shop:x dispute_rate>1", with(back)); got != want {
			t.Errorf("a gap %d days ago: %s, want %s", back, got, want)
		}
	}
	if got := said(t, "shop:x dispute_rate>1 coverage>=98", with(20)); got != "firing 3" {
		t.Errorf("a gap that is granted: %s", got)
	}
	if got := said(t, "shop:x complaint_count<1", with(20)); got != "firing 0" {
		t.Errorf("complaints of today: %s", got)
	}
	late := with(30)
	late.View.Feed.KnownSince = noon.Add(-metrics.Span(10) * metrics.Day)
	if got := said(t, "shop:x dispute_rate>1", late); got != "unknown built on a gap" {
		t.Errorf("seen for ten days: %s", got)
	}
}
