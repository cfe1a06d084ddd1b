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
