package metrics

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A lexicon finds what a search for each phrase finds.
func TestLexicon(t *testing.T) {
	letters := []rune("abBÜüéя亲您好ー퟿€😀𠮷 ")
	some := func(most int) *rapid.Generator[string] {
		return rapid.StringOfN(rapid.SampledFrom(letters), 0, most, -1)
	}
	rapid.Check(t, func(t *rapid.T) {
		phrases := rapid.SliceOfN(some(4), 1, 6).Draw(t, "phrases")
		text := some(40).Draw(t, "text")
		var l lexicon
		var want uint32
		for i, p := range phrases {
			l.add(p, 1<<i)
			if p = strings.ToLower(p); len(p) >= 2 && strings.Contains(foldASCII(text), p) {
				want |= 1 << i
			}
		}
		if got := l.find(Text(text)); got != want {
			t.Fatalf("found %b of %q in %q, not %b", got, phrases, text, want)
		}
	})
}

// More beginnings than lists share the last one.
func TestLexiconOfManyPhrases(t *testing.T) {
	var l lexicon
	for r := rune(0x4e00); r < 0x4e00+600; r++ {
		l.add(string(r)+"好", 1<<(r%32))
	}
	for r := rune(0x4e00); r < 0x4e00+600; r++ {
		if got := l.find(Text("您" + string(r) + "好吗")); got != 1<<(r%32) {
			t.Errorf("%c好 sets %b", r, got)
		}
	}
	if got := l.find("您好"); got != 0 {
		t.Errorf("%b of nothing", got)
	}
}

func foldASCII(s string) string {
	b := []byte(s)
	for i := range b {
		b[i] = lower(b[i])
	}
	return string(b)
}
