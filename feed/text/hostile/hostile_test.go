package hostile

import (
	"slices"
	"testing"
)

func TestStringsAreTheSameEveryTime(t *testing.T) {
	a, b := Strings(1, 5000), Strings(1, 5000)
	if !slices.Equal(a, b) || len(a) != 5000 || slices.Equal(a, Strings(2, 5000)) {
		t.Error("a seed does not name its strings")
	}
}

// The judge sees what it is for.
func TestPlainAndStyled(t *testing.T) {
	for _, good := range []string{"", "在吗 x\n\ty\r\n", "é👍"} {
		if why := Plain([]byte(good)); why != "" {
			t.Errorf("%q: %s", good, why)
		}
	}
	for _, bad := range []string{"\x1b[31m", "a\x07", "a\rb", "\u009b", "\xff", "\u202e", "\u200b", "\U000e0041", "\ue000"} {
		if Plain([]byte(bad)) == "" {
			t.Errorf("%q passes", bad)
		}
	}
	if why := Styled([]byte("\x1b[1;38;5;7mred\x1b[0m\n")); why != "" {
		t.Error(why)
	}
	if Styled([]byte("\x1b[2J")) == "" || Styled([]byte("\x1b]0;x\x07")) == "" {
		t.Error("more than colors pass as colors")
	}
}
