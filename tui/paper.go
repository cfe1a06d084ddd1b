package tui

import (
	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// Paper takes what people work from when the screen is dark or the shift is
// over: lines of plain text with buyers' real names. Print says where they
// went. It is called beside the screen, one list at a time.
type Paper interface {
	Print(title string, lines []string) (where string, err error)
}

// paperKind is what is written.
type paperKind uint8

const (
	paperTop      paperKind = iota // the rows at the top of the list
	paperHandOver                  // what the next shift has to know
	paperNight                     // the night backlog, counted
)

// paperKinds are the choices by digit.
var paperKinds = []phrase{paperTopWords, paperHandOverWords, paperNightWords}

const (
	// paperRows is how many rows the list on paper has.
	paperRows = 30
	// paperLimit is how many rows are asked for to count them.
	paperLimit = 5000
)

// printedMsg says what became of a list.
type printedMsg struct {
	where string
	err   error
	rows  int
}

func (m *Model) paperOff() phrase {
	if m.paper == nil {
		return whyNoPaper
	}
	return m.whyNotPrivate(m.rights.Export)
}

// paperDialog asks what to write.
type paperDialog struct {
	quiet
	shown int
}

func (m *Model) openPaper() tea.Cmd {
	m.dialog = &paperDialog{}
	return nil
}

func (d *paperDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	switch i := digit(name); {
	case name == "esc":
		m.dialog = nil
	case i >= 1 && i <= d.shown:
		m.dialog = nil
		return m.startPaper(paperKind(i - 1))
	}
	return nil
}

func (d *paperDialog) outdated(m *Model) (string, bool) {
	why := m.paperOff()
	return m.say(sayFeedLost, m.say(why)), why != (phrase{})
}

func (d *paperDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 70)
	d.shown = min(len(paperKinds), max(h-2, 0))
	var lines []string
	for i, p := range paperKinds[:d.shown] {
		lines = append(lines, m.theme.Key.Paint(string(rune('1'+i)))+m.theme.Text.Paint(fit(" "+m.say(p), inner-1, m.glyphs.more)))
	}
	return m.framed(m.say(dialogPaper), m.say(dialogPaperKeys, m.glyphs.dot), lines, inner, m.theme.Frame)
}

// startPaper writes the top of the list at once, for a dark floor waits for
// nobody; what counts all rows asks for them first, where there is somebody to
// ask.
func (m *Model) startPaper(kind paperKind) tea.Cmd {
	if kind == paperTop || m.health() != healthLive {
		return m.print(kind, m.view)
	}
	q := metrics.Query{Limit: paperLimit}
	if kind == paperNight {
		q.Filter.Conditions = []metrics.Condition{{Field: metrics.StateField, Word: "night"}}
	}
	return m.runErrand(q, func(m *Model, v *metrics.View) tea.Cmd { return m.print(kind, v) })
}

// print writes a list of v, once it is logged.
func (m *Model) print(kind paperKind, v *metrics.View) tea.Cmd {
	if why := m.paperOff(); why != (phrase{}) {
		m.tell(m.theme.Past, m.say(why))
		return nil
	}
	lines, rows := m.paperLines(kind, v)
	if err := m.auditor.Exported(m.who, rows); err != nil {
		m.tell(m.theme.Bad, m.say(sayNotLogged, m.clean(err.Error())))
		return nil
	}
	paper, title := m.paper, m.say(paperKinds[kind])
	return func() tea.Msg {
		where, err := paper.Print(title, lines)
		return printedMsg{where, err, rows}
	}
}

// onPrinted says where a list is.
func (m *Model) onPrinted(p printedMsg) {
	if p.err != nil {
		m.tell(m.theme.Bad, m.say(sayNotPrinted, m.clean(p.err.Error())))
		return
	}
	m.tell(m.theme.Good, m.say(sayPrinted, p.rows, m.clean(p.where)))
}
