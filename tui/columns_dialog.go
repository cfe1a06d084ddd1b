package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// columnsDialog chooses which columns a panel shows and in which order. What is
// chosen shows at once and is remembered when the dialog closes.
type columnsDialog struct {
	quiet
	panel panelID
	ids   []string // shown ones first, in their order, then the others
	shown int      // how many of them are shown
	at    int
}

func (m *Model) openColumns() tea.Cmd {
	t := m.tableOf(m.focus)
	d := &columnsDialog{panel: m.focus, ids: t.chosen()}
	d.shown = len(d.ids)
	for _, c := range t.columns {
		if c.id != "" && !slices.Contains(d.ids, c.id) {
			d.ids = append(d.ids, c.id)
		}
	}
	m.dialog = d
	return nil
}

// columnsOff is why there are no columns to choose from.
func (m *Model) columnsOff() phrase {
	switch m.page {
	case pageFloor, pageRules, pagePeople:
		return phrase{}
	default:
		return whyNoTable
	}
}

func (d *columnsDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	switch name {
	case "esc", "enter":
		m.dialog = nil
		if m.prefs.Columns == nil {
			m.prefs.Columns = make(map[string][]string)
		}
		m.prefs.Columns[panelNames[d.panel]] = slices.Clone(d.ids[:d.shown])
		return m.remember()
	case "up":
		d.at = max(d.at-1, 0)
	case "down":
		d.at = min(d.at+1, len(d.ids)-1)
	case "space":
		d.toggle()
	case "left":
		d.move(-1)
	case "right":
		d.move(1)
	case "0":
		d.reset(m)
	}
	m.choose(d.panel, d.ids[:d.shown])
	return nil
}

// toggle shows the column under the cursor as the last one, or hides it.
func (d *columnsDialog) toggle() {
	id := d.ids[d.at]
	d.ids = slices.Delete(d.ids, d.at, d.at+1)
	if d.at < d.shown {
		d.shown--
		d.ids = append(d.ids, id)
		return
	}
	d.ids = slices.Insert(d.ids, d.shown, id)
	d.at = d.shown
	d.shown++
}

// move takes a shown column towards the first or the last.
func (d *columnsDialog) move(n int) {
	to := d.at + n
	if d.at >= d.shown || to < 0 || to >= d.shown {
		return
	}
	d.ids[d.at], d.ids[to] = d.ids[to], d.ids[d.at]
	d.at = to
}

// reset shows every column in the order it comes in.
func (d *columnsDialog) reset(m *Model) {
	m.choose(d.panel, nil)
	d.ids = m.tableOf(d.panel).chosen()
	d.shown, d.at = len(d.ids), 0
}

func (d *columnsDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 56)
	t := m.tableOf(d.panel)
	room := max(h-2, 0)
	top := max(min(d.at-room/2, len(d.ids)-room), 0)
	var lines []string
	for i := top; i < min(top+room, len(d.ids)); i++ {
		on, style := "[x] ", m.theme.Text
		if i >= d.shown {
			on, style = "[ ] ", m.theme.Muted
		}
		if i == d.at {
			style = m.theme.Selected
		}
		lines = append(lines, style.Paint(fit(m.lead(i == d.at)+on+m.say(t.head(d.ids[i])), inner, m.glyphs.more)))
	}
	return m.framed(m.say(dialogColumns), m.say(dialogColumnsKeys, m.glyphs.dot), lines, inner, m.theme.Frame)
}
