package tui

import (
	"slices"
	"strings"

	"floorwalker/tui/theme"
)

// column is one column of a panel.
type column struct {
	id    string // as preferences name it; empty: always first and shown
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
	order   []int // columns that are shown, from left to right; nil: all
}

// choose shows the columns named, in their order, behind those that are always
// shown; nil shows all. Names that mean nothing are passed over.
func (t *table) choose(ids []string) {
	t.widths, t.order = nil, nil
	if ids == nil {
		return
	}
	for i, c := range t.columns {
		if c.id == "" {
			t.order = append(t.order, i)
		}
	}
	for _, id := range ids {
		if i := t.find(id); i >= 0 && !slices.Contains(t.order, i) {
			t.order = append(t.order, i)
		}
	}
}

func (t *table) find(id string) int {
	return slices.IndexFunc(t.columns, func(c column) bool { return c.id == id && id != "" })
}

// head is the head of a column by its name.
func (t *table) head(id string) phrase {
	if i := t.find(id); i >= 0 {
		return t.columns[i].head
	}
	return phrase{}
}

// chosen are the names of the columns shown, in their order.
func (t *table) chosen() []string {
	var ids []string
	for _, i := range t.shown() {
		if id := t.columns[i].id; id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// shown are the columns from left to right.
func (t *table) shown() []int {
	if t.order == nil {
		t.order = make([]int, len(t.columns))
		for i := range t.columns {
			t.order[i] = i
		}
	}
	return t.order
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
	for _, i := range t.shown() {
		t.widths[i] = t.columns[i].min
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
	for _, i := range t.shown() {
		w := min(t.widths[i], room)
		if w <= 0 {
			continue
		}
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
