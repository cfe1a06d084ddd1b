package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// View hands the frame to the renderer. Bubble Tea calls it after every
// message, so it is composed only when something changed.
func (m *Model) View() tea.View {
	if m.dirty {
		m.draw()
		m.dirty = false
	}
	v := tea.NewView(m.frame)
	v.AltScreen = true
	v.WindowTitle = m.windowTitle()
	v.Cursor = m.cursor
	return v
}

// draw composes the frame and places the cursor.
func (m *Model) draw() {
	m.cursor = nil
	if m.width == 0 || m.height == 0 {
		m.frame = ""
		return
	}
	lines := m.compose(m.width, m.height)
	if formOf(m.width, m.height) != formLine {
		m.drawNotice(lines)
		if _, x := m.footer(m.width); x >= 0 {
			m.cursor = tea.NewCursor(x, m.height-1)
		}
		m.drawDialog(lines)
	}
	m.frame = strings.Join(lines, "\n")
}

// drawDialog lays the dialog over the middle of the panels.
func (m *Model) drawDialog(lines []string) {
	if m.dialog == nil {
		return
	}
	w, h := m.width, m.height-2 // header and footer stay in sight
	block := m.dialog.draw(m, w, h)
	if len(block) == 0 {
		return
	}
	blockWidth := ansi.StringWidth(block[0])
	x, y := (w-blockWidth)/2, 1+(h-len(block))/2
	over(lines, block, x, y, w)
	if cx, cy, ok := m.dialog.caret(); ok {
		m.cursor = tea.NewCursor(x+cx, y+cy)
	}
}

// windowTitle carries what is late out of the window. Bubble Tea clears it at
// the end.
func (m *Model) windowTitle() string {
	if m.dark() || m.blind.whole || !m.seen {
		return "? " + m.say(textProgram)
	}
	c := m.view.Counts
	return fmt.Sprintf("%s%d %s%d %s %s", m.glyphs.due, c.Due, m.glyphs.past, c.Past, m.say(textLostShort, c.Lost), m.say(textProgram))
}
