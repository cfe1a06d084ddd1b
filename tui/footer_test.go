package tui

import "testing"

// Where agents and rules have no panel of their own, the footer names the keys
// that lead to them, and what became of commands still has its place.
func TestFooterOfANarrowScreen(t *testing.T) {
	for lang, want := range map[Lang][]string{
		English: {"n nudge r reassign t take", "F3 agents", "? help F9 menu Q quit"},
		Chinese: {"n催 r转接 t我接", "F3客服 F4考核", "?帮助 F9菜单 Q退出"},
	} {
		d := start(t, func(o *Options) { o.Lang = lang })
		d.size(80, 24)
		d.sees(want...)
		requireGrid(t, d.screen(), 80, 24)
		d.press("down", " ")
		d.sees(map[Lang]string{English: "marked 1", Chinese: "已标 1"}[lang], want[0])
		for w := 40; w < 100; w++ {
			d.size(w, 24)
			requireGrid(t, d.screen(), w, 24)
		}
	}
}
