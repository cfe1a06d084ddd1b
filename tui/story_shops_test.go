package tui

import (
	"slices"
	"testing"

	"floorwalker/metrics"
)

func TestShopsStandWorstFirst(t *testing.T) {
	d := start(t)
	d.sees("shop rules", "3 shops · F4", "! flag-03", "-4 ppl", "41 ppl", "0:00 51.71", "11-13 9.9 S", "≈90.03", "≥50")
	d.view.Shops = nil
	d.show()
	d.sees("no figures of today yet")
}

func TestShopsSpeakTheWordsOfTheirPlatform(t *testing.T) {
	d := start(t, func(o *Options) { o.Lang = Chinese })
	d.sees("5分钟回复率", "3分钟人工回复率", "还可超时", "41人", "差4人", "262条", "0点后 51.71", "11-13 九块九")
	d.size(80, 24)
	d.sees("考核: 旗舰店-03 3分 49.16 线≥50  差4人")
}

func TestRulesTakeTheWholeScreen(t *testing.T) {
	d := start(t)
	d.press("f4").sees("▸shop rules", "if new", "open").misses("waiting 63 ·", "agents 14")
	d.press("down", "enter").sees("▸flag-17 · pdd", "asking for the shop's days", "today 51.04  341/668 (14 open)",
		"official window 51.02 3d", "41 ppl more, or 82 if only new ones fail", "1-hour reply").misses("flag-03")
	d.press("esc", "end", "enter").sees("▸dy-beauty", "built on a gap")
	d.press("esc", "esc").sees("▸waiting 63")
	d.press("f4", "f4").sees("▸waiting 63")
	d.press("f4", "tab").sees("waiting 63", "▸waiting")
}

func TestShopsCursorStaysOnItsShop(t *testing.T) {
	d := start(t)
	d.press("shift+tab", "down")
	before, _ := d.m.shops.selected()
	d.view.Shops = slices.Clone(d.view.Shops)
	slices.Reverse(d.view.Shops)
	d.show()
	if now, _ := d.m.shops.selected(); now.Key != before.Key || now.Metric != before.Metric {
		t.Errorf("on %v, was on %v", now, before)
	}
}

func TestBudgetsInWords(t *testing.T) {
	d := start(t)
	for _, c := range []struct {
		row         metrics.ShopRow
		table, long string
	}{
		{metrics.ShopRow{Metric: "pdd_reply_5m", Left: 3, LeftNew: 6}, "3 ppl", "3 ppl more, or 6 if only new ones fail"},
		{metrics.ShopRow{Metric: "pdd_reply_5m", Left: -1, Recover: 2}, "-2 ppl", "below the line: 2 ppl more answered in time lift it again"},
		{metrics.ShopRow{Metric: "pdd_reply_5m", Left: -1}, "missed", "below the line, out of reach"},
		{metrics.ShopRow{Metric: "own", Unit: metrics.PerTurn, Left: 3}, "3 turns", "3 turns more, or 0 if only new ones fail"},
	} {
		if got := d.m.budgetText(&c.row, false); got != c.table {
			t.Errorf("%q, want %q", got, c.table)
		}
		if got := d.m.budgetLong(&c.row); got != c.long {
			t.Errorf("%q, want %q", got, c.long)
		}
	}
}

func TestLines(t *testing.T) {
	d := start(t)
	for want, line := range map[string]metrics.Line{
		"≥50": {A: 1, B: 2}, ">60": {A: 60, B: 100, Strict: true}, "≥87.5": {A: 7, B: 8}, "≥--": {},
	} {
		if got := d.m.passText(line); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestGatesInAWord(t *testing.T) {
	d := start(t)
	gate := func(s metrics.GateState, date metrics.Date) metrics.GateRow {
		return metrics.GateRow{ID: "own\x1b", State: s, Date: date}
	}
	for want, gates := range map[string][]metrics.GateRow{
		"":           nil,
		"gates open": {gate(metrics.GateOK, 9), gate(metrics.GateOK, 8)},
		"01-05 own":  {gate(metrics.GateOK, 9), gate(metrics.GateFailed, 4), gate(metrics.GateUnknown, 3)},
		"01-06 own?": {gate(metrics.GateFailed, 4), gate(metrics.GateUnknown, 5)},
	} {
		if got := d.m.gateText(&metrics.ShopRow{Gates: gates}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestWorstShopsStayInSight: while nobody presses a key the panel shows the
// worst, wherever the shop under its cursor has gone.
func TestWorstShopsStayInSight(t *testing.T) {
	d := start(t)
	worst := d.view.Shops[0]
	d.view.Shops = nil
	for i := range 30 {
		r := worst
		r.Key.Shop = metrics.Text("shop-" + string(rune('A'+i)))
		d.view.Shops = append(d.view.Shops, r)
	}
	d.show()
	d.view.Shops = slices.Clone(d.view.Shops)
	slices.Reverse(d.view.Shops)
	d.show()
	if top := d.m.shops.list.Top(); top != 0 {
		t.Errorf("the panel begins at row %d", top)
	}
	d.press("shift+tab", "end")
	d.show()
	if top := d.m.shops.list.Top(); top == 0 {
		t.Error("the panel does not follow its cursor")
	}
}
