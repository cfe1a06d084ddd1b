package text

import "unicode"

// isPlain reports whether nothing has to be done with s: every character is
// printable, stands alone, is its own normal form and is as wide by grapheme
// cluster as by code point. It may say no for text that needs nothing.
func isPlain(s string) bool {
	for _, r := range s {
		if !plainRune(r) { // utf8.RuneError, of invalid bytes, is none
			return false
		}
	}
	return true
}

// plainRune knows the characters that nearly all texts of a floor consist of.
func plainRune(r rune) bool {
	switch {
	case r < 0x80:
		return r >= ' ' && r != 0x7f
	case r >= 0x4e00 && r <= 0x9fff: // CJK
		return true
	}
	return unicode.Is(plain, r)
}

// plain is plainRune beyond ASCII and the common CJK block.
var plain = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x00a0, 0x00ac, 1}, {0x00ae, 0x017f, 1}, // Latin without the soft hyphen
		{0x2010, 0x2027, 1}, {0x2030, 0x205e, 1}, // punctuation
		{0x2190, 0x2328, 1}, {0x232b, 0x27bf, 1}, // signs
		{0x3000, 0x3029, 1},                      // CJK punctuation
		{0x3041, 0x3096, 1}, {0x309b, 0x30ff, 1}, // kana
		{0x3400, 0x4dbf, 1},                      // rare CJK
		{0xac00, 0xd7a3, 1},                      // Hangul syllables
		{0xff01, 0xff9d, 1}, {0xffe0, 0xffe6, 1}, // full and half width forms
	},
	R32: []unicode.Range32{
		{0x1f300, 0x1f3fa, 1}, {0x1f400, 0x1f64f, 1}, {0x1f900, 0x1f9ff, 1}, // emoji without skin tones
	},
	LatinOffset: 1,
}

func isSkinTone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }
