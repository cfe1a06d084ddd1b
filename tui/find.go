package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// finder narrows the waiting list while a word is typed. It takes the place of
// the footer.
type finder struct{ input input }

func (m *Model) openFind() tea.Cmd {
	m.find = &finder{newInput()}
	m.find.input.set(string(m.query.Filter.Term))
	m.focus = panelWaiting
	return nil
}

func (f *finder) key(m *Model, name string, msg tea.KeyPressMsg) tea.Cmd {
	switch name {
	case "enter":
		m.find = nil
	case "esc":
		m.find = nil
		m.narrow("")
	case "up", "down", "pgup", "pgdown":
		return m.press(name)
	default:
		f.update(m, msg)
	}
	return nil
}

func (f *finder) paste(m *Model, msg tea.PasteMsg) tea.Cmd {
	f.update(m, msg)
	return nil
}

func (f *finder) update(m *Model, msg tea.Msg) {
	if f.input.update(msg) {
		m.narrow(m.clean(f.input.value()))
	}
}

// narrow asks for rows with term in them; the empty term for all.
func (m *Model) narrow(term metrics.Text) {
	q := m.query
	teams := q.Filter.Teams
	q.Filter = metrics.Filter{}
	if term != "" {
		q.Filter = metrics.ByTerm(term)
	}
	q.Filter.Teams = teams
	m.ask(q)
}

// draw is the line and the cell of its cursor.
func (f *finder) draw(m *Model, w int) (line string, cursor int) {
	prompt := " " + m.say(findPrompt)
	note := " " + m.say(findKeys) + " "
	if width(note)+width(prompt)+20 > w {
		note = ""
	}
	room := max(w-width(prompt)-width(note), 1)
	text, at := f.input.draw(room)
	line = m.theme.Key.Paint(prompt) + m.theme.Text.Paint(text) + m.theme.Muted.Paint(note)
	return line, width(prompt) + at
}
