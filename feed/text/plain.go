package text

import (
	"unicode"
	"unicode/utf8"
)

// isPlain reports whether nothing has to be done with s: every character is
// printable, stands alone, is its own normal form and is as wide by grapheme
// cluster as by code point. It may say no for text that needs nothing. Every
// string of every event is asked, so what nearly all consist of, ASCII and what is
// common in Chinese, is known by its bytes.
func isPlain(s string) bool {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c < utf8.RuneSelf:
			if len(s)-i >= 8 && plainASCII(s[i:]) {
				i += 8
				continue
			}
			if c < ' ' || c == 0x7f {
				return false
			}
			i++
		case len(s)-i >= 3 && isCommon(wideRune(c, s[i+1], s[i+2])):
			i += 3
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !plainRune(r) { // utf8.RuneError, of invalid bytes, is none
				return false
			}
			i += n
		}
	}
	return true
}

// wideRune is the character of three bytes that they are; 0 if they are none.
// Where one could also be written with fewer bytes, or must not be written at all, it
// is no common one.
func wideRune(a, b, c byte) rune {
	if a&0xf0 != 0xe0 || b&0xc0 != 0x80 || c&0xc0 != 0x80 {
		return 0
	}
	return rune(a&0x0f)<<12 | rune(b&0x3f)<<6 | rune(c&0x3f)
}

// isCommon knows what Chinese texts consist of.
func isCommon(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || // CJK
		r >= 0xff01 && r <= 0xff9d || // full and half width forms
		r >= 0x3000 && r <= 0x3029 // CJK punctuation
}

// plainASCII tells whether each of the first eight bytes of s is a printable
// ASCII character, all eight at once.
func plainASCII(s string) bool {
	const each, high = 0x0101010101010101, 0x8080808080808080
	_ = s[7] // one check of bounds, and one load
	w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	atLeastSpace := (w | high) - ' '*each
	del := w + each
	return (w|del|^atLeastSpace)&high == 0
}

// plainRune knows the characters that nearly all texts of a floor consist of.
func plainRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= ' ' && r != 0x7f
	}
	return isCommon(r) || unicode.Is(plain, r)
}

// plain is plainRune beyond what that names itself.
var plain = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x00a0, 0x00ac, 1}, {0x00ae, 0x017f, 1}, // Latin without the soft hyphen
		{0x2010, 0x2027, 1}, {0x2030, 0x205e, 1}, // punctuation
		{0x2190, 0x2328, 1}, {0x232b, 0x27bf, 1}, // signs
		{0x3041, 0x3096, 1}, {0x309b, 0x30ff, 1}, // kana
		{0x3400, 0x4dbf, 1}, // rare CJK
		{0xac00, 0xd7a3, 1}, // Hangul syllables
		{0xffe0, 0xffe6, 1}, // full width signs
	},
	R32: []unicode.Range32{
		{0x1f300, 0x1f3fa, 1}, {0x1f400, 0x1f64f, 1}, {0x1f900, 0x1f9ff, 1}, // emoji without skin tones
	},
	LatinOffset: 1,
}

func isSkinTone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }
