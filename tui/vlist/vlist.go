// Package vlist draws the part of a long list that fits on the screen.
//
// The cursor is the id of a row, never its place, so it stays on its row
// however the rows move. A draw costs O(visible): rows that did not change
// since the last one are taken from a memo of the rows drawn last.
package vlist

// Rows is what a list shows. K names a row for as long as it lives; two rows
// never share one. S stamps what a row looks like apart from width and cursor:
// when it is equal, so is the drawn row.
type Rows[K, S comparable] interface {
	Len() int
	ID(i int) K
	IndexOf(id K) int // -1: no such row
	Stamp(i int) S
	Row(i, width int, cursor bool) string // exactly width cells
}

// List is the window on some Rows. The zero List is ready and has no cursor
// until rows come. It is not safe for concurrent use.
type List[K, S comparable] struct {
	rows   Rows[K, S]
	id     K    // row under the cursor
	at     int  // its place when it was last seen
	has    bool // id names a row
	top    int  // first visible row
	height int  // rows visible in the last draw

	memo, spare map[K]drawn[S]
}

type drawn[S comparable] struct {
	stamp  S
	width  int
	cursor bool
	line   string
}

// Sync tells the list that rows changed: with nil, that there are none. The
// cursor stays on its row; if that is gone it goes to the one that took its
// place, or the last. While follow is set, a cursor that was visible stays so.
func (l *List[K, S]) Sync(rows Rows[K, S], follow bool) {
	visible := l.Visible()
	l.rows = rows
	n := l.Len()
	if n == 0 {
		l.has, l.at, l.top = false, 0, 0
		return
	}
	if i := l.indexOfCursor(); i >= 0 {
		l.at = i
	} else {
		l.put(l.at)
	}
	if follow && visible {
		l.Reveal()
	}
	l.clampTop()
}

// Len is the number of rows.
func (l *List[K, S]) Len() int {
	if l.rows == nil {
		return 0
	}
	return l.rows.Len()
}

// Selected is the row under the cursor; false if there are no rows.
func (l *List[K, S]) Selected() (K, bool) { return l.id, l.has }

// Index is the place of the cursor, 0 if there are no rows.
func (l *List[K, S]) Index() int { return l.at }

// Top is the first visible row.
func (l *List[K, S]) Top() int { return l.top }

// Visible says whether the row under the cursor was in the window last drawn.
func (l *List[K, S]) Visible() bool {
	return l.has && l.at >= l.top && l.at < l.top+max(l.height, 1)
}

// Move takes the cursor n rows down, or up where n is negative, as far as
// there are rows.
func (l *List[K, S]) Move(n int) { l.goTo(l.at + n) }

// Page moves by n windows, keeping one row of the old one in sight.
func (l *List[K, S]) Page(n int) { l.Move(n * max(l.height-1, 1)) }

// Home goes to the first row.
func (l *List[K, S]) Home() { l.goTo(0) }

// End goes to the last row.
func (l *List[K, S]) End() { l.goTo(l.Len() - 1) }

// Select puts the cursor on the row named id and shows it; false if there is
// no such row.
func (l *List[K, S]) Select(id K) bool {
	if l.Len() == 0 {
		return false
	}
	i := l.rows.IndexOf(id)
	if i < 0 {
		return false
	}
	l.goTo(i)
	return true
}

// Rest shows the first rows again and leaves the cursor on its row, seen or
// not.
func (l *List[K, S]) Rest() { l.top = 0 }

// Reveal scrolls as little as needed to show the row under the cursor.
func (l *List[K, S]) Reveal() {
	height := max(l.height, 1)
	switch {
	case l.at < l.top:
		l.top = l.at
	case l.at >= l.top+height:
		l.top = l.at - height + 1
	}
}

// View draws the window: at most height lines, each width cells wide. The
// caller fills up what is missing. The cursor is drawn where keys go to the
// list only: two of them on a screen are one too many.
func (l *List[K, S]) View(width, height int, keys bool) []string {
	if width <= 0 || height <= 0 || l.Len() == 0 {
		return nil
	}
	l.resize(height)
	end := min(l.top+height, l.Len())
	lines := make([]string, 0, height)
	fresh := l.spare
	if fresh == nil {
		fresh = make(map[K]drawn[S], height)
	}
	clear(fresh)
	for i := l.top; i < end; i++ {
		d := l.draw(i, width, keys)
		fresh[l.rows.ID(i)] = d
		lines = append(lines, d.line)
	}
	l.memo, l.spare = fresh, l.memo
	return lines
}

func (l *List[K, S]) draw(i, width int, keys bool) drawn[S] {
	id := l.rows.ID(i)
	d := drawn[S]{stamp: l.rows.Stamp(i), width: width, cursor: keys && l.has && id == l.id}
	if old, ok := l.memo[id]; ok && old.stamp == d.stamp && old.width == width && old.cursor == d.cursor {
		return old
	}
	d.line = l.rows.Row(i, width, d.cursor)
	return d
}

func (l *List[K, S]) resize(height int) {
	visible := l.Visible()
	l.height = height
	if visible {
		l.Reveal()
	}
	l.clampTop()
}

func (l *List[K, S]) indexOfCursor() int {
	if !l.has {
		return -1
	}
	return l.rows.IndexOf(l.id)
}

func (l *List[K, S]) goTo(i int) {
	if l.Len() == 0 {
		return
	}
	l.put(i)
	l.Reveal()
}

func (l *List[K, S]) put(i int) {
	l.at = min(max(i, 0), l.Len()-1)
	l.id, l.has = l.rows.ID(l.at), true
}

func (l *List[K, S]) clampTop() {
	l.top = max(min(l.top, l.Len()-max(l.height, 1)), 0)
}
