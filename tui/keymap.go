package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// CheckKeys says what is wrong with a keymap, which gives actions other keys
// than they come with: an action or a key that does not exist, a key for two
// actions, a digit, which belongs to dialogs. Keys are written as ActionKeys
// shows them. A nil keymap is right.
func CheckKeys(keymap map[string][]string) error {
	_, err := bind(keymap)
	return err
}

// ActionKeys are the keys of every action, by its id, as they come: what a
// keymap may name.
func ActionKeys() map[string][]string {
	all := make(map[string][]string)
	for _, a := range newBindings().all {
		if a.id != notQuitID {
			all[a.id] = slices.Clone(a.keys)
		}
	}
	return all
}

// ActionLabels are what the screen calls every action, by its id, in language l.
func ActionLabels(l Lang) map[string]string {
	all := make(map[string]string)
	for _, a := range newBindings().all {
		if a.id != notQuitID {
			all[a.id] = a.label.in(l)
		}
	}
	return all
}

// notQuitID is the action that says that q does not quit. It gives way to any
// that wants its key.
const notQuitID = "quit.not"

// bind is the table with the keys of a keymap.
func bind(keymap map[string][]string) (bindings, error) {
	b := newBindings()
	byID := make(map[string]*action, len(b.all))
	for _, a := range b.all {
		byID[a.id] = a
	}
	for _, id := range slices.Sorted(maps.Keys(keymap)) {
		a, known := byID[id]
		if !known || id == notQuitID {
			return bindings{}, fmt.Errorf("no action %q", id)
		}
		if len(keymap[id]) == 0 {
			return bindings{}, fmt.Errorf("action %q needs at least one key", id)
		}
		for _, key := range keymap[id] {
			if err := checkKey(key); err != nil {
				return bindings{}, fmt.Errorf("action %q: %w", id, err)
			}
		}
		a.keys = slices.Clone(keymap[id])
	}
	return b, b.index()
}

// index finds actions by key.
func (b *bindings) index() error {
	b.byKey = make(map[string]*action)
	for _, a := range b.all {
		for _, key := range a.keys {
			other, taken := b.byKey[key]
			switch {
			case taken && a.id == notQuitID:
				continue
			case taken && other != a:
				return fmt.Errorf("key %q is for two actions: %q and %q", key, other.id, a.id)
			}
			b.byKey[key] = a
		}
	}
	return nil
}

// checkKey says why a key cannot be an action's.
func checkKey(key string) error {
	bare := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(key, "ctrl+"), "alt+"), "shift+")
	switch {
	case digit(bare) >= 0:
		return fmt.Errorf("digit %q belongs to dialogs", key)
	case key == "ctrl+c":
		return fmt.Errorf("key %q always leads out", key)
	case key != bare && strings.HasPrefix(key, "shift+") && len(bare) == 1:
		return fmt.Errorf("no key %q: write the capital letter or the sign", key)
	case !knownKey(bare):
		return fmt.Errorf("no key %q: write a letter, a sign, f1 to f12, one of %s, or one with ctrl+, alt+ or shift+", key, strings.Join(keysByName, " "))
	default:
		return nil
	}
}

// keysByName are the keys that are neither a sign nor numbered.
var keysByName = []string{
	"space", "enter", "esc", "tab", "backspace", "insert", "delete",
	"up", "down", "left", "right", "pgup", "pgdown", "home", "end",
}

func knownKey(key string) bool {
	if len(key) == 1 {
		return key[0] > ' ' && key[0] < unicode.MaxASCII
	}
	for n := 1; n <= 12; n++ {
		if key == fmt.Sprintf("f%d", n) {
			return true
		}
	}
	return slices.Contains(keysByName, key)
}

// keyOf is the key of an action as people read it.
func (s *state) keyOf(id string) string { return keyLabel(s.keys[id]) }

// firstKeys are the keys to show, by action.
func (b *bindings) firstKeys() map[string]string {
	keys := make(map[string]string, len(b.all))
	for _, a := range b.all {
		keys[a.id] = a.keys[0]
	}
	return keys
}
