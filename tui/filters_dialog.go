package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// filtersDialog puts a saved filter in force, forgets one, or gives the one in
// force a name.
type filtersDialog struct {
	quiet
	input  *input // the name being typed; nil: choosing
	drop   bool   // the next digit forgets
	shown  int
	caretX int
	caretY int
}

// mostFilters is how many filters can be saved: each has a digit.
const mostFilters = digits

func (m *Model) openFilters() tea.Cmd {
	m.dialog = &filtersDialog{}
	return nil
}

func (d *filtersDialog) key(m *Model, name string, msg tea.KeyPressMsg) tea.Cmd {
	if d.input != nil {
		return d.keyInName(m, name, msg)
	}
	switch i := digit(name); {
	case name == "esc":
		m.dialog = nil
	case name == "-" || name == "delete":
		d.drop = !d.drop
	case i == 0:
		d.startName(m)
	case i >= 1 && i <= d.shown && d.drop:
		m.prefs.Filters = slices.Delete(m.prefs.Filters, i-1, i)
		d.drop = false
		return m.remember()
	case i >= 1 && i <= d.shown:
		m.dialog = nil
		m.applySaved(m.prefs.Filters[i-1])
	}
	return nil
}

// startName asks for the name of the filter in force.
func (d *filtersDialog) startName(m *Model) {
	switch {
	case m.query.Filter.Term == "":
		m.tell(m.theme.Past, m.say(sayNoFilter))
	case len(m.prefs.Filters) >= mostFilters:
		m.tell(m.theme.Past, m.say(sayFiltersFull, mostFilters))
	default:
		in := newInput()
		d.input = &in
	}
}

func (d *filtersDialog) keyInName(m *Model, name string, msg tea.KeyPressMsg) tea.Cmd {
	switch name {
	case "esc":
		d.input = nil
	case "enter":
		called := strings.TrimSpace(string(m.clean(d.input.value())))
		if called == "" {
			return nil
		}
		m.dialog = nil
		return m.saveFilter(called)
	default:
		d.input.update(msg)
	}
	return nil
}

func (d *filtersDialog) paste(_ *Model, msg tea.PasteMsg) tea.Cmd {
	if d.input != nil {
		d.input.update(msg)
	}
	return nil
}

func (d *filtersDialog) caret() (x, y int, ok bool) { return d.caretX, d.caretY, d.input != nil }

// saveFilter remembers the filter in force; one of the same name gives way.
func (m *Model) saveFilter(name string) tea.Cmd {
	saved := SavedFilter{name, string(m.query.Filter.Term)}
	i := slices.IndexFunc(m.prefs.Filters, func(f SavedFilter) bool { return f.Name == name })
	if i >= 0 {
		m.prefs.Filters[i] = saved
	} else {
		m.prefs.Filters = append(m.prefs.Filters, saved)
	}
	m.tell(m.theme.Text, m.say(sayFilterSaved, name))
	return m.remember()
}

// applySaved puts a saved filter in force, unless it cannot be read any more.
func (m *Model) applySaved(f SavedFilter) {
	filter, err := metrics.ParseFilter(m.clean(f.Term))
	if err != nil {
		m.tell(m.theme.Past, m.say(sayFilterBad, m.clean(f.Name)))
		return
	}
	m.focusOn(panelWaiting)
	m.narrow(filter)
}

func (d *filtersDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 70)
	var lines []string
	d.shown = min(len(m.prefs.Filters), mostFilters, max(h-3, 0))
	for i := range d.shown {
		f := &m.prefs.Filters[i]
		style := m.theme.Text
		if d.drop {
			style = m.theme.Past
		}
		text := " " + fit(string(m.clean(f.Name)), 16, m.glyphs.more) + " " + string(m.clean(f.Term))
		lines = append(lines, m.theme.Key.Paint(strconv.Itoa(i+1))+style.Paint(fit(text, inner-1, m.glyphs.more)))
	}
	last := "0 " + m.say(filterSaveAs, cutText(string(m.query.Filter.Term), inner/2, m.glyphs.more)) + " "
	d.caretY = len(lines) + 1
	if d.input != nil {
		head := fit(last, min(width(last), max(inner-8, 1)), m.glyphs.more)
		text, at := d.input.draw(max(inner-width(head), 1))
		d.caretX = width(head) + at + 2
		last = head + text
	}
	lines = append(lines, m.theme.Key.Paint(fit(last, inner, m.glyphs.more)))
	note := dialogFiltersKeys
	if d.drop {
		note = dialogFiltersDrop
	}
	return m.framed(m.say(dialogFilters), m.say(note, m.glyphs.dot), lines[:min(len(lines), max(h-2, 0))], inner, m.theme.Frame)
}

// cutText is plain text in at most w cells.
func cutText(s string, w int, tail string) string {
	s, _ = cut(s, w, tail)
	return s
}
