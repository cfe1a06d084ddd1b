package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestActionTable(t *testing.T) {
	ids, keys := map[string]bool{}, map[string]string{}
	for _, a := range newBindings().all {
		if ids[a.id] || a.id == "" {
			t.Errorf("id %q twice", a.id)
		}
		ids[a.id] = true
		if a.label == (phrase{}) || a.run == nil || len(a.keys) == 0 {
			t.Errorf("%s is not whole", a.id)
		}
		for _, k := range a.keys {
			if keys[k] != "" {
				t.Errorf("%s is %s and %s", k, keys[k], a.id)
			}
			keys[k] = a.id
		}
	}
}

// Digits belong to dialogs, and no letter is needed: whatever changes the
// floor has a twin key or a place in the menu.
func TestKeysSurviveAnInputMethod(t *testing.T) {
	for _, a := range newBindings().all {
		letters := 0
		for _, k := range a.keys {
			if digit(k) >= 0 {
				t.Errorf("%s takes a digit", a.id)
			}
			if len(k) == 1 {
				letters++
			}
		}
		if letters == len(a.keys) && !a.menu && a.id != "quit.not" {
			t.Errorf("%s can be reached by letters only", a.id)
		}
	}
}

func TestKeyNames(t *testing.T) {
	for in, want := range map[string]string{
		"r": "r", "Q": "Q", "？": "?", "／": "/", "、": "/", "。": ".", "，": ",", "：": ":", "；": ";", "！": "!", "ｒ": "r", "Ｑ": "Q", "１": "1",
		" ": "space", "　": "space", "【": "[", "》": ">",
	} {
		if got, composed := keyName(keyPress(in)); got != want || composed {
			t.Errorf("%q is %q, %v; want %q", in, got, composed, want)
		}
	}
	for _, in := range []string{"人", "你好", "é", "zhuan"} {
		if _, composed := keyName(keyPress(in)); !composed {
			t.Errorf("%q is a key", in)
		}
	}
	shifted := tea.KeyPressMsg{Code: 'q', Mod: tea.ModShift}
	if got, _ := keyName(shifted); got != "Q" {
		t.Errorf("shift+q is %q", got)
	}
	if got, _ := keyName(tea.KeyPressMsg{Code: tea.KeyEscape, Mod: tea.ModAlt}); got != "esc" {
		t.Errorf("esc twice is %q", got)
	}
	if got, _ := keyName(tea.KeyPressMsg{Code: tea.KeyKpEnter}); got != "enter" {
		t.Errorf("keypad enter is %q", got)
	}
}

func TestFooterComesFromTheTable(t *testing.T) {
	d := start(t)
	for _, want := range []string{"r reassign", "/ find", "? help", "F9 menu", "Q quit"} {
		if !strings.Contains(d.footer(), want) {
			t.Errorf("no %q in %q", want, d.footer())
		}
	}
}
