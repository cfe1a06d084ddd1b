package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// helpDialog lists every key, with the reason where it is off, and the marks.
// Typing finds; it is a list and not bubbles/help because that one can neither
// scroll nor find.
type helpDialog struct {
	quiet
	input  input
	top    int
	height int // lines in the last draw
	caretX int
}

func (m *Model) openHelp() tea.Cmd {
	m.dialog = &helpDialog{input: newInput()}
	return nil
}

func (d *helpDialog) key(m *Model, name string, msg tea.KeyPressMsg) tea.Cmd {
	switch name {
	case "esc", "f1":
		m.dialog = nil
	case "up":
		d.top--
	case "down":
		d.top++
	case "pgup":
		d.top -= max(d.height-1, 1)
	case "pgdown":
		d.top += max(d.height-1, 1)
	default:
		d.update(msg)
	}
	return nil
}

func (d *helpDialog) paste(_ *Model, msg tea.PasteMsg) tea.Cmd {
	d.update(msg)
	return nil
}

func (d *helpDialog) update(msg tea.Msg) {
	if d.input.update(msg) {
		d.top = 0
	}
}

// caret is behind what was typed, on the first line inside the frame.
func (d *helpDialog) caret() (x, y int, ok bool) { return d.caretX + 2, 1, true }

func (d *helpDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 76)
	prompt := m.say(findPrompt)
	text, at := d.input.draw(max(inner-width(prompt), 1))
	d.caretX = width(prompt) + at
	lines := m.helpLines(strings.ToLower(d.input.value()), inner)
	d.height = max(h-3, 1)
	d.top = max(min(d.top, len(lines)-d.height), 0)
	lines = lines[d.top:min(d.top+d.height, len(lines))]
	lines = append([]string{m.theme.Key.Paint(prompt) + text}, lines...)
	return m.framed(m.say(dialogHelp), m.say(dialogHelpKeys), lines[:min(len(lines), max(h-2, 0))], inner, m.theme.Frame)
}

// helpLines are the keys and marks that hold term, in either language.
func (m *Model) helpLines(term string, w int) []string {
	var lines []string
	for _, a := range m.bindings.all {
		if a.id == notQuitID || !mentions(term, a.label, strings.Join(a.keys, " ")) {
			continue
		}
		lines = append(lines, m.helpLine(a, w))
	}
	marks := m.markLines(term, w)
	if len(marks) > 0 {
		lines = append(lines, spaces(w), m.theme.Title.Paint(fit(m.say(dialogMarks), w, m.glyphs.more)))
	}
	return append(lines, marks...)
}

func (m *Model) helpLine(a *action, w int) string {
	const keyRoom = 16
	labels := make([]string, len(a.keys))
	for i, k := range a.keys {
		labels[i] = keyLabel(k)
	}
	keys := fit(strings.Join(labels, " "), keyRoom, m.glyphs.more)
	text := m.say(a.label)
	key, style := m.theme.Key, m.theme.Text
	if why := m.whyNot(a); why != (phrase{}) {
		key, style = m.theme.KeyOff, m.theme.Muted
		text = m.say(sayOff, text, m.say(why))
	}
	return key.Paint(keys) + style.Paint(fit(text, w-keyRoom, m.glyphs.more))
}

func (m *Model) markLines(term string, w int) []string {
	g := m.glyphs
	marks := []struct {
		sign string
		what phrase
	}{
		{g.due, markDue},
		{g.past, markPast},
		{m.say(wordLost), markLost},
		{g.night, markNight},
		{m.glyphs.none, markClosed},
		{g.savable, markSavable},
		{m.laneMark(metrics.LaneComplaint), markLane},
		{m.laneMark(metrics.LaneAsk), markAsk},
		{m.laneMark(metrics.LaneLarge), markLarge},
		{m.laneMark(metrics.LaneRating), markRating},
		{m.laneMark(metrics.LaneHit), markHit},
		{"V", markVIP},
		{g.marked, markMarked},
		{"?", markUnsure},
		{"11m!", markSilent},
		{g.away + " 42m!", markOverrun},
	}
	var lines []string
	for _, mark := range marks {
		if mentions(term, mark.what, mark.sign) {
			const signRoom = 6
			lines = append(lines, m.theme.Title.Paint(fit(mark.sign, signRoom, g.more))+
				m.theme.Text.Paint(fit(m.say(mark.what), w-signRoom, g.more)))
		}
	}
	return lines
}

// mentions says whether text in any language, or more, holds term.
func mentions(term string, text phrase, more string) bool {
	return strings.Contains(strings.ToLower(text.en+" "+text.zh+" "+more), term)
}
