package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"floorwalker/metrics"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "您好，在吗? 😥", "您好，在吗? 😥"},
		{"entities stay", "flight &amp; more", "flight &amp; more"},
		{"line ends", "a\nb\r\nc\rd\te\u0085f\u2028g\u2029h", "a b c d e f g h"},
		{"color", "\x1b[31mred\x1b[0m", "red"},
		{"title", "a\x1b]0;owned\x07b", "ab"},
		{"unfinished title swallows the rest", "a\x1b]0;owned", "a"},
		{"c1 as utf-8", "a\u009b31mb", "a31mb"},
		{"c1 as bytes", "a\x9b31mb", "a\ufffd31mb"},
		{"invalid utf-8", "a\xff\xfeb", "a\ufffdb"},
		{"bidi", "a\u202eb\u2066c\u200fd", "abcd"},
		{"zero width", "a\u200bb\u200dc\ufeffd\u00ade\u2060f", "abcdef"},
		{"tags", "a\U000e0041\U000e007fb", "ab"},
		{"private use", "a\ue000\U000f0000b", "ab"},
		{"noncharacters", "a\uffff\U0001fffeb", "ab"},
		{"family", "👨‍👩‍👧‍👦", "👨👩👧👦"},
		{"skin tone", "👍🏽", "👍"},
		{"presentation", "❤️⚠️", "❤⚠"},
		{"keycap", "1️⃣", "1"},
		{"flag", "🇨🇳", "🇨🇳"},
		{"half a flag", "🇨🇳🇨x", "🇨🇳x"},
		{"zalgo", "e" + strings.Repeat("\u0334", 50) + "x", "e\u0334\u0334\u0334\u0334x"},
		{"mark without a character", "\u0301abc", "abc"},
		{"nfc", "e\u0301 \u1112\u1161\u11ab", "é 한"},
		{"filler", "a\u3164b\u115fc\uffa0d\u2800e", "a b c d e"},
		{"thai", "น้ำ", "น้\u0e4dา"},
		{"half width kana", "ﾊﾞ", "ﾊ\u3099"},
		{"indic", "क्षa", "कa"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := string(Clean(c.in)); got != c.want {
				t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestCleanLines(t *testing.T) {
	in := "a\nb\r\nc\rd\te\u0085f\u2028g\u2029\u0301h"
	if got := CleanLines(in); got != "a\nb\nc\nd e\nf\ng\nh" {
		t.Errorf("CleanLines = %q", got)
	}
}

func TestLongTextIsCut(t *testing.T) {
	for _, c := range []struct {
		name  string
		clean func(string) metrics.Text
		limit int
	}{{"text", Clean, MaxText}, {"name", Name, MaxName}} {
		t.Run(c.name, func(t *testing.T) {
			exact := strings.Repeat("字", c.limit)
			if got := c.clean(exact); string(got) != exact {
				t.Errorf("a text of exactly the limit was changed")
			}
			for _, in := range []string{
				exact + "x",
				strings.Repeat("字", 4_000_000),
				strings.Repeat("字\x1b[31m", 2_000_000),
				strings.Repeat("🇨🇳", c.limit),
			} {
				got := string(c.clean(in))
				if n := utf8.RuneCountInString(got); n > c.limit || !strings.HasSuffix(got, "…") {
					t.Errorf("got %d runes ending in %q", n, got[max(0, len(got)-8):])
				}
			}
		})
	}
}

func TestLongTextCostsLittle(t *testing.T) {
	for name, unit := range map[string]string{
		"plain": "字", "escapes": "\x1b[1;2", "marks": "a\u0334\u0334", "invalid": "\xff", "conjuncts": "क्ष", "jamo": "\u1100\ua960",
	} {
		bomb := strings.Repeat(unit, 10_000_000/len(unit))
		if n := testing.AllocsPerRun(1, func() { Clean(bomb) }); n > 100 {
			t.Errorf("%s: %.0f allocations", name, n)
		}
	}
}

func TestID(t *testing.T) {
	for _, good := range []string{"", "Delta/115818/611", "pdd:店铺:1", strings.Repeat("x", MaxID), "é"} {
		if got, err := ID(good); err != nil || string(got) != good {
			t.Errorf("ID(%q) = %q, %v", good, got, err)
		}
	}
	for _, bad := range []string{"a\nb", "a\x1b[m", "e\u0301", "a\u200bb", "\xff", strings.Repeat("x", MaxID+1), strings.Repeat("字", 100)} {
		if got, err := ID(bad); err == nil || got != "" {
			t.Errorf("ID(%q) = %q, want an error", bad, got)
		}
	}
}

// TestPlainRunes walks every character that the fast path lets through.
func TestPlainRunes(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !plainRune(r) {
			continue
		}
		s := string(r)
		if isForbidden(r) || unicode.IsMark(r) {
			t.Errorf("%U is no plain character", r)
		}
		p := norm.NFC.PropertiesString(s)
		if !norm.NFC.IsNormalString(s) || !p.BoundaryBefore() {
			t.Errorf("%U is not its own normal form or joins the one before it", r)
		}
		for _, text := range []string{s, "a" + s + "b", "字" + s + s} {
			if ansi.StringWidth(text) != ansi.StringWidthWc(text) {
				t.Errorf("%U: widths of %q differ", r, text)
			}
		}
		if replace(r, false) != r {
			t.Errorf("%U is replaced", r)
		}
	}
}

func isForbidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp)
}

// check asserts what holds for every cleaned text.
func check(t interface {
	Helper()
	Errorf(string, ...any)
}, in string,
) {
	t.Helper()
	for name, c := range map[string]struct {
		clean func(string) metrics.Text
		limit int
		lines bool
	}{"Clean": {Clean, MaxText, false}, "Name": {Name, MaxName, false}, "CleanLines": {CleanLines, MaxText, true}} {
		out := string(c.clean(in))
		for _, r := range out {
			if isForbidden(r) && !(c.lines && r == '\n') {
				t.Errorf("%s(%q) has %U", name, in, r)
			}
		}
		if !utf8.ValidString(out) || !norm.NFC.IsNormalString(out) {
			t.Errorf("%s(%q) = %q is not NFC", name, in, out)
		}
		if again := string(c.clean(out)); again != out {
			t.Errorf("%s(%q) = %q, and again %q", name, in, out, again)
		}
		if a, b := ansi.StringWidth(out), ansi.StringWidthWc(out); a != b {
			t.Errorf("%s(%q) = %q is %d or %d wide", name, in, out, a, b)
		}
		if n := utf8.RuneCountInString(out); n > c.limit {
			t.Errorf("%s: %d runes", name, n)
		}
	}
	if id, err := ID(in); err == nil && Clean(in) != id {
		t.Errorf("ID(%q) took what Clean changes", in)
	}
}

// nasty are the parts that generated texts are put together from.
var nasty = []string{
	"a", " ", "字", "é", "e\u0301", "\u0301", "\u0334", "\n", "\r", "\t", "\x00", "\x1b", "\x1b[", "\x1b]0;", "\x1b[31m", "\x07", "\x9b",
	"\xff", "\xf0\x9f", "\u200d", "\ufe0f", "\u20e3", "👍", "🏽", "👩", "🇨", "🇳", "❤", "น", "้", "ำ", "\u0e33", "क", "्", "ष", "ि", "\u1100", "\u1161",
	"\u11a8", "\ua960", "\ud7b0", "각", "가", "ﾊ", "ﾞ", "\u3164", "\u202e", "\U000e0041", "\ue000", "\u034f", "\u0344", "\u0f73", "\u1d165", "\u0cf3",
	"\u0600", "\U000110bd", "\U000111c2", "\u0b47", "\u0b3e", "\u09c7", "\u09be", "\uf900", "Å", "\u212b",
}

func TestCleanedText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.OneOf(rapid.SampledFrom(nasty), rapid.StringN(1, 3, -1))
		check(t, strings.Join(rapid.SliceOfN(part, 0, 40).Draw(t, "parts"), ""))
	})
}

func TestCleanedLongText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := strings.Join(rapid.SliceOfN(rapid.SampledFrom(nasty), 1, 5).Draw(t, "parts"), "")
		check(t, strings.Repeat(unit, rapid.IntRange(1, 900).Draw(t, "times")))
	})
}

func FuzzClean(f *testing.F) {
	for _, s := range nasty {
		f.Add("a" + s + s + "b")
	}
	f.Fuzz(func(t *testing.T, in string) { check(t, in) })
}

var sink metrics.Text

func BenchmarkClean(b *testing.B) {
	for _, c := range []struct{ name, in string }{
		{"ascii", strings.Repeat("how much is shipping? ", 10)},
		{"chinese", strings.Repeat("您好，请问什么时候发货？", 8)},
		{"chinese-lines", strings.Repeat("您好，请问\n什么时候发货？", 8)},
		{"emoji", strings.Repeat("谢谢👍🏽❤️", 16)},
		{"10MB", strings.Repeat("字\x1b[31m", 1_250_000)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sink = Clean(c.in)
			}
		})
	}
}
