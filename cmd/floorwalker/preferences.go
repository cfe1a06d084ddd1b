package main

import (
	"os"
	"slices"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// memory is what the screen remembers of a person from one start to the next.
type memory struct {
	path      string // empty: nothing is kept
	saved     config.Preferences
	complaint metrics.Text // why nothing was found; empty: all is well
	given     tui.Preferences
}

// remember reads what was saved, and what the configuration gives to whoever
// chose nothing.
func remember(c *config.Config) *memory {
	m := &memory{path: config.PreferencesPath(os.Getenv)}
	m.saved, m.complaint = config.LoadPreferences(m.path)
	for _, name := range c.Ordered("filters") {
		m.given.Filters = append(m.given.Filters, tui.SavedFilter{Name: name, Term: c.Filters[name]})
	}
	m.given.Columns = map[string][]string{}
	for panel, columns := range c.Columns {
		m.given.Columns[panel] = columns
	}
	return m
}

// maxFilters is how many saved filters a screen has keys for.
const maxFilters = 9

// preferences are what was saved, and of the rest what is configured.
func (m *memory) preferences() tui.Preferences {
	p := tui.Preferences{
		Language: m.saved.Language, Theme: m.saved.Theme, Group: m.saved.Group, Sort: m.saved.Sort,
		Columns: map[string][]string{},
	}
	for panel, columns := range m.given.Columns {
		p.Columns[panel] = columns
	}
	for panel, columns := range m.saved.Columns {
		p.Columns[panel] = columns
	}
	for _, f := range m.saved.Filters {
		p.Filters = append(p.Filters, tui.SavedFilter{Name: f.Name, Term: f.Text})
	}
	for _, f := range m.given.Filters {
		named := func(o tui.SavedFilter) bool { return o.Name == f.Name }
		if len(p.Filters) < maxFilters && !slices.ContainsFunc(p.Filters, named) {
			p.Filters = append(p.Filters, f)
		}
	}
	return p
}

// save keeps what was chosen, but for what is configured so anyway: a later
// change of the configuration shall be seen.
func (m *memory) save(p tui.Preferences) error {
	next := m.saved
	next.Language, next.Theme, next.Group, next.Sort = p.Language, p.Theme, p.Group, p.Sort
	next.Columns, next.Filters = map[string][]string{}, nil
	for panel, columns := range p.Columns {
		if !slices.Equal(columns, m.given.Columns[panel]) {
			next.Columns[panel] = columns
		}
	}
	for _, f := range p.Filters {
		if !slices.Contains(m.given.Filters, f) {
			next.Filters = append(next.Filters, config.SavedFilter{Name: f.Name, Text: f.Term})
		}
	}
	return next.Save(m.path)
}
