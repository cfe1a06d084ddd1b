package stories

import "testing"

// 07:50: the night's messages lie there. They are not assessed and are a count of
// their own, and nobody has them. Who comes first is full at once: he takes more,
// and the backlog goes down before the shops open. From 08:00 on whoever writes
// again starts a clock.
func TestTheShopsOpen(t *testing.T) {
	x := supervise(t, "opening", "--speed", "20", "--at", "07:56")
	x.until("a night backlog, outside the assessed hours", func(p picture) bool {
		return p.has("closed, nothing counts now", "due<1m 0", "lost 0") && p.number(`☾night (\d+)`) > 10
	})

	x.filters("state:night owner:none").until("only what is nobody's", func(p picture) bool {
		return p.matches(`☾ +night .*unassigned`) && !p.matches(`night .* \d+/\d+ .*☾`)
	})
	x.press("*").sees("· marked ").press("r")
	x.until("who has them, and that nobody can take them", func(p picture) bool {
		return p.matches(`╭─ reassign \d+ marked`) && p.has("now with unassigned", "nobody online can take it")
	})
	x.closes(frame).closes("· marked ").closes("/state:night")

	x.press("Tab").sees("─▸agents")
	x.until("somebody who has come", func(p picture) bool { return p.matches(`● .* \d+/\d+ `) })
	x.insists("more chats for him", func() {
		x.moveTo(`● .* \d+/\d+ `)
		if x.asks("o", "5") {
			x.chooses("4", "at a time")
		}
	}, func(p picture) bool { return p.matches(`zhao status .*done`) })

	x.until("open shops, and clocks that run", func(p picture) bool {
		return p.after("08:01") && !p.has("nothing counts now") && p.number(`due<1m (\d+)`) >= 0 && p.matches(` [0-4]:\d\d +[0-4]:\d\d 3m `)
	})
	x.leaves()
}
