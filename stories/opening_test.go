package stories

import "testing"

// 07:50: the night's messages lie there. They are not assessed and are a count of
// their own; half of them are nobody's. They are spread before the shops open,
// and at 08:00 whoever writes again starts a clock.
func TestTheShopsOpen(t *testing.T) {
	x := supervise(t, "opening", "--speed", "20")
	x.until("a night backlog, outside the assessed hours", func(p picture) bool {
		return p.has("closed, nothing counts now") && p.number(`☾night (\d+)`) > 10 && p.has("due<1m 0", "lost 0")
	})

	x.press("/").write("state:night owner:none").press("Enter")
	x.until("only what is nobody's", func(p picture) bool {
		return p.has("/state:night owner:none") && p.matches(`waiting \d+ of \d+`) && p.matches(`☾ +night .*unassigned`)
	})
	x.insists("a plan for all of them, or the first that there is room for", func() {
		x.press("Escape").press("/").write("state:night owner:none").press("Enter").press("*").sees("marked").press("r")
	}, func(p picture) bool { return p.has("╭─ reassign") && armed(p) })
	x.press("Escape", "Escape", "Escape").until("the whole list again", func(p picture) bool { return !p.has("/state:night") })

	x.until("open shops, clocks that run, and the backlog going down", func(p picture) bool {
		return p.after("08:02") && !p.has("nothing counts now") && p.matches(`▲✓? +0:\d\d`)
	})
	x.leaves()
}
