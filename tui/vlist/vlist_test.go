package vlist

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// names is a list of rows by name that counts how often it had to draw.
type names struct {
	ids   []string
	marks map[string]int
	drawn int
}

func (n *names) Len() int              { return len(n.ids) }
func (n *names) ID(i int) string       { return n.ids[i] }
func (n *names) IndexOf(id string) int { return slices.Index(n.ids, id) }
func (n *names) Stamp(i int) int       { return n.marks[n.ids[i]] }
func (n *names) Row(i, width int, cursor bool) string {
	n.drawn++
	lead := " "
	if cursor {
		lead = ">"
	}
	return fmt.Sprintf("%s%-*s", lead, width-1, n.ids[i])
}

func listOf(ids ...string) (*List[string, int], *names) {
	rows := &names{ids: ids, marks: map[string]int{}}
	l := &List[string, int]{}
	l.Sync(rows, true)
	return l, rows
}

func selected(t *testing.T, l *List[string, int]) string {
	t.Helper()
	id, ok := l.Selected()
	if !ok {
		t.Fatal("nothing selected")
	}
	return id
}

func wantSelected(t *testing.T, l *List[string, int], want string) {
	t.Helper()
	if got := selected(t, l); got != want {
		t.Errorf("cursor on %s, want %s", got, want)
	}
}

func TestCursorStaysOnItsRow(t *testing.T) {
	l, rows := listOf("a", "b", "c", "d")
	l.Move(2)
	rows.ids = []string{"c", "x", "b", "a"}
	l.Sync(rows, true)
	wantSelected(t, l, "c")
	if l.Index() != 0 {
		t.Errorf("at %d", l.Index())
	}
}

func TestCursorGoesToTheRowThatTookThePlace(t *testing.T) {
	for _, c := range []struct {
		name  string
		after []string
		want  string
	}{
		{"next", []string{"a", "b", "d"}, "d"},
		{"last", []string{"a", "b"}, "b"},
		{"only", []string{"z"}, "z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, rows := listOf("a", "b", "c", "d")
			l.Move(2)
			rows.ids = c.after
			l.Sync(rows, true)
			wantSelected(t, l, c.want)
		})
	}
}

func TestEmptyListHasNoCursorAndRecovers(t *testing.T) {
	l, rows := listOf()
	l.Move(1)
	l.End()
	if _, ok := l.Selected(); ok {
		t.Error("cursor on nothing")
	}
	if lines := l.View(10, 3, true); len(lines) != 0 {
		t.Errorf("drew %q", lines)
	}
	rows.ids = []string{"a", "b"}
	l.Sync(rows, true)
	wantSelected(t, l, "a")
	rows.ids = nil
	l.Sync(rows, true)
	if _, ok := l.Selected(); ok {
		t.Error("cursor survived its rows")
	}
}

func TestKeys(t *testing.T) {
	ids := make([]string, 100)
	for i := range ids {
		ids[i] = fmt.Sprint("r", i)
	}
	l, _ := listOf(ids...)
	l.View(10, 10, true)
	for _, c := range []struct {
		name string
		do   func()
		want string
		top  int
	}{
		{"down", func() { l.Move(1) }, "r1", 0},
		{"page", func() { l.Page(1) }, "r10", 1},
		{"page", func() { l.Page(1) }, "r19", 10},
		{"page back", func() { l.Page(-1) }, "r10", 10},
		{"end", l.End, "r99", 90},
		{"beyond", func() { l.Move(5) }, "r99", 90},
		{"home", l.Home, "r0", 0},
		{"before", func() { l.Page(-3) }, "r0", 0},
	} {
		c.do()
		wantSelected(t, l, c.want)
		if l.Top() != c.top {
			t.Errorf("%s: top %d, want %d", c.name, l.Top(), c.top)
		}
	}
	if !l.Select("r55") || l.Select("nobody") {
		t.Error("Select")
	}
	wantSelected(t, l, "r55")
}

func TestRestKeepsTheCursorOutOfSight(t *testing.T) {
	ids := make([]string, 50)
	for i := range ids {
		ids[i] = fmt.Sprint("r", i)
	}
	l, rows := listOf(ids...)
	l.View(10, 5, true)
	l.Move(30)
	l.Rest()
	l.Sync(rows, false)
	l.View(10, 5, true)
	if l.Top() != 0 || l.Visible() {
		t.Errorf("top %d, visible %v", l.Top(), l.Visible())
	}
	wantSelected(t, l, "r30")
	l.Reveal()
	if !l.Visible() {
		t.Error("not back in sight")
	}
}

func TestOnlyChangedVisibleRowsAreDrawn(t *testing.T) {
	ids := make([]string, 100000)
	for i := range ids {
		ids[i] = fmt.Sprint(i)
	}
	rows := &names{ids: ids, marks: map[string]int{}}
	l := &List[string, int]{}
	l.Sync(rows, true)
	count := func() int {
		rows.drawn = 0
		l.View(20, 10, true)
		return rows.drawn
	}
	if n := count(); n != 10 {
		t.Errorf("first draw: %d rows", n)
	}
	if n := count(); n != 0 {
		t.Errorf("unchanged: %d rows", n)
	}
	rows.marks["3"]++
	if n := count(); n != 1 {
		t.Errorf("one changed: %d rows", n)
	}
	l.Move(1)
	if n := count(); n != 2 {
		t.Errorf("cursor moved: %d rows", n)
	}
	l.View(20, 10, false)
	rows.drawn = 0
	l.View(30, 10, false)
	if rows.drawn != 10 {
		t.Errorf("other width: %d rows", rows.drawn)
	}
}

func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, rows := listOf()
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			before, had := l.Selected()
			height := rapid.IntRange(-1, 8).Draw(t, "height")
			switch rapid.IntRange(0, 6).Draw(t, "step") {
			case 0:
				rows.ids = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f", "g"}), 0, 7,
					func(s string) string { return s }).Draw(t, "rows")
				l.Sync(rows, rapid.Bool().Draw(t, "follow"))
				if had && slices.Contains(rows.ids, before) {
					if now, _ := l.Selected(); now != before {
						t.Fatalf("cursor jumped from %s to %s", before, now)
					}
				}
			case 1:
				l.Move(rapid.IntRange(-9, 9).Draw(t, "by"))
			case 2:
				l.Page(rapid.IntRange(-2, 2).Draw(t, "pages"))
			case 3:
				l.Home()
			case 4:
				l.End()
			case 5:
				l.Rest()
			default:
				lines := l.View(6, height, true)
				if len(lines) > max(height, 0) || len(lines) < min(max(height, 0), len(rows.ids)) {
					t.Fatalf("%d lines for %d rows in %d", len(lines), len(rows.ids), height)
				}
			}
			_, has := l.Selected()
			if has != (len(rows.ids) > 0) {
				t.Fatalf("cursor %v with %d rows", has, len(rows.ids))
			}
		}
	})
}
