package tui

import "strings"

// rule is the line a panel starts with. The panel with the keys carries the
// cursor's sign in front of its name.
func (s *state) rule(title string, keys bool, w int, notes ...string) string {
	lead, style := s.glyphs.rule+" ", s.theme.Title
	if keys {
		lead, style = s.glyphs.rule+s.glyphs.cursor, s.theme.Focus
	}
	return s.drawRule(lead, span{text: title, style: style}, notes, w)
}

// drawRule draws `─ title ──────── note · note ─` in exactly w cells. When room
// gets short the first note goes first, the title last.
func (s *state) drawRule(lead string, title span, notes []string, w int) string {
	rule, more := s.glyphs.rule, s.glyphs.more
	name, n := cut(title.text, w-4, more)
	if n == 0 {
		return s.theme.Rule.Paint(strings.Repeat(rule, max(w, 0)))
	}
	left := s.theme.Rule.Paint(lead) + title.style.Paint(name) + " "
	room := w - width(lead) - n - 1
	note, right := selfContained(strings.Join(notes, " "+s.glyphs.dot+" ")), ""
	for len(notes) > 0 && width(note)+4 > room {
		notes = notes[1:]
		note = selfContained(strings.Join(notes, " "+s.glyphs.dot+" "))
	}
	if note != "" {
		right = " " + s.theme.Muted.Paint(note) + " " + s.theme.Rule.Paint(rule)
		room -= width(note) + 3
	}
	return left + s.theme.Rule.Paint(strings.Repeat(rule, max(room, 0))) + right
}
