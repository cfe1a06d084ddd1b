package stories

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// What a Chinese input method makes of a key means what the key means; composed
// text outside an input says how to switch; and a digit that comes before its
// dialog is bright does nothing but blink.
func TestKeysThroughAnInputMethod(t *testing.T) {
	x := open(t, "demo", "--as", "zhao", "--lang", "en", "--speed", "1").sees("● live 6/6")
	x.write("？").sees("─ keys ─", "type to find").write("claim").until("only keys that mention it", func(p picture) bool {
		return p.matches(`│ x +claim`) && !p.matches(`│ r .*reassign`)
	})
	x.closes(frame).write("人").until("how to switch", func(p picture) bool {
		return picture(p.footer()).has("switch the input method", "F9")
	})
	x.press("F9").sees("─ menu ─", "1 nudge").closes(frame)
	x.write("、").until("the filter", func(p picture) bool { return picture(p.footer()).has("Esc clears") })
	x.write("shop：home").sees("/shop:home").closes("/shop:home")

	x.until("rows that can be moved", func(p picture) bool { return p.number(`waiting (\d+) `) > 0 })
	x.press("End").write("r1")
	x.until("a dialog that asks, not one that sent", func(p picture) bool { return p.has("╭─ reassign", "digit confirms") })
	if p := x.picture(); p.matches(`zhao (reassign|nudge|take)`) || p.has("sending 1") {
		t.Errorf("an early digit was taken\n%s", p)
	}
	x.closes(frame).write("ｑ").sees("q does not").leaves()
}

// Columns stand in line under their heads, whatever is written in them.
func TestColumnsStandInLine(t *testing.T) {
	x := open(t, "demo", "--as", "赵敏", "--lang", "zh", "--speed", "4")
	p := x.until("a list and people", func(p picture) bool {
		return p.has("● 实时 源6/6") && p.number(`客服 (\d+) `) > 8 && p.number(`待回复 (\d+) `) > 8
	})
	load, head, seen := `\d+/\d+`, p.column(`接待 +待`, "接待"), 0
	for _, line := range p.lines() {
		at := picture(line).find(`^(.*[●◐○·]\S+ +[\dhm:!…]+ +` + load + `) +\d+ +\d+ `)
		if at == "" {
			continue
		}
		seen++
		if end := ansi.StringWidth(at); end != head {
			t.Errorf("ends in cell %d, its head in %d: %s", end, head, line)
		}
	}
	if seen < 8 {
		t.Errorf("only %d people\n%s", seen, p)
	}
	x.leaves()
}
