package stories

import "testing"

// Two supervisors, two programs, one server. Each sees that the other is on and
// what he looks at, what he has claimed and what he moved; and when both answer
// the same dialog in the same moment, one of them is refused: nothing is
// overwritten.
func TestTwoScreensOfOneFloor(t *testing.T) {
	floor := openSmallFloor(t)
	for _, agent := range []string{"li", "wang", "sun"} {
		floor.comes(agent)
	}
	floor.asks("c1", "is this in stock", "li")
	zhao := open(t, floor.watch("zhao")...).sees("● live", "is this in stock")
	qian := zhao.beside(floor.watch("qian")...).sees("● live", "is this in stock", "zhao: all")
	zhao.sees("qian: all")

	qian.filters("agent:li")
	zhao.sees("qian: agent:li").press("x").sees("yours for 10 minutes")
	qian.sees("zhao on it")
	zhao.press("x").sees("given back")
	qian.until("a row that nobody is on", func(p picture) bool { return !p.has("zhao on it") })
	qian.closes("· /agent:li")

	zhao.press("r").until("a picker that takes digits", armed)
	qian.press("r").sees("zhao looked at it").closes(frame)
	zhao.closes(frame)

	zhao.insists("one of the two is refused", func() {
		for _, x := range []*terminal{zhao, qian} {
			x.press("r").until("a picker that takes digits", func(p picture) bool { return p.has("│ 3 ") })
		}
		zhao.together("3", qian)
	}, func(p picture) bool {
		return p.matches(`reassign c1 .*refused: owner changed`) || qian.picture().matches(`reassign c1 .*refused: owner changed`)
	})
	for _, x := range []*terminal{zhao, qian} {
		x.until("the same owner on both screens, and who moved it", func(p picture) bool {
			return p.matches(`(zhao|qian) reassign c1 → \S+ .*done`) || p.matches(`moved \S+ → \S+  by (zhao|qian)`)
		})
	}
	owner := func(p picture) string { return p.find(`▲?✓? .* (\S+ 1/10) +s1 .*is this in stock`) }
	zhao.until("one owner", func(p picture) bool { return owner(p) != "" && owner(p) == owner(qian.picture()) })
	qian.leaves()
	zhao.until("a floor on which nobody else is", func(p picture) bool { return !p.has("qian: ") })
	zhao.leaves()
}
