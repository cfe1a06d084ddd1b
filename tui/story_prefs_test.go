package tui

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"floorwalker/metrics"
)

func TestFiltersAreSavedByName(t *testing.T) {
	f := &fakeOffice{}
	d := start(t, allowed(f))
	d.press("F", "0").sees("no filter is in force").press("esc")
	d.press("/").types("state:night").press("enter").show()
	d.press("F", "0").sees("save /state:night as").types("夜间").press("enter").sees("saved: /@夜间 brings it back")
	if len(f.saved) != 1 || !reflect.DeepEqual(f.saved[0].Filters, []SavedFilter{{"夜间", "state:night"}}) {
		t.Fatalf("saved %+v", f.saved)
	}
	d.press("esc")
	d.press("/").types("@").sees("no filter of that name", "Tab: @夜间").press("tab", "enter")
	if got := d.lastAsked().Filter; got.Term != "state:night" {
		t.Errorf("asked %+v", got)
	}
	d.press("esc", "F").sees("1 夜间", "state:night").press("1")
	if got := d.lastAsked().Filter; got.Term != "state:night" {
		t.Errorf("asked %+v", got)
	}
	d.press("F", "-").sees("digit forgets").press("1", "esc")
	if got := f.saved[len(f.saved)-1].Filters; len(got) > 0 {
		t.Errorf("kept %+v", got)
	}
}

func TestColumnsAreChosen(t *testing.T) {
	f := &fakeOffice{}
	d := start(t, allowed(f))
	d.sees("stage flag").press("C").sees("▸[x] waited", "[x] stage")
	d.press(" ", "end").misses("left waited").press("up", "up", "up").press("esc")
	got := f.saved[0].Columns["waiting"]
	if len(got) != 8 || got[0] != "line" {
		t.Fatalf("saved %v", got)
	}
	d.misses("left waited", "▸[x]", "   1:48   3:12 5m")
	d.press("C", "right", "esc").sees("left agent         line")
	if got := f.saved[1].Columns["waiting"]; got[0] != "agent" || got[1] != "line" {
		t.Errorf("saved %v", got)
	}
	d.press("C", "0", "esc").sees("left waited line")
	d.press("enter", "C").sees("nothing with columns here")
}

func TestPreferencesAreTakenUp(t *testing.T) {
	prefs := Preferences{
		Columns: map[string][]string{"waiting": {"buyer", "nonsense", "buyer", "waited"}, "moon": {"x"}}, Group: "stage", Sort: "wait",
		Filters: []SavedFilter{{"bad", "wait>x"}},
	}
	d := start(t, func(o *Options) { o.Preferences = prefs })
	if q := d.lastAsked(); q.Group != metrics.ByStage || q.Sort != metrics.ByWait {
		t.Errorf("asked %+v", q)
	}
	d.sees("left buyer", "waited").misses("last line")
	d.press("F", "1").sees("the filter bad cannot be read any more")
	if !strings.Contains(d.lines()[8], "buyer") {
		t.Errorf("heads %q", d.lines()[8])
	}
}

func TestWhatIsChosenOnTheScreenIsRemembered(t *testing.T) {
	f := &fakeOffice{}
	d := start(t, allowed(f))
	d.press("s", "Z", "T", "b")
	last := f.saved[len(f.saved)-1]
	if last.Sort != "wait" || last.Language != "zh" || last.Theme != "default" || last.Group != "shop" {
		t.Errorf("saved %+v", last)
	}
}

func TestPanelsNameTheirColumns(t *testing.T) {
	got := PanelColumns()
	if len(got) != 4 || strings.Join(got["waiting"], " ") != "waited line agent shop stage flag buyer words action" {
		t.Errorf("%v", got)
	}
	for panel, ids := range got {
		for i, id := range ids {
			if slices.Contains(ids[:i], id) {
				t.Errorf("%s has %s twice", panel, id)
			}
		}
	}
}

func TestASaveThatFailsIsHeard(t *testing.T) {
	d := start(t, allowed(&fakeOffice{broken: true}))
	d.press("b").sees("not remembered: disk full")
}

// One save runs at a time, and the last one wins.
func TestSavesDoNotOvertake(t *testing.T) {
	f := &fakeOffice{}
	d := start(t, allowed(f))
	first := d.m.groupNext()
	if again := d.m.groupNext(); again != nil {
		t.Fatal("two saves at a time")
	}
	d.do(first)
	if n := len(f.saved); n != 2 || f.saved[1].Group != "platform" {
		t.Errorf("saved %+v", f.saved)
	}
}

func TestKeysCanBeChanged(t *testing.T) {
	d := start(t, func(o *Options) {
		o.Keys = map[string][]string{"reassign": {"X", "f12"}, "quit": {"q"}, "lock": {"ctrl+k"}}
	})
	d.sees("X reassign", "q quit").press("X").sees("reassign W***").press("esc", "r").sees("no such key")
	d.press("ctrl+k").sees("[locked, Ctrl+K unlocks]").press("?").types("reassign").sees("X F12")
	d.press("esc", "q")
	if !d.quit {
		t.Error("q does not quit")
	}
}

func TestKeymapsAreChecked(t *testing.T) {
	for want, keymap := range map[string]map[string][]string{
		`no action "jump"`:                                   {"jump": {"x"}},
		`no action "quit.not"`:                               {"quit.not": {"x"}},
		`action "quit" needs at least one key`:               {"quit": {}},
		`action "quit": digit "1" belongs to dialogs`:        {"quit": {"1"}},
		`action "quit": key "ctrl+c" always leads out`:       {"quit": {"ctrl+c"}},
		`action "quit": no key "f13": write a letter`:        {"quit": {"f13"}},
		`action "quit": no key "shift+a": write the capital`: {"quit": {"shift+a"}},
		`action "quit": digit "alt+1" belongs`:               {"quit": {"alt+1"}},
		`action "quit": no key "人"`:                          {"quit": {"人"}},
		`key "n" is for two actions: "nudge" and "quit"`:     {"quit": {"n"}},
		`key "x" is for two actions: "nudge" and "reassign"`: {"nudge": {"x"}, "reassign": {"x"}},
	} {
		err := CheckKeys(keymap)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v: %v", keymap, err)
		}
	}
	for _, keymap := range []map[string][]string{nil, {"nudge": {"r"}, "reassign": {"n"}}, {"quit": {"q", "alt+x", "shift+up", "ctrl+f4", "+"}}, ActionKeys()} {
		if err := CheckKeys(keymap); err != nil {
			t.Errorf("%v: %v", keymap, err)
		}
	}
	if err := (&Options{Floor: &fakeFloor{}, Keys: map[string][]string{"x": nil}}).check(); err == nil {
		t.Error("a screen without a clock")
	}
}
