package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// planPanel is every agent as one cell, those in trouble first, line by line:
// the view for a wall. It shares rows and cursor with the list of agents.
type planPanel struct {
	*agentPanel
	columns int // in the last draw
	lines   int
	top     int // first line shown
	shown   int // place of the cursor when it was last brought into sight
}

// planCell is how wide a cell is at least, with the cursor's sign.
const planCell = 22

// View draws title and cells in exactly height lines.
func (p *planPanel) View(w, height int) []string {
	columns, room := max(w/planCell, 1), max(height-1, 1)
	if columns != p.columns || room != p.lines {
		p.columns, p.lines, p.shown = columns, room, -1
	}
	lines := []string{p.rule(p.title(), true, w, p.onDuty())}
	if len(p.rows) == 0 {
		lines = append(lines, p.theme.Muted.Paint(fit(" "+p.say(textNoAgents), w, p.glyphs.more)))
	}
	if p.list.Index() != p.shown {
		p.reveal()
	}
	p.top = max(min(p.top, (len(p.rows)-1)/p.columns-p.lines+1), 0)
	for line := p.top; len(lines) < height && line*p.columns < len(p.rows); line++ {
		lines = append(lines, p.line(line, w))
	}
	return padded(lines, w, height)
}

// reveal scrolls as little as needed to show the cursor.
func (p *planPanel) reveal() {
	at := p.list.Index() / p.columns
	p.top = max(min(p.top, at), at-p.lines+1)
	p.shown = p.list.Index()
}

func (p *planPanel) line(line, w int) string {
	var b strings.Builder
	from, each := line*p.columns, w/p.columns
	selected, _ := p.list.Selected()
	for i := from; i < min(from+p.columns, len(p.rows)); i++ {
		b.WriteString(p.cell(&p.rows[i], p.rows[i].ID == selected, each))
	}
	used := (min(from+p.columns, len(p.rows)) - from) * each
	return b.String() + spaces(w-used)
}

// cell is `Li Na 8/10 !1 6:12`: name, chats, conversations past a line and the
// longest wait; for who is not on, since when.
func (p *planPanel) cell(a *metrics.AgentRow, cursor bool, w int) string {
	style, note := p.theme.Text, ""
	if a.Presence < metrics.Busy {
		style, note = p.theme.Muted, p.signOf(a.Presence)+p.since(a.Since)
	} else {
		note = p.chats(a)
	}
	if a.Past > 0 {
		style = p.theme.Past
		note += " " + p.glyphs.past + strconv.Itoa(a.Past)
	}
	if a.Waiting > 0 {
		note += " " + p.unsureSince(a.Oldest)
	}
	if p.tooSilent(a) {
		note += "!"
	}
	room := w - 1 // behind the cursor's sign
	note, n := cut(note, max(room-leastName-1, 1), p.glyphs.more)
	name := shortName(p.agentName(a), max(room-n-1, 1), p.glyphs.more)
	whole := p.whole(cursor)
	if whole != (theme.Style{}) {
		style = whole
	}
	return style.Paint(p.lead(cursor) + fit(name+" "+note, room, p.glyphs.more))
}

// Len, Move, Page, Home, End, Visible, Reveal and Rest make the plan a list of
// lines of cells.
func (p *planPanel) Len() int { return len(p.rows) }

// Move goes n lines down.
func (p *planPanel) Move(n int) {
	if to := p.list.Index() + n*p.columns; to >= 0 && to < len(p.rows) {
		p.list.Move(n * p.columns)
	}
}

// Page goes n screens down.
func (p *planPanel) Page(n int) { p.list.Move(n * p.columns * max(p.lines-1, 1)) }

// Home goes to the first cell.
func (p *planPanel) Home() { p.list.Home() }

// End goes to the last cell.
func (p *planPanel) End() { p.list.End() }

// Visible is always so: the plan scrolls to its cursor.
func (p *planPanel) Visible() bool { return true }

// Reveal has nothing to do.
func (p *planPanel) Reveal() {}

// Rest shows the first cells again, the worst, and leaves the cursor.
func (p *planPanel) Rest() { p.top = 0 }

// planPage gives the whole screen to the people, and back.
func (m *Model) planPage() tea.Cmd {
	m.toggle(pagePlan, panelAgents)
	return nil
}

// sideways moves the cursor of the plan within its line.
func sideways(n int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.agents.list.Move(n)
		return nil
	}
}
