package stories

import "testing"

// 14:20: the agent with most on her desk stays online and says nothing. Who is
// silent while buyers wait is on top, marked. She is nudged where she is, and
// when nothing comes of it set away first, or the router refills her, and then
// only those who wait are moved.
func TestAnAgentFallsSilent(t *testing.T) {
	x := supervise(t, "silent-agent", "--speed", "30", "--at", "14:19", "--rate", "8")
	const silent = `● \S.* \d+m! +\S+ +\d+$`
	x.until("somebody online who has said nothing for ten minutes while buyers wait", func(p picture) bool {
		return p.after("14:30") && p.matches(silent)
	})

	x.press("Tab").sees("▸agents")
	var who string
	x.insists("a nudge", func() {
		who = person(x.moveTo(silent))
		x.asks("n", "1")
	}, func(p picture) bool { return p.matches(`zhao nudge .*(done|accepted)`) })

	x.insists("she is away and asked for nothing more", func() {
		who = person(x.moveTo(silent))
		x.asks("M", "1")
	}, func(p picture) bool { return p.matches(`zhao status ` + who + ` → away +done`) })
	x.until("a plan for those who wait, or that nobody does", func(p picture) bool {
		return armed(p) || !p.has(frame)
	})
	if armed(x.picture()) {
		x.press("1").until("they are with others, or were answered meanwhile", func(p picture) bool {
			return p.matches(`zhao reassign .*done`) || p.has("done 1") || !p.has(frame)
		})
		x.closes(frame)
	}
	x.leaves()
}
