package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// paletteDialog runs any action by its name, in either language. Enter runs
// the one under the cursor; what changes the floor then asks in its own dialog.
type paletteDialog struct {
	quiet
	input  input
	at     int // of the actions found
	top    int
	caretX int
}

func (m *Model) openPalette() tea.Cmd {
	m.dialog = &paletteDialog{input: newInput()}
	return nil
}

func (d *paletteDialog) key(m *Model, name string, msg tea.KeyPressMsg) tea.Cmd {
	found := m.actionsLike(d.input.value())
	switch name {
	case "esc":
		m.dialog = nil
	case "up":
		d.at = max(d.at-1, 0)
	case "down":
		d.at = max(min(d.at+1, len(found)-1), 0)
	case "enter":
		if d.at < len(found) {
			m.dialog = nil
			return m.run(found[d.at])
		}
	default:
		d.update(msg)
	}
	return nil
}

func (d *paletteDialog) paste(_ *Model, msg tea.PasteMsg) tea.Cmd {
	d.update(msg)
	return nil
}

func (d *paletteDialog) update(msg tea.Msg) {
	if d.input.update(msg) {
		d.at, d.top = 0, 0
	}
}

func (d *paletteDialog) caret() (x, y int, ok bool) { return d.caretX + 2, 1, true }

func (d *paletteDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 64)
	prompt := m.say(palettePrompt)
	text, at := d.input.draw(max(inner-width(prompt), 1))
	d.caretX = width(prompt) + at
	lines := []string{m.theme.Key.Paint(prompt) + text}
	found := m.actionsLike(d.input.value())
	room := max(min(h-3, 14), 0)
	d.top = max(min(d.top, d.at), d.at-room+1, 0)
	for i := d.top; i < min(d.top+room, len(found)); i++ {
		lines = append(lines, m.paletteLine(found[i], i == d.at, inner))
	}
	if len(found) == 0 {
		lines = append(lines, m.theme.Muted.Paint(fit(m.say(paletteNothing), inner, m.glyphs.more)))
	}
	return m.framed(m.say(dialogPalette), m.say(dialogPaletteKeys, m.glyphs.dot), lines[:min(len(lines), max(h-2, 0))], inner, m.theme.Frame)
}

func (m *Model) paletteLine(a *action, cursor bool, w int) string {
	text, style := m.say(a.label), m.theme.Text
	if why := m.whyNot(a); why != (phrase{}) {
		text, style = m.say(sayOff, text, m.say(why)), m.theme.Muted
	}
	if cursor {
		style = m.theme.Selected
	}
	const keyRoom = 9
	body := fit(m.lead(cursor)+text, w-keyRoom, m.glyphs.more) + fitRight(keyLabel(a.keys[0]), keyRoom, m.glyphs.more)
	return style.Paint(fit(body, w, m.glyphs.more))
}

// actionsLike are the actions whose name in any language, id or key holds what
// was typed: in one piece first, then letter by letter.
func (m *Model) actionsLike(typed string) []*action {
	typed = strings.ToLower(strings.TrimSpace(typed))
	var whole, apart []*action
	for _, a := range m.bindings.all {
		if a.id == notQuitID || a.id == "palette" {
			continue
		}
		names := strings.ToLower(strings.Join([]string{a.label.en, a.label.zh, a.id}, "\n"))
		switch {
		case strings.Contains(names, typed):
			whole = append(whole, a)
		case inOrder(names, typed):
			apart = append(apart, a)
		}
	}
	return append(whole, apart...)
}

// inOrder says whether a line of text holds the letters of typed in their order.
func inOrder(text, typed string) bool {
	for line := range strings.Lines(text) {
		rest := []rune(typed)
		for _, r := range line {
			if len(rest) > 0 && r == rest[0] {
				rest = rest[1:]
			}
		}
		if len(rest) == 0 {
			return true
		}
	}
	return false
}
