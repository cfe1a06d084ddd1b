package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// seekDialog asks where in the past to go. It changes nothing, so Enter goes.
type seekDialog struct {
	input  input
	wrong  bool // what was typed is no instant of the past
	caretX int
}

func (m *Model) openSeek() tea.Cmd {
	m.dialog = &seekDialog{input: newInput()}
	return nil
}

func (d *seekDialog) key(m *Model, name string, msg tea.KeyPressMsg) tea.Cmd {
	switch name {
	case "esc":
		m.dialog = nil
	case "enter":
		d.enter(m)
	default:
		d.update(msg)
	}
	return nil
}

// enter goes where the text says, or stays and says that it does not.
func (d *seekDialog) enter(m *Model) {
	typed := strings.Map(fold, d.input.value())
	if speed, ok := parseSpeed(typed); ok && m.inPast() {
		m.dialog = nil
		m.travel.Play(speed)
		return
	}
	at, ok := parseInstant(typed, m.now, m.view.Zone)
	if !ok {
		d.wrong = true
		return
	}
	m.dialog = nil
	m.seek(at)
}

func (d *seekDialog) paste(_ *Model, msg tea.PasteMsg) tea.Cmd {
	d.update(msg)
	return nil
}

func (d *seekDialog) update(msg tea.Msg) {
	if d.input.update(msg) {
		d.wrong = false
	}
}

func (d *seekDialog) outdated(*Model) (string, bool) { return "", false }

func (d *seekDialog) caret() (x, y int, ok bool) { return d.caretX + 2, 1, true }

func (d *seekDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 64)
	text, at := d.input.draw(inner)
	d.caretX = at
	hint, style := m.say(seekForms), m.theme.Muted
	switch {
	case d.wrong:
		hint, style = m.say(seekWrong, clock(m.now, m.view.Zone)[:5]), m.theme.Past
	case m.inPast():
		hint = m.say(seekFormsPast)
	}
	lines := []string{m.theme.Text.Paint(text), style.Paint(fit(hint, inner, m.glyphs.more))}
	return m.framed(m.say(dialogSeek), m.say(dialogSeekKeys, m.glyphs.dot), lines[:min(len(lines), max(h-2, 0))], inner, m.theme.Frame)
}
