package config

import (
	"slices"
	"testing"

	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
)

// TestChoicesOnTheScreen go before the file, not before variables and flags.
func TestChoicesOnTheScreen(t *testing.T) {
	o := options(t, "[screen]\ntheme = \"dark\"\nlanguage = \"en\"\nascii = true\n")
	for _, c := range []struct {
		environ  []string
		flags    []Flag
		language string
		theme    string
	}{
		{nil, nil, "zh", "light"},
		{[]string{"FLOORWALKER_SCREEN_THEME=mono"}, nil, "zh", "mono"},
		{nil, []Flag{{"--lang", "screen.language", "en"}}, "en", "light"},
	} {
		o.Environ, o.Flags = c.environ, c.flags
		loaded, err := Load(o)
		if err != nil {
			t.Fatal(problems(err))
		}
		s := Preferences{Language: "zh", Theme: "light"}.Screen(loaded)
		if s.Language != c.language || s.Theme != c.theme || !s.ASCII {
			t.Errorf("%v %v: %+v", c.environ, c.flags, s)
		}
		if s := (Preferences{}).Screen(loaded); s != loaded.Screen {
			t.Errorf("without preferences: %+v", s)
		}
	}
}

func TestOrderOfTheFile(t *testing.T) {
	c := load(t, "[alerts.z]\nexpression = \"lost>1\"\n[filters]\nnight = \"x\"\nb = \"x\"\na = \"x\"\n[alerts.a]\nexpression = \"lost>1\"\n")
	if got := c.Ordered("filters"); !slices.Equal(got, []string{"night", "b", "a"}) {
		t.Errorf("filters %v", got)
	}
	if got := c.Ordered("alerts"); !slices.Equal(got, []string{"z", "a"}) {
		t.Errorf("alerts %v", got)
	}
}

func TestWhoMay(t *testing.T) {
	for who, list := range map[string]Words{"zhao": {"qian", "zhao"}, "anybody": {"*"}} {
		if !list.Allow(who) {
			t.Errorf("%v keeps %s out", list, who)
		}
	}
	if (Words{"zhao"}).Allow("qian") || (Words{}).Allow("") {
		t.Error("who is not named may")
	}
}

func TestRuleOfAnAlert(t *testing.T) {
	for want, a := range map[string]Alert{
		"lost>3":         {Expression: "lost>3"},
		"lost>3 for 90s": {Expression: "lost>3", For: Duration(90 * metrics.Second)},
		"lost>3 FOR 10s": {Expression: "lost>3 FOR 10s", For: Duration(90 * metrics.Second)},
	} {
		if got := a.Rule(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if _, err := alarm.NewVocabulary(metrics.DefaultPolicy()).Parse(want); err != nil {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestNoteHasItsDays(t *testing.T) {
	c := load(t, `shops."pdd/s".notes = [{ text = "x", from = 2026-12-10, until = 2026-12-13 }, { text = "y", until = 2026-12-11 }, { text = "z" }]`)
	var days []Date
	for _, s := range []string{"2026-12-09", "2026-12-10", "2026-12-13", "2026-12-14"} {
		var d Date
		if err := d.parse(s); err != nil {
			t.Fatal(err)
		}
		days = append(days, d)
	}
	for i, want := range [][]bool{{false, true, true, false}, {true, true, false, false}, {true, true, true, true}} {
		for j, d := range days {
			if got := c.Shops["pdd/s"].Notes[i].On(metrics.Date(d)); got != want[j] {
				t.Errorf("note %d on %s: %t", i, d.String(), got)
			}
		}
	}
}

// TestLimitOfBreaks: a limit is an alert that stands where the limit does; one
// of the file's own goes before it.
func TestLimitOfBreaks(t *testing.T) {
	c := load(t, "[alerts.z]\nexpression = \"lost>1\"\n[teams.presale]\non_break = 2\n[teams.\"售前 A\"]\non_break = 1\n[teams.free]\non_break = 0\n"+
		"[teams.own]\non_break = 3\n[alerts.\"on_break own\"]\nexpression = \"team:own away>9\"\nseverity = \"critical\"\n")
	if got := c.Ordered("alerts"); !slices.Equal(got, []string{"z", "on_break presale", "on_break 售前 A", "on_break own"}) {
		t.Errorf("alerts %q", got)
	}
	if a := c.Alerts["on_break own"]; a.Rule() != "team:own away>9" || a.Severity != "critical" {
		t.Errorf("%+v", a)
	}
	for name, want := range map[string]string{"on_break presale": "team:presale away>2", "on_break 售前 A": `team:"售前 A" away>1`} {
		a := c.Alerts[name]
		if a.Rule() != want || a.Severity != "warning" {
			t.Errorf("%s: %+v", name, a)
		}
		if _, err := alarm.NewVocabulary(c.MetricsPolicy()).Parse(a.Rule()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNotesReachThePage of their shop.
func TestNotesReachThePage(t *testing.T) {
	c := load(t, `shops."pdd/s".notes = [{ text = "受限", from = 2026-12-10, until = 2026-12-13 }, { text = "new" }]`)
	notes := c.MetricsPolicy().Shops[metrics.ShopKey{Platform: "pdd", Shop: "s"}].Notes
	if len(notes) != 2 || notes[0].Text != "受限" || notes[0].From.String() != "2026-12-10" || notes[0].To.String() != "2026-12-13" || notes[1].To != 0 {
		t.Errorf("%+v", notes)
	}
	if rest := c.MetricsPolicy().Rules.Notes; len(rest) != 0 {
		t.Errorf("other shops have them too: %+v", rest)
	}
}
