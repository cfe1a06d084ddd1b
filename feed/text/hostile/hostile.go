// Package hostile makes strings that mean harm to whoever prints them: for tests
// of every way by which text comes in and goes out.
package hostile

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pieces are what terminals obey, what readers are deceived by and what programs
// stumble over.
var pieces = []string{
	// C0 and C1, as bytes and as UTF-8
	"\x00", "\x07", "\x08\x08\x08", "\x0b\x0c", "\x0e\x0f", "\x1b", "\x7f", "\r", "\n", "\r\n", "\t",
	"\x84\x85\x8d", "\x90\x98\x9b\x9c\x9d\x9e\x9f", "\u0084\u0085\u008d", "\u0090\u0098\u009b\u009c\u009d\u009e\u009f",
	// CSI
	"\x1b[2J", "\x1b[H", "\x1b[31m", "\x1b[6n", "\x1b[?1049l", "\x1b[?1000h", "\x1b[20t", "\x1b[999999999b", "\u009b31m", "\x9b2J", "\x1b[",
	// OSC: title, clipboard, links, colors, notices, files
	"\x1b]0;owned\x07", "\x1b]2;owned\x1b\\", "\x1b]52;c;b3duZWQ=\x07", "\x1b]8;;http://owned.example\x1b\\x\x1b]8;;\x1b\\",
	"\x1b]4;1;?\x07", "\x1b]9;owned\x07", "\x1b]1337;File=name=b3duZWQ=:AAAA\x07", "\u009d0;owned\u009c", "\x9d0;owned\x9c", "\x1b]0;owned",
	// DCS, APC, PM, SOS; of tmux and screen too
	"\x1bP$q\"p\x1b\\", "\x1bPtmux;\x1b\x1b]0;owned\x07\x1b\\", "\x1b_owned\x1b\\", "\x1b^owned\x1b\\", "\x1bXowned\x1b\\",
	"\x1bkowned\x1b\\", "\x1bc", "\x1b#8",
	// direction, zero width, tags, marks without end
	"\u202eowned\u202c", "\u2066\u2067\u2068\u2069", "\u200e\u200f\u061c", "\u200b\u200c\u200d\u2060\ufeff", "\u00ad\u180e\u034f",
	"\U000e0041\U000e0042\U000e007f", strings.Repeat("\u0334\u0300\u0489", 60), "\u20dd\u20e3\ufe0f", "\u3164\u115f\u1160\uffa0\u2800",
	// what is no text
	"\xff\xfe", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\ufffe\uffff", "\ue000\U000f0000", "\xe4\xba", "\ufffd",
	// what programs read: tables, paths, patterns, markup, queries
	"=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "../../etc/passwd", "%s%n%x", "${HOME}", "$(id)", "`id`", "'; --", "\"", "\\", "{{.}}",
	"<script>", "|x|y|", "[a](b)", "# HELP", "a,b;c", "{\"a\":1}", "\\u001b]0;owned\\u0007", "#[fg=red]#(id)",
	// what is only odd
	"好", "👨‍👩‍👧‍👦", "🇨🇳🇨", "ﷺ", "é", "한", "ａ", strings.Repeat("宽", 300), "",
}

// Strings are n of them, the same for the same seed: each piece alone first, then
// several in a row among ordinary words.
func Strings(seed uint64, n int) []string {
	random := rand.New(rand.NewPCG(seed, 0x05c))
	out := make([]string, 0, n)
	for i := range n {
		if i < len(pieces) {
			out = append(out, pieces[i])
			continue
		}
		var b strings.Builder
		for range 1 + random.IntN(5) {
			b.WriteString(pieces[random.IntN(len(pieces))])
			if random.IntN(2) == 0 {
				b.WriteString([]string{"x", "在吗", " ", "0"}[random.IntN(4)])
			}
		}
		out = append(out, b.String())
	}
	return out
}

// colors are what a picture for a terminal may hold beside text.
var colors = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// Styled says what is wrong with text for a terminal in which colors are allowed,
// or nothing.
func Styled(out []byte) string { return Plain(colors.ReplaceAll(out, nil)) }

// Plain says what is wrong with text that a terminal may be shown: the first
// character that is neither printable nor a line's or a field's end, and where.
func Plain(out []byte) string {
	for i := 0; i < len(out); {
		r, size := utf8.DecodeRune(out[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			return at(out, i, "is no UTF-8")
		case r == '\n' || r == '\t' || r == '\r' && i+1 < len(out) && out[i+1] == '\n':
		case unicode.Is(unicode.C, r):
			return at(out, i, "is not printable")
		}
		i += size
	}
	return ""
}

func at(out []byte, i int, what string) string {
	return fmt.Sprintf("byte %d %s: %q", i, what, out[max(0, i-20):min(len(out), i+20)])
}
