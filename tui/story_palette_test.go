package tui

import (
	"testing"

	"floorwalker/metrics"
)

func TestPaletteFindsByNameInBothLanguages(t *testing.T) {
	d := start(t)
	d.press(":").sees("─ actions ─", "nudge", "reassign").types("sor").sees("▸sort").misses("▸reassign")
	if c := d.m.View().Cursor; c == nil {
		t.Error("no cursor")
	}
	d.press("enter").misses("─ actions ─")
	if d.lastAsked().Sort != metrics.ByWait {
		t.Error("did not sort")
	}
	d.press("：").types("考核").sees("▸rules").press("enter").sees("▸shop rules")
	d.press("esc", ":").types("xyz").sees("no such action").press("enter", "esc").misses("─ actions ─")
}

func TestPaletteIsFuzzy(t *testing.T) {
	d := start(t)
	d.press(":").types("rsgn").sees("▸reassign").press("enter").sees("reassign W***")
	d.press("esc", ":").types("a").press("down", "down", "up", "enter")
	if _, open := d.m.dialog.(*paletteDialog); open {
		t.Error("still open")
	}
}

// An action that is off keeps its place and says why.
func TestPaletteSaysWhy(t *testing.T) {
	d := start(t, func(o *Options) { o.ReadOnly = true })
	d.press(":").types("take").sees("take: read-only").press("enter").sees("take: read-only").misses("1 take it")
}

func TestPaletteKnowsEveryAction(t *testing.T) {
	d := start(t)
	for _, a := range d.m.bindings.all {
		if a.id == "quit.not" || a.id == "palette" {
			continue
		}
		for _, name := range []string{a.label.en, a.label.zh, a.id} {
			found := false
			for _, f := range d.m.actionsLike(name) {
				found = found || f == a
			}
			if !found {
				t.Errorf("%q does not find %s", name, a.id)
			}
		}
	}
}
