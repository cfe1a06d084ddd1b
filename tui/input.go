package tui

import (
	"unicode"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/mattn/go-runewidth"
)

// textinput measures with runewidth, which under a Chinese locale takes signs
// like "…" for two cells where everything else here takes them for one.
func init() { runewidth.DefaultCondition.EastAsianWidth = false }

// maxTyped is how many characters an input takes, and maxWords one for words.
const (
	maxTyped = 64
	maxWords = 200
)

// input is a line of typed text. The cursor is the terminal's own, so that the
// window of an input method opens beside it.
type input struct{ field textinput.Model }

func newInput() input { return newLine(maxTyped) }

// newWords is an input for what people will read.
func newWords() input { return newLine(maxWords) }

func newLine(most int) input {
	field := textinput.New()
	field.Prompt = ""
	field.CharLimit = most
	field.KeyMap.Paste.SetEnabled(false) // it would read the clipboard of this host, not of the person
	field.SetVirtualCursor(false)
	field.Focus()
	return input{field}
}

// update takes a key or a paste and reports whether the text changed.
func (i *input) update(msg tea.Msg) bool {
	before := i.field.Value()
	if paste, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: printable(paste.Content)}
	}
	i.field, _ = i.field.Update(msg)
	return i.field.Value() != before
}

func (i *input) value() string { return i.field.Value() }

func (i *input) set(s string) {
	i.field.SetValue(s)
	i.field.CursorEnd()
}

// draw is the text in w cells and the cell the cursor is in. It is not
// textinput's: that one puts the cursor by characters, not by cells.
func (i *input) draw(w int) (text string, cursor int) {
	runes := []rune(i.field.Value())
	head := string(runes[:i.field.Position()])
	skip := 0
	for width(string([]rune(head)[skip:])) >= max(w, 1) && skip < i.field.Position() {
		skip++
	}
	cursor = width(string([]rune(head)[skip:]))
	return fit(string(runes[skip:]), w, ""), min(cursor, max(w-1, 0))
}

// printable drops what a paste may carry and a line may not.
func printable(s string) string {
	kept := make([]rune, 0, len(s))
	for _, r := range s {
		if unicode.IsPrint(r) {
			kept = append(kept, r)
		}
	}
	return string(kept)
}
