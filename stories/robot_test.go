package stories

import "testing"

// 16:10: the robot dies and every question comes to people. The page of a shop
// says that its robot is silent; breaks end, more chats a head are taken, and
// the team is told to answer first and solve later.
func TestTheRobotDies(t *testing.T) {
	x := supervise(t, "robot-outage", "--speed", "20")
	x.press("F4").sees("▸shop rules")
	x.moveTo(`flagship-01 `)
	x.press("Enter").sees("▸flagship-01", "robot, last 15 min")
	x.until("a robot that has said nothing for minutes while buyers ask", func(p picture) bool {
		return p.after("16:13") && p.matches(`silent for \d+(:\d\d|m)!`)
	})
	x.backTo("─▸waiting")

	x.press("Tab").sees("▸agents")
	x.insists("more chats for one who is on", func() {
		x.moveTo(`● `)
		if x.asks("o", "5") {
			x.asks("", "3")
		}
	}, func(p picture) bool { return p.matches(`zhao status \S+ .*\d+ +done`) })

	x.insists("everybody of a team told", func() {
		if x.asks("B", "1") {
			x.sees("tell team").write("first answers first").press("Enter")
			x.asks("", "1")
		}
	}, func(p picture) bool { return p.matches(`zhao told .*first answers first.*(done|accepted)`) })
	x.leaves()
}
