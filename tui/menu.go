package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"
)

// menuDialog runs any action by a digit, so that no letter is ever needed.
type menuDialog struct {
	quiet
	page int
}

func (m *Model) openMenu() tea.Cmd {
	m.dialog = &menuDialog{}
	return nil
}

func (d *menuDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	n := digit(name)
	switch shown := d.shown(m); {
	case name == "esc" || name == "f9":
		m.dialog = nil
	case n == 0:
		d.page++
	case n >= 1 && n <= len(shown):
		m.dialog = nil
		return m.run(shown[n-1])
	}
	return nil
}

// shown is the page's actions; those that are off keep their place.
func (d *menuDialog) shown(m *Model) []*action {
	var all []*action
	for _, a := range m.bindings.all {
		if a.menu {
			all = append(all, a)
		}
	}
	d.page %= (len(all) + digits - 1) / digits
	from := d.page * digits
	return all[from:min(from+digits, len(all))]
}

func (d *menuDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 52)
	var lines []string
	for i, a := range d.shown(m) {
		key, style, text := m.theme.Key, m.theme.Text, m.say(a.label)
		if why := m.whyNot(a); why != (phrase{}) {
			key, style, text = m.theme.KeyOff, m.theme.Muted, m.say(sayOff, text, m.say(why))
		}
		lines = append(lines, key.Paint(fit(strconv.Itoa(i+1), 2, ""))+
			style.Paint(fit(text, inner-7, m.glyphs.more))+
			m.theme.Muted.Paint(fitRight(keyLabel(a.keys[0]), 5, m.glyphs.more)))
	}
	return m.framed(m.say(dialogMenu), m.say(dialogMenuKeys, m.glyphs.dot), lines[:min(len(lines), max(h-2, 0))], inner, m.theme.Frame)
}
