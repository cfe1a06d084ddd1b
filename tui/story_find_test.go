package tui

import (
	"testing"

	"floorwalker/metrics"
)

// types presses the characters of a text.
func (d *driver) types(text string) *driver {
	for _, r := range text {
		d.press(string(r))
	}
	return d
}

func TestFindReadsTheGrammar(t *testing.T) {
	d := start(t)
	d.press("/").types("shop:flag !refund left<60s")
	f := d.lastAsked().Filter
	if f.Term != "shop:flag !refund left<60s" || len(f.Conditions) != 3 {
		t.Fatalf("asked for %+v", f)
	}
	if c := f.Conditions[2]; c.Field != metrics.LeftField || !c.Less || c.Than != 60*sec {
		t.Errorf("%+v", c)
	}
	d.press("enter")
	d.show()
	d.sees("· /shop:flag !refund left<60s")
}

func TestFindKeepsTheLastGoodFilter(t *testing.T) {
	d := start(t)
	d.press("/").types("shop:flag wait>")
	if got := d.lastAsked().Filter.Term; got != "shop:flag wait" {
		t.Errorf("asked for %q", got)
	}
	d.sees("wait>: a length must follow").types("5m").misses("a length must follow")
	if got := d.lastAsked().Filter.Term; got != "shop:flag wait>5m" {
		t.Errorf("asked for %q", got)
	}
	d.types(" !").sees("!: a word must follow the !").press("enter").sees("the filter before stays in force: !: a word")
	d = start(t, func(o *Options) { o.Lang = Chinese })
	d.press("/").types("state：d").sees("state:d: 只能是 due past lost night waiting", "Tab: state:due")
	d.press("tab")
	if got := d.lastAsked().Filter.Conditions; len(got) != 1 || got[0].Word != "due" {
		t.Errorf("asked for %+v", got)
	}
}

func TestTabCompletes(t *testing.T) {
	d := start(t)
	d.press("/").types("sh").sees("Tab: shop:").press("tab")
	d.sees("/ shop:", "a part of a shop's name must follow", "shop:dy-beauty shop:flag-03")
	d.types("flag").press("tab").sees("/ shop:flag-03").press("tab").sees("/ shop:flag-17").press("tab").sees("/ shop:flag-03")
	if got := d.lastAsked().Filter.Term; got != "shop:flag-03" {
		t.Errorf("asked for %q", got)
	}
	d.types(" !owner:no").press("tab").sees("/ shop:flag-03 !owner:no")
	for field, want := range map[string]string{
		"team": "aftersale", "agent": "Luo", "plat": "douyin", "stage": "presale", "tier": "gold", "state": "due", "x": "",
	} {
		values := d.m.filterValues(field)
		found := want == "" && len(values) == 0
		for _, v := range values {
			found = found || v == want
		}
		if !found {
			t.Errorf("%s: %v", field, values)
		}
	}
}

func TestFilterStaysInTheTeam(t *testing.T) {
	d := start(t)
	d.press("shift+tab", "shift+tab", "enter")
	d.show()
	d.press("/").types("x")
	if f := d.lastAsked().Filter; f.Term != "x" || len(f.Teams) != 1 {
		t.Errorf("asked for %+v", f)
	}
}
