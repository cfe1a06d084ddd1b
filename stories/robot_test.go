package stories

import "testing"

// 16:10: the robot dies and every question comes to people. A line under the
// header says so wherever one looks, one key from the page of the shop; breaks
// end, more chats a head are taken, and the team is told to answer first and
// solve later.
func TestTheRobotDies(t *testing.T) {
	x := supervise(t, "robot-outage", "--speed", "20", "--at", "16:09")
	x.until("a robot that has said nothing for minutes while buyers ask", func(p picture) bool {
		return p.after("16:11") && p.matches(`⚠  robots? of .* silent \d+(:\d\d|m)  handoffs \d+\.\d→\d+\.\d/min`)
	})
	x.press("!").sees("─ alerts ─").press("a").sees("seen by me")
	x.press("Enter").sees("robot, last 15 min").until("the silence on the page of the shop", func(p picture) bool {
		return p.matches(`silent for \d+(:\d\d|m)!`)
	})
	x.backTo("─▸waiting")

	x.press("Tab").sees("▸agents")
	x.insists("more chats for one who is on", func() {
		x.moveTo(`● `)
		if x.asks("o", "5") {
			x.chooses("3", "at a time")
		}
	}, func(p picture) bool { return p.matches(`zhao status \S+ .*\d+ at a time +done`) })

	x.insists("everybody of a team told", func() {
		if x.asks("B", "1") {
			x.sees("tell team").write("first answers first").press("Enter")
			x.asks("", "1")
		}
	}, func(p picture) bool { return p.matches(`zhao told .*first answers first.*(done|accepted)`) })
	x.leaves()
}
