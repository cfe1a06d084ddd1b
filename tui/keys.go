package tui

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// twins are keys of a Chinese input method that mean their ASCII neighbors.
// Full-width forms are folded by rule.
var twins = map[rune]rune{
	'。': '.', '、': '/', '·': '`', '…': '^', '—': '_', '￥': '$',
	'【': '[', '】': ']', '《': '<', '》': '>', '「': '{', '」': '}',
	'“': '"', '”': '"', '‘': '\'', '’': '\'', '\u3000': ' ',
}

// The full-width forms of ASCII.
const (
	fullWidthFirst = '！'
	fullWidthLast  = '～'
	fullWidthShift = '！' - '!'
)

// fold is the ASCII twin of r, or r.
func fold(r rune) rune {
	if r >= fullWidthFirst && r <= fullWidthLast {
		return r - fullWidthShift
	}
	if t, ok := twins[r]; ok {
		return t
	}
	return r
}

// keyName is a key as the action table writes it: "r", "Q", "?", "f7", "pgup",
// "ctrl+c". Composed says that it is text out of an input method, not a key.
func keyName(msg tea.KeyPressMsg) (name string, composed bool) {
	if msg.Text == "" {
		return bareKey(msg), false
	}
	runes := []rune(msg.Text)
	if len(runes) > 1 {
		return "", true
	}
	r := fold(runes[0])
	switch {
	case r == ' ':
		return "space", false
	case r > unicode.MaxASCII:
		return "", true
	default:
		return string(r), false
	}
}

// bareKey names keys without text; a letter with shift alone is a capital, as
// some terminals send it.
func bareKey(msg tea.KeyPressMsg) string {
	if msg.Mod == tea.ModShift && msg.Code >= 'a' && msg.Code <= 'z' {
		return string(unicode.ToUpper(msg.Code))
	}
	switch name := msg.Keystroke(); name {
	case "kpenter":
		return "enter"
	case "alt+esc": // twice, faster than the terminal can tell it from that
		return "esc"
	default:
		return name
	}
}

// keyLabel is a key as people read it.
func keyLabel(name string) string {
	if label, ok := keyLabels[name]; ok {
		return label
	}
	for _, held := range []string{"ctrl+", "alt+", "shift+"} {
		if bare, ok := strings.CutPrefix(name, held); ok && bare != "" {
			return strings.ToUpper(held[:1]) + held[1:] + withCapital(keyLabel(bare))
		}
	}
	if len(name) > 1 && name[0] == 'f' {
		return strings.ToUpper(name)
	}
	return name
}

// withCapital is a letter as it stands on its key.
func withCapital(label string) string {
	if len(label) == 1 {
		return strings.ToUpper(label)
	}
	return label
}

var keyLabels = map[string]string{
	"enter": "Enter", "space": "Space", "esc": "Esc", "tab": "Tab",
	"pgup": "PgUp", "pgdown": "PgDn", "home": "Home", "end": "End",
	"up": "Up", "down": "Down",
	"insert": "Ins", "delete": "Del", "backspace": "Backspace", "left": "Left", "right": "Right",
}
