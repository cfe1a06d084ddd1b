package main

import (
	"reflect"
	"testing"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/tui"
)

// What is configured is offered, what was chosen goes before it, and only what
// was chosen is saved.
func TestPreferencesLieOverTheConfiguration(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	x := newReloading(t, "filters.night = \"state:night\"\nfilters.mine = \"team:pre\"\ncolumns.waiting = [\"left\", \"agent\"]\n")
	m := remember(x.current)
	p := m.preferences()
	want := tui.Preferences{
		Columns: map[string][]string{"waiting": {"left", "agent"}},
		Filters: []tui.SavedFilter{{Name: "night", Term: "state:night"}, {Name: "mine", Term: "team:pre"}},
	}
	if !reflect.DeepEqual(p, want) {
		t.Fatalf("%+v, want %+v", p, want)
	}
	p.Theme, p.Filters = "dark", append(p.Filters, tui.SavedFilter{Name: "mine too", Term: "wait>5m"})
	p.Filters[1].Term = "team:aftersale"
	if err := m.save(p); err != nil {
		t.Fatal(err)
	}
	saved, complaint := config.LoadPreferences(m.path)
	if complaint != "" || saved.Theme != "dark" || len(saved.Columns) != 0 || len(saved.Filters) != 2 {
		t.Fatalf("%+v, %q", saved, complaint)
	}
	again := remember(x.current).preferences()
	if again.Filters[0].Term != "team:aftersale" || len(again.Filters) != 3 || again.Theme != "dark" {
		t.Errorf("%+v", again)
	}
}
