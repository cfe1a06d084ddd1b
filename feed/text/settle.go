package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// settle brings filtered text into NFC and makes its width beyond dispute:
// tmux counts code points, other terminals grapheme clusters, and a column
// that one of them draws a cell further right tears the screen.
func settle(s string) string {
	if strings.IndexFunc(s, inDoubt) < 0 {
		return s
	}
	for range maxRounds {
		next := agree(capMarks(norm.NFC.String(splitVowels.Replace(s))))
		if next == s {
			return s
		}
		s = next
	}
	return keepPlain(s)
}

// inDoubt is what isPlain asks, for text that may have line ends.
func inDoubt(r rune) bool { return r != '\n' && !plainRune(r) }

// maxRounds bounds the work on text made to stay unsettled: each round can
// bring characters together that were apart before.
const maxRounds = 4

// splitVowels takes the Thai and Lao vowel AM apart into a mark and a letter:
// looks the same, and clusters agree with code points.
var splitVowels = strings.NewReplacer("\u0e33", "\u0e4d\u0e32", "\u0eb3", "\u0ecd\u0eb2")

// agree cuts each cluster whose two widths differ down to its first character,
// and drops it if even that is in dispute. This costs Indic scripts their
// vowel signs; the price of columns that stand.
func agree(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for rest := s; rest != ""; {
		cluster, width := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		rest = rest[len(cluster):]
		if width == ansi.StringWidthWc(cluster) {
			b.WriteString(cluster)
			continue
		}
		_, n := utf8.DecodeRuneInString(cluster)
		if first := cluster[:n]; ansi.StringWidth(first) == ansi.StringWidthWc(first) {
			b.WriteString(first)
		}
	}
	return b.String()
}

// capMarks caps the marks of each character again: normalization may have
// taken a character apart.
func capMarks(s string) string {
	marks := maxMarks
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			marks = maxMarks
		case !unicode.IsMark(r):
			marks = 0
		default:
			if marks++; marks > maxMarks {
				return -1
			}
		}
		return r
	}, s)
}

// keepPlain keeps only what is beyond doubt.
func keepPlain(s string) string {
	return strings.Map(func(r rune) rune {
		if inDoubt(r) {
			return -1
		}
		return r
	}, s)
}
