package tui

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"floorwalker/tui/theme"
)

// blank is a run of spaces to cut paddings from.
const blank = "                                                                                " +
	"                                                                                "

// spaces is n cells of nothing.
func spaces(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(blank) {
		return blank[:n]
	}
	return strings.Repeat(" ", n)
}

// width is how many cells s takes.
func width(s string) int {
	if n, ok := simpleWidth(s); ok {
		return n
	}
	return ansi.StringWidth(s)
}

// simpleWidth measures text of ASCII, ideographs and full-width forms, which is
// nearly all of a Chinese floor, at a tenth of the cost of taking it apart into
// characters: there every code point is one, and none joins its neighbors.
func simpleWidth(s string) (n int, ok bool) {
	for _, r := range s {
		switch {
		case r >= ' ' && r <= '~':
			n++
		case r >= '\u4e00' && r <= '\u9fff', r >= '\u3001' && r <= '\u3011', r >= '\uff01' && r <= '\uff5e':
			n += 2
		default:
			return 0, false
		}
	}
	return n, true
}

// fit makes plain text s exactly w cells wide: cut with tail, or filled up on
// the right.
func fit(s string, w int, tail string) string {
	s, n := cut(s, w, tail)
	return s + spaces(w-n)
}

// fitRight is fit with the text at the right end.
func fitRight(s string, w int, tail string) string {
	s, n := cut(s, w, tail)
	return spaces(w-n) + s
}

// cut shortens plain text to at most w cells and returns it with its width.
func cut(s string, w int, tail string) (text string, cells int) {
	if w <= 0 || s == "" {
		return "", 0
	}
	if isASCII(s) {
		if len(s) <= w {
			return s, len(s)
		}
		if w <= width(tail) {
			return s[:w], w
		}
		s = s[:w-width(tail)] + tail
		return s, w
	}
	s = selfContained(s)
	if n := width(s); n <= w {
		return s, n
	}
	if w <= width(tail) {
		tail = ""
	}
	s = ansi.Truncate(s, w, tail)
	return s, ansi.StringWidth(s)
}

// shortName is a name in at most w cells: whole, or its first word, or cut.
func shortName(name string, w int, tail string) string {
	if first, _, more := strings.Cut(name, " "); more && width(name) > w && width(first) <= w {
		return first
	}
	name, _ = cut(name, w, tail)
	return name
}

// selfContained drops what would join a neighboring cell into one character
// with it, such as a vowel sign at the start: the widths of cells must add up
// to the width of the line.
func selfContained(s string) string {
	if _, ok := simpleWidth(s); ok {
		return s
	}
	for s != "" && ansi.StringWidth(" "+s) != 1+ansi.StringWidth(s) {
		_, n := utf8.DecodeRuneInString(s)
		s = s[n:]
	}
	for s != "" && ansi.StringWidth(s+" ") != ansi.StringWidth(s)+1 {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return s
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// ident is a name from a policy, of which nothing is known: only what is as
// wide everywhere.
func ident(s string) string {
	return strings.Map(func(r rune) rune {
		if _, ok := simpleWidth(string(r)); !ok {
			return -1
		}
		return r
	}, s)
}

// span is a piece of a line in one style. The lower its rank the longer it
// stays when room gets short; rank 0 stays to the last.
type span struct {
	text  string
	style theme.Style
	rank  int
}

// gap is what stands between two spans of a line.
const gap = "  "

// spread puts left at the left end and right at the right end of a line of w
// cells, and drops the spans of the highest rank until they fit.
func spread(left, right []span, w int, tail string) string {
	left, right = shed(separate(left), separate(right), w)
	l, lw := joinSpans(left)
	r, rw := joinSpans(right)
	between := 0
	if lw > 0 && rw > 0 {
		between = len(gap)
	}
	if lw+between+rw > w {
		return cutSpans(append(left, right...), w, tail)
	}
	return l + spaces(w-lw-rw) + r
}

// separate makes the widths of spans add up.
func separate(spans []span) []span {
	apart := make([]span, len(spans))
	for i, s := range spans {
		s.text = selfContained(s.text)
		apart[i] = s
	}
	return apart
}

func shed(left, right []span, w int) (keptLeft, keptRight []span) {
	for {
		worst := max(highest(left), highest(right))
		if worst == 0 || spansWidth(left)+spansWidth(right)+len(gap) <= w {
			return left, right
		}
		left, right = without(left, worst), without(right, worst)
	}
}

func highest(spans []span) int {
	rank := 0
	for _, s := range spans {
		rank = max(rank, s.rank)
	}
	return rank
}

func without(spans []span, rank int) []span {
	var kept []span
	for _, s := range spans {
		if s.rank != rank {
			kept = append(kept, s)
		}
	}
	return kept
}

func spansWidth(spans []span) int {
	n := 0
	for i, s := range spans {
		if i > 0 {
			n += len(gap)
		}
		n += width(s.text)
	}
	return n
}

func joinSpans(spans []span) (line string, w int) {
	var b strings.Builder
	for i, s := range spans {
		if i > 0 {
			b.WriteString(gap)
		}
		b.WriteString(s.style.Paint(s.text))
	}
	return b.String(), spansWidth(spans)
}

// cutSpans draws spans from the left until w cells are full.
func cutSpans(spans []span, w int, tail string) string {
	var b strings.Builder
	for i, s := range spans {
		if i > 0 {
			n := min(w, len(gap))
			b.WriteString(spaces(n))
			w -= n
		}
		text, n := cut(s.text, w, tail)
		b.WriteString(s.style.Paint(text))
		w -= n
	}
	b.WriteString(spaces(w))
	return b.String()
}
