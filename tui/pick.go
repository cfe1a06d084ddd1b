package tui

import (
	"cmp"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// pickDialog asks one thing with some answers, each a digit.
type pickDialog struct {
	arming
	title  string
	about  []string                               // lines above the answers
	stands func(m *Model) (why string, gone bool) // says when there is nothing left to ask about
	picks  []pick                                 // at most digits of them
	shown  int                                    // in the last frame
}

// pick is an answer.
type pick struct {
	text string
	why  func(m *Model) phrase // why not now; nil: nothing speaks against it
	run  func(m *Model) tea.Cmd
}

func (p *pick) whyNot(m *Model) phrase {
	if p.why == nil {
		return phrase{}
	}
	return p.why(m)
}

// openPick shows d with as many answers as there are digits.
func (m *Model) openPick(d *pickDialog) tea.Cmd {
	d.picks = d.picks[:min(len(d.picks), digits)]
	return d.show(m, d)
}

func (d *pickDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	if cmd, kept := d.kept(m, name); kept {
		return cmd
	}
	i := digit(name)
	if i < 1 || i > d.shown {
		return d.refuse(m, flashNoChoice)
	}
	p := &d.picks[i-1]
	if why := p.whyNot(m); why != (phrase{}) {
		return d.refuse(m, why)
	}
	m.dialog = nil
	return p.run(m)
}

func (d *pickDialog) outdated(m *Model) (string, bool) {
	if d.stands == nil {
		return "", false
	}
	return d.stands(m)
}

func (d *pickDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 84)
	room := max(h-2, 0)
	var lines []string
	for _, text := range d.about {
		for _, piece := range m.wrapped(text, inner) {
			lines = append(lines, m.theme.Text.Paint(piece))
		}
	}
	lines = lines[:min(len(lines), max(room-1, 0))]
	d.shown = min(len(d.picks), room-len(lines))
	for i := range d.picks[:max(d.shown, 0)] {
		p := &d.picks[i]
		why, text := p.whyNot(m), p.text
		if why != (phrase{}) {
			text += "  " + m.say(dialogNo, m.say(why))
		}
		lines = append(lines, d.line(m, strconv.Itoa(i+1), text, why, inner))
	}
	return m.framed(d.title, d.note(m), lines, inner, d.border(m))
}

// wordsDialog takes words. Enter goes on to a question that a digit answers:
// nothing is sent by Enter.
type wordsDialog struct {
	title  string
	input  input
	empty  bool   // no words are an answer too
	note   phrase // what keys do; zero: that a digit sends then
	stands func(m *Model) (why string, gone bool)
	next   func(m *Model, words metrics.Text) tea.Cmd
	caretX int
}

func (d *wordsDialog) key(m *Model, name string, msg tea.KeyPressMsg) tea.Cmd {
	switch name {
	case "esc":
		m.dialog = nil
		m.tell(m.theme.Muted, m.say(sayNothingSent))
	case "enter":
		if words := m.clean(d.input.value()); words != "" || d.empty {
			m.dialog = nil
			return d.next(m, words)
		}
	default:
		d.input.update(msg)
	}
	return nil
}

func (d *wordsDialog) paste(_ *Model, msg tea.PasteMsg) tea.Cmd {
	d.input.update(msg)
	return nil
}

func (d *wordsDialog) outdated(m *Model) (string, bool) { return d.stands(m) }

func (d *wordsDialog) caret() (x, y int, ok bool) { return d.caretX + 2, 1, true }

func (d *wordsDialog) draw(m *Model, w, _ int) []string {
	inner := min(w-frameRoom, 84)
	text, at := d.input.draw(inner)
	d.caretX = at
	return m.framed(d.title, m.say(cmp.Or(d.note, dialogWordsKeys), m.glyphs.dot), []string{m.theme.Text.Paint(text)}, inner, m.theme.Frame)
}

// commanding says whether commands can still be sent.
func commanding(m *Model) (why string, gone bool) {
	off := m.whyNoCommand()
	return m.say(sayFeedLost, m.say(off)), off != (phrase{})
}
