package tui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// finder narrows the waiting list while a filter is typed. It takes the place
// of the footer. What cannot be read yet leaves the last good filter in force
// and says what is missing.
type finder struct {
	input   input
	missing phrase // what the text lacks; zero: nothing
	word    string // of it, the part that is not understood
	tab     completion
}

func (m *Model) openFind() tea.Cmd {
	m.find = &finder{input: newInput()}
	m.find.input.set(string(m.query.Filter.Term))
	m.focusOn(panelWaiting)
	return nil
}

func (f *finder) key(m *Model, name string, msg tea.KeyPressMsg) tea.Cmd {
	switch name {
	case "enter":
		m.find = nil
		if f.missing != (phrase{}) {
			m.tell(m.theme.Past, m.say(sayFindKept, f.word, m.say(f.missing)))
		}
	case "esc":
		m.find = nil
		m.narrow(metrics.Filter{})
	case "tab":
		f.complete(m)
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
		f.tab = completion{}
		f.apply(m)
	}
}

// apply asks for what the text says, if it says something.
func (f *finder) apply(m *Model) {
	if f.saved(m) {
		return
	}
	filter, err := metrics.ParseFilter(m.clean(asciiSigns(f.input.value())))
	var bad *metrics.FilterError
	if errors.As(err, &bad) {
		f.missing, f.word = missingIn(bad), string(bad.Word)
		return
	}
	f.missing, f.word = phrase{}, ""
	m.narrow(filter)
}

// saved puts the filter named after an @ in force, and says whether there was
// an @.
func (f *finder) saved(m *Model) bool {
	name, at := strings.CutPrefix(asciiSigns(f.input.value()), "@")
	if !at {
		return false
	}
	for _, s := range m.prefs.Filters {
		if filter, err := metrics.ParseFilter(m.clean(s.Term)); s.Name == name && err == nil {
			f.missing, f.word = phrase{}, ""
			m.narrow(filter)
			return true
		}
	}
	f.missing, f.word = findNoSuch, "@"+name
	return true
}

// asciiSigns makes the signs of the grammar what an input method made them of.
func asciiSigns(s string) string {
	return strings.Map(func(r rune) rune {
		switch twin := fold(r); twin {
		case ':', '<', '>', '!', ' ', '@':
			return twin
		default:
			return r
		}
	}, s)
}

// missingIn is what a word of a filter lacks, in words of the screen.
func missingIn(e *metrics.FilterError) phrase {
	if p, ok := findMissing[e.Field]; ok {
		return p
	}
	return findNeedsValue
}

// complete puts the next completion in the place of the last word.
func (f *finder) complete(m *Model) {
	if len(f.tab.words) == 0 {
		f.tab = m.completions(asciiSigns(f.input.value()))
	}
	if text, ok := f.tab.next(); ok {
		f.input.set(text)
		f.apply(m)
	}
}

// narrow asks for rows that pass f, in the teams chosen before.
func (m *Model) narrow(f metrics.Filter) {
	q := m.query
	f.Teams = q.Filter.Teams
	q.Filter = f
	m.ask(q)
}

// draw is the line and the cell of its cursor.
func (f *finder) draw(m *Model, w int) (line string, cursor int) {
	prompt := " " + m.say(findPrompt)
	note, style := " "+f.note(m)+" ", m.theme.Muted
	if f.missing != (phrase{}) {
		style = m.theme.Past
	}
	note, _ = cut(note, w-width(prompt)-20, m.glyphs.more)
	room := max(w-width(prompt)-width(note), 1)
	text, at := f.input.draw(room)
	line = m.theme.Key.Paint(prompt) + m.theme.Text.Paint(text) + style.Paint(note)
	return line, width(prompt) + at
}

// note is what the text lacks, what Tab would write, or what the keys do.
func (f *finder) note(m *Model) string {
	hints := m.completions(asciiSigns(f.input.value())).shown()
	switch {
	case f.missing != (phrase{}) && hints != "":
		return f.word + ": " + m.say(f.missing) + "  Tab: " + hints
	case f.missing != (phrase{}):
		return f.word + ": " + m.say(f.missing)
	case hints != "" && f.input.value() != "":
		return "Tab: " + hints
	default:
		return m.say(findKeys)
	}
}
