package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

const (
	// typedAbove is from how many commands on their number has to be typed.
	typedAbove = 20
	// mostAtOnce is how many commands one key may send: the floor remembers
	// what became of as many, and of some more.
	mostAtOnce = 500
)

// manyDialog is the last question before many commands: a digit, or their
// number. What leaves or changes hands while it is open drops out, and a number
// that was shown is never exceeded.
type manyDialog struct {
	arming
	verb   metrics.Verb
	title  string
	whom   string // they go to
	lines  func(m *Model, w int) []string
	plan   func(m *Model) []metrics.Command // what would be sent now
	adjust func(m *Model, name string) bool // takes a key that makes another plan; nil: none does
	count  int
	typed  string
	shown  bool // the question was in the last frame
}

// openMany asks about what d plans, if that is anything.
func (m *Model) openMany(d *manyDialog) tea.Cmd {
	if d.count = len(d.plan(m)); d.count == 0 {
		m.dialog = nil
		m.tell(m.theme.Past, m.say(sayNothingToSend))
		return nil
	}
	return d.show(m, d)
}

func (d *manyDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	if d.adjust != nil && d.adjust(m, name) {
		d.count, d.typed = len(d.plan(m)), ""
		return d.wait(m)
	}
	if cmd, kept := d.kept(m, name); kept {
		return cmd
	}
	i := digit(name)
	switch {
	case i < 0 || !d.shown:
		return d.refuse(m, flashNoChoice)
	case d.count > typedAbove:
		return d.typeDigit(m, name)
	case i != 1:
		return d.refuse(m, flashNoChoice)
	}
	m.sendAll(d.verb, d.sendable(m))
	return nil
}

// typeDigit takes a digit of the number; with the last one it sends.
func (d *manyDialog) typeDigit(m *Model, name string) tea.Cmd {
	want := strconv.Itoa(d.count)
	d.typed += name
	switch {
	case d.typed == want:
		m.sendAll(d.verb, d.sendable(m))
		return nil
	case strings.HasPrefix(want, d.typed):
		return nil
	default:
		d.typed = ""
		return d.refuse(m, flashNoNumber)
	}
}

func (d *manyDialog) sendable(m *Model) []metrics.Command {
	plan := d.plan(m)
	return plan[:min(len(plan), d.count)]
}

// outdated closes the dialog when nothing is left of what it was for.
func (d *manyDialog) outdated(m *Model) (string, bool) {
	if why := m.whyNoCommand(); why != (phrase{}) {
		return m.say(sayFeedLost, m.say(why)), true
	}
	return m.say(sayRowsLeft), len(d.plan(m)) == 0
}

func (d *manyDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 96)
	room := max(h-2, 1)
	lines := d.lines(m, inner)
	if left := d.count - len(d.plan(m)); left > 0 {
		lines = append(lines, m.theme.Past.Paint(fit(m.say(previewLeft, left), inner, m.glyphs.more)))
	}
	lines = lines[:min(len(lines), room-1)]
	if d.count > typedAbove {
		lines = append(lines, d.numberLine(m, inner))
	} else {
		lines = append(lines, d.line(m, "1", m.say(dialogSendAll, d.count, m.glyphs.to, d.whom), phrase{}, inner))
	}
	d.shown = h >= 3
	note := d.note(m)
	if d.count > typedAbove && d.flash == (phrase{}) {
		note = m.say(dialogTypeKeys, m.glyphs.dot)
	}
	return m.framed(d.title, note, lines, inner, d.border(m))
}

func (d *manyDialog) numberLine(m *Model, w int) string {
	text := m.say(dialogTypeNumber, d.count, m.glyphs.to, d.whom) + " " + d.typed + "_"
	style := m.theme.Due
	if d.phase == phaseDim {
		style = m.theme.Muted
	}
	return style.Paint(fit(text, w, m.glyphs.more))
}

// sendAll sends commands, takes the marks off what went, and shows what becomes
// of each.
func (m *Model) sendAll(verb metrics.Verb, plan []metrics.Command) {
	result := &batchDialog{verb: verb}
	m.batch++
	for _, c := range plan {
		sent, err := m.post(c)
		item := batchItem{command: sent}
		if err != nil {
			item.failed = m.clean(err.Error())
		} else {
			delete(m.waiting.marked, rowID{chat: c.Conversation})
		}
		result.items = append(result.items, item)
	}
	m.noted()
	m.dialog = result
}
