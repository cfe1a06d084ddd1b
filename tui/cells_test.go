package tui

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"floorwalker/feed/text"
	"floorwalker/tui/theme"
)

// nasty draws texts out of what breaks screens: wide, joined, stacked and
// right-to-left characters, and those that lean on their neighbors.
func nasty() *rapid.Generator[string] {
	pieces := rapid.SampledFrom([]string{
		"a", "Zz", " ", "李", "旗舰店", "，", "👍", "👨‍👩‍👧‍👦", "👍🏽", "❤️", "1️⃣", "🇨🇳", "🇨", "é", "e\u0301\u0301\u0301", "\u0301",
		"ि", "ൎ", "น้ำ", "שלום", "مرحبا", "각", "ｱﾞ", "…", "●", "\u200d", "\ufe0f", "\t", "\n", "\x1b[31m", "\x1b]0;x", "0", "-", "\u3164",
	})
	return rapid.Custom(func(t *rapid.T) string {
		out := ""
		for _, p := range rapid.SliceOfN(pieces, 0, 12).Draw(t, "pieces") {
			out += p
		}
		return out
	})
}

func TestFitIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := string(text.Clean(nasty().Draw(t, "text")))
		w := rapid.IntRange(0, 30).Draw(t, "width")
		tail := rapid.SampledFrom([]string{"…", "~", ""}).Draw(t, "tail")
		for name, got := range map[string]string{"left": fit(s, w, tail), "right": fitRight(s, w, tail)} {
			if n := ansi.StringWidth(got); n != w {
				t.Fatalf("%s: %q in %d cells took %d: %q", name, s, w, n, got)
			}
			// A cell must stay as wide between others as it is alone.
			if n := ansi.StringWidth("x " + got + " x"); n != w+4 {
				t.Fatalf("%s: %q joined its neighbors: %d cells", name, got, n-4)
			}
		}
	})
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		s    string
		w    int
		want string
	}{
		{"abc", 5, "abc  "}, {"abcdef", 4, "abc…"}, {"李娜在", 5, "李娜…"}, {"李娜在", 4, "李… "}, {"李", 1, " "}, {"ab", 1, "a"}, {"", 2, "  "},
	} {
		if got := fit(c.s, c.w, "…"); got != c.want {
			t.Errorf("fit(%q, %d) = %q, want %q", c.s, c.w, got, c.want)
		}
	}
}

func TestSimpleWidthIsTheWidth(t *testing.T) {
	runes := rapid.OneOf(
		rapid.Int32Range(' ', '~'), rapid.Int32Range('\u4e00', '\u9fff'),
		rapid.Int32Range('\u3001', '\u3011'), rapid.Int32Range('\uff01', '\uff5e'),
	)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(runes).Draw(t, "text")
		if n, ok := simpleWidth(s); !ok || n != ansi.StringWidth(s) {
			t.Fatalf("%q: %d, not %d", s, n, ansi.StringWidth(s))
		}
	})
	for _, s := range []string{"\t", "e\u0301", "👍", "ｱﾞ", "…", "\u3000"} {
		if _, ok := simpleWidth(s); ok {
			t.Errorf("%q is not simple", s)
		}
	}
}

func TestShortName(t *testing.T) {
	for _, c := range []struct {
		name string
		w    int
		want string
	}{
		{"Wang Fang", 9, "Wang Fang"}, {"Wang Fang", 8, "Wang"}, {"Wang Fang", 3, "Wa…"}, {"欧阳娜娜", 6, "欧阳…"},
	} {
		if got := shortName(c.name, c.w, "…"); got != c.want {
			t.Errorf("shortName(%q, %d) = %q, want %q", c.name, c.w, got, c.want)
		}
	}
}

func TestSpreadDropsTheLeastImportantFirst(t *testing.T) {
	plain := theme.Style{}
	left := []span{{"name", plain, 0}, {"note", plain, 3}}
	right := []span{{"count", plain, 1}, {"state", plain, 0}}
	for w, want := range map[int]string{
		24: "name  note  count  state",
		23: "name       count  state",
		15: "name      state",
		9:  "name  st…",
	} {
		if got := spread(left, right, w, "…"); got != want {
			t.Errorf("%d: %q, want %q", w, got, want)
		}
	}
}

func TestOverlayKeepsWidths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.IntRange(4, 40).Draw(t, "width")
		under := theme.Default().Due.Paint(fit(string(text.Clean(nasty().Draw(t, "under"))), w, "…"))
		x := rapid.IntRange(0, w-2).Draw(t, "x")
		piece := fit(string(text.Clean(nasty().Draw(t, "piece"))), rapid.IntRange(1, w-x).Draw(t, "piece width"), "…")
		lines := []string{under}
		over(lines, []string{piece}, x, 0, w)
		if n := ansi.StringWidth(lines[0]); n != w {
			t.Fatalf("%d cells became %d: %q", w, n, lines[0])
		}
	})
}
