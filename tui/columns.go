package tui

import (
	"strings"

	"floorwalker/tui/theme"
)

// column is one column of a panel.
type column struct {
	head  phrase
	min   int  // cells; below that the column is dropped
	max   int  // cells it takes when there is room
	rank  int  // 0 to lastRank: the highest is dropped first; 0 stays
	right bool // numbers
	grow  int  // cells it may take in the end, of what is left over
}

// lastRank is the highest rank a column can have.
const lastRank = 8

// cell is what a row says in one column.
type cell struct {
	text  string
	style theme.Style
}

// table is a set of columns laid out for a width. It is laid out again only
// when the width changes.
type table struct {
	columns []column
	width   int
	widths  []int // of each column; 0: dropped
}

// layout spreads width over the columns: the least important are dropped until
// the rest fits, what is left goes to those that want more, the most important
// first, and then to the one that grows.
func (t *table) layout(width int) {
	if t.width == width && t.widths != nil {
		return
	}
	t.width = width
	t.widths = make([]int, len(t.columns))
	for i, c := range t.columns {
		t.widths[i] = c.min
	}
	for t.spare() < 0 && t.dropLeast() {
		continue
	}
	for rank := range lastRank + 1 {
		for i, c := range t.columns {
			if c.rank == rank {
				t.widen(i, c.max)
			}
		}
	}
	for i, c := range t.columns {
		t.widen(i, c.grow)
	}
}

// spare is the room left over; negative where the columns do not fit.
func (t *table) spare() int {
	used := 0
	for _, w := range t.widths {
		if w > 0 {
			used += w + 1
		}
	}
	return t.width - used
}

func (t *table) dropLeast() bool {
	least := -1
	for i, c := range t.columns {
		if t.widths[i] > 0 && c.rank > 0 && (least < 0 || c.rank >= t.columns[least].rank) {
			least = i
		}
	}
	if least < 0 {
		return false
	}
	t.widths[least] = 0
	return true
}

func (t *table) widen(i, most int) {
	if t.widths[i] > 0 {
		t.widths[i] += max(0, min(most-t.widths[i], t.spare()))
	}
}

// heads draws the column heads under the cursor column.
func (t *table) heads(lang Lang, style theme.Style, tail string) string {
	cells := make([]cell, len(t.columns))
	for i, c := range t.columns {
		cells[i] = cell{c.head.in(lang), style}
	}
	return t.row(" ", cells, theme.Style{}, tail)
}

// row draws one line of exactly the table's width: a one-cell lead, then the
// cells with a space between them. A whole style paints the line in one piece,
// for cursor and stale rows, and overrules those of the cells.
func (t *table) row(lead string, cells []cell, whole theme.Style, tail string) string {
	var b strings.Builder
	uniform := whole != theme.Style{}
	room := t.width - 1
	b.WriteString(lead)
	for i, w := range t.widths {
		if w == 0 || room <= 0 {
			continue
		}
		w = min(w, room)
		fill := fit
		if t.columns[i].right {
			fill = fitRight
		}
		text := fill(cells[i].text, w, tail)
		if !uniform {
			text = cells[i].style.Paint(text)
		}
		b.WriteString(text)
		room -= w
		if room > 0 {
			b.WriteByte(' ')
			room--
		}
	}
	b.WriteString(spaces(room))
	if uniform {
		return whole.Paint(b.String())
	}
	return b.String()
}
