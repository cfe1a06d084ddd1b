package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"floorwalker/tui/theme"
)

// dialog is what lies over the panels and has the keys while it does.
type dialog interface {
	// draw returns the block, of lines equally wide, within w by h cells.
	draw(m *Model, w, h int) []string
	key(m *Model, name string, msg tea.KeyPressMsg) tea.Cmd
	paste(m *Model, msg tea.PasteMsg) tea.Cmd
	// outdated says why the dialog has nothing to stand on any more.
	outdated(m *Model) (why string, close bool)
	// caret is where the block wants the cursor; false: nowhere.
	caret() (x, y int, ok bool)
}

// quiet is the part of a dialog that most of them do not need.
type quiet struct{}

func (quiet) paste(*Model, tea.PasteMsg) tea.Cmd { return nil }
func (quiet) outdated(*Model) (string, bool)     { return "", false }
func (quiet) caret() (x, y int, ok bool)         { return 0, 0, false }

// dialogMsg is a dialog's own message. The dialog it was meant for may be gone.
type dialogMsg struct {
	to   dialog
	what any
}

func (m *Model) onDialog(msg dialogMsg) tea.Cmd {
	if m.dialog != msg.to {
		return nil
	}
	if d, ok := m.dialog.(interface{ receive(*Model, any) tea.Cmd }); ok {
		return d.receive(m, msg.what)
	}
	return nil
}

// closeDialogIf closes a dialog whose subject is gone, and says so.
func (m *Model) closeDialogIf() {
	if m.dialog == nil {
		return
	}
	if why, gone := m.dialog.outdated(m); gone {
		m.dialog = nil
		if why != "" {
			m.tell(m.theme.Past, why)
		}
	}
}

// frameRoom is what a frame adds to the width of what it holds.
const frameRoom = 4

// framed puts a frame around lines of inner cells, with a title above and a
// note below.
func (s *state) framed(title, note string, lines []string, inner int, style theme.Style) []string {
	b := s.glyphs.frame
	block := make([]string, 0, len(lines)+2)
	block = append(block, s.edge(b.TopLeft, b.Top, b.TopRight, title, inner, style))
	left, right := style.Paint(b.Left)+" ", " "+style.Paint(b.Right)
	for _, line := range lines {
		block = append(block, left+line+right)
	}
	return append(block, s.edge(b.BottomLeft, b.Bottom, b.BottomRight, note, inner, style))
}

func (s *state) edge(left, line, right, text string, inner int, style theme.Style) string {
	text, n := cut(text, inner-1, s.glyphs.more)
	if n == 0 {
		return style.Paint(left + strings.Repeat(line, inner+2) + right)
	}
	return style.Paint(left+line) + s.theme.Title.Paint(" "+text+" ") + style.Paint(strings.Repeat(line, inner-n-1)+right)
}

// over lays block on lines of w cells with its corner at x, y.
func over(lines, block []string, x, y, w int) {
	for i, piece := range block {
		if y+i < 0 || y+i >= len(lines) {
			continue
		}
		under := lines[y+i]
		n := ansi.StringWidth(piece)
		lines[y+i] = headOf(under, x) + piece + tailOf(under, x+n, w)
	}
}

// headOf is the first n cells of a styled line.
func headOf(line string, n int) string {
	head := ansi.Truncate(line, n, "")
	return head + spaces(n-ansi.StringWidth(head))
}

// tailOf is a styled line of w cells from cell n on. A wide character that
// reaches across n becomes a space.
func tailOf(line string, n, w int) string {
	room := w - n
	if room <= 0 {
		return ""
	}
	tail := ansi.TruncateLeft(line, n, "")
	if ansi.StringWidth(tail) > room {
		tail = ansi.TruncateLeft(line, n+1, "")
	}
	return spaces(room-ansi.StringWidth(tail)) + tail
}
