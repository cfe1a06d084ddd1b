package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// maxMarks is how many combining marks one character keeps. Written languages
// need three; piles of them cover the lines above and below.
const maxMarks = 4

// filter drops every character that may not be shown and blanks those that
// look like nothing. Marks are capped here, before normalization, which would
// break long runs of them with a character of its own.
func filter(s string, lines bool) string {
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	if strings.IndexByte(s, ansi.ESC) >= 0 {
		s = ansi.Strip(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	marks := maxMarks // no mark without a character before it
	for i, r := range s {
		if r == '\r' && strings.HasPrefix(s[i+1:], "\n") {
			continue
		}
		r = replace(r, lines)
		switch {
		case plainRune(r):
			marks = 0
		case r == '\n':
			marks = maxMarks
		case isDropped(r):
			continue
		case unicode.IsMark(r):
			if marks++; marks > maxMarks {
				continue
			}
		default:
			marks = 0
		}
		b.WriteRune(r)
	}
	return b.String()
}

// replace turns line ends and blanks into what they are shown as, and two
// signs that join the one before them into forms that do not.
func replace(r rune, lines bool) rune {
	switch r {
	case '\n', '\r', '\u0085', '\u2028', '\u2029':
		if lines {
			return '\n'
		}
		return ' '
	case '\t', hangulFiller, hangulChoseongFiller, hangulJungseongFiller, halfwidthHangulFiller, brailleBlank:
		return ' '
	case halfwidthVoiced:
		return combiningVoiced
	case halfwidthSemiVoiced:
		return combiningSemiVoiced
	}
	return r
}

const (
	hangulFiller          = '\u3164'
	hangulChoseongFiller  = '\u115f'
	hangulJungseongFiller = '\u1160'
	halfwidthHangulFiller = '\uffa0'
	brailleBlank          = '\u2800'
	halfwidthVoiced       = '\uff9e'
	halfwidthSemiVoiced   = '\uff9f'
	combiningVoiced       = '\u3099'
	combiningSemiVoiced   = '\u309a'
	enclosingKeycap       = '\u20e3'
)

// isDropped reports whether r is never shown: controls, format characters
// (zero width, bidirectional, tags), surrogates, private use, characters that
// only choose or tint the glyph before them, and those that never will be
// characters.
func isDropped(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs,
		unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point,
		unicode.Noncharacter_Code_Point) ||
		r == enclosingKeycap || isSkinTone(r) || isPrepended(r)
}

// isPrepended reports whether r forms one cluster with whatever comes after it,
// be it a column's rule (GCB=Prepend; those of Cf are dropped anyway).
func isPrepended(r rune) bool {
	switch r {
	case 0x0d4e, 0x111c2, 0x111c3, 0x1193f, 0x11941, 0x11a3a, 0x11d46, 0x11f02:
		return true
	}
	return 0x11a84 <= r && r <= 0x11a89
}
