package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"floorwalker/tui/theme"
)

// bigDigits are digits to be read across a room: five lines of four cells.
var bigDigits = map[rune][5]string{
	'0': {"####", "#  #", "#  #", "#  #", "####"},
	'1': {"  # ", " ## ", "  # ", "  # ", " ###"},
	'2': {"####", "   #", "####", "#   ", "####"},
	'3': {"####", "   #", " ###", "   #", "####"},
	'4': {"#  #", "#  #", "####", "   #", "   #"},
	'5': {"####", "#   ", "####", "   #", "####"},
	'6': {"####", "#   ", "####", "#  #", "####"},
	'7': {"####", "   #", "  # ", " #  ", " #  "},
	'8': {"####", "#  #", "####", "#  #", "####"},
	'9': {"####", "#  #", "####", "   #", "####"},
	'?': {"####", "   #", "  ##", "    ", "  # "},
}

// wall gives the whole screen to the counts, and back.
func (m *Model) wall() tea.Cmd {
	m.toggle(pageWall, panelWaiting)
	return nil
}

// bigCount is one count of the wall.
type bigCount struct {
	label string
	n     int
	style theme.Style
}

// wallView draws the counts as large as there is room for, and the teams and
// shops below, in exactly height lines.
func (m *Model) wallView(w, height int) []string {
	c, t := m.view.Counts, m.theme
	counts := []bigCount{
		{m.say(wallDue), c.Due, zeroed(t.Due, t.Muted, c.Due)},
		{m.say(wallPast), c.Past, zeroed(t.Past, t.Muted, c.Past)},
		{m.say(wallLost), c.Lost, zeroed(t.Lost, t.Muted, c.Lost)},
		{m.say(wallUnassigned), c.Unassigned, zeroed(t.Text, t.Muted, c.Unassigned)},
		{m.say(wallAsks), m.complaints + m.asks, zeroed(t.Lane, t.Muted, m.complaints+m.asks)},
	}
	lines := []string{m.rule(m.say(textWall), !m.still, w, clock(m.now, m.view.Zone))}
	lines = append(lines, m.bigLines(counts, w, height)...)
	if c.OldestLost != 0 {
		text := m.say(wallOldest, m.unsure(age(m.now.Sub(c.OldestLost))))
		lines = append(lines, t.Lost.Paint(fit(" "+text, w, m.glyphs.more)))
	}
	lines = append(lines, m.shops.Strip(w))
	below := m.queues.View(w, max(height-len(lines), 0), false)
	return padded(append(lines, below...), w, height)
}

// bigLines draws the counts beside each other; where one does not fit all are
// written small.
func (m *Model) bigLines(counts []bigCount, w, height int) []string {
	each := w / len(counts)
	big := height >= 16
	for _, c := range counts {
		big = big && bigWidth(m.wallNumber(c.n)) < each
	}
	lines := []string{spaces(w)}
	rows := 1
	if big {
		rows = len(bigDigits['0'])
	}
	for row := range rows {
		line := ""
		for _, c := range counts {
			text := m.wallNumber(c.n)
			if big {
				text = m.bigRow(text, row)
			}
			line += c.style.Paint(fit("  "+text, each, m.glyphs.more))
		}
		lines = append(lines, line+spaces(w-each*len(counts)))
	}
	labels := ""
	for _, c := range counts {
		labels += c.style.Paint(fit("  "+c.label, each, m.glyphs.more))
	}
	return append(lines, labels+spaces(w-each*len(counts)), spaces(w))
}

// wallNumber is a count, unknown while the screen is dark.
func (m *Model) wallNumber(n int) string {
	if m.dark() || !m.seen {
		return "?"
	}
	if m.blind.whole {
		return "?"
	}
	return strconv.Itoa(max(n, 0))
}

func bigWidth(number string) int { return 6 * len(number) }

func (m *Model) bigRow(number string, row int) string {
	var b strings.Builder
	for _, r := range number {
		b.WriteString(strings.ReplaceAll(bigDigits[r][row], "#", m.glyphs.bar) + "  ")
	}
	return b.String()
}
