package stories

import "testing"

// 22:59:59 still counts until its line: after 23:00 the header says how many do,
// and until when somebody has to stay; rows that came later are night rows. Then
// it says that nothing counts any more, and the hand-over is written.
func TestTheWindowCloses(t *testing.T) {
	x := supervise(t, "closing", "--speed", "40", "--at", "22:56", "--paper", "'"+t.TempDir()+"'")
	x.until("what still counts after the window has closed, and the last of it", func(p picture) bool {
		return p.after("23:00") && p.matches(`closed, \d+ still count, last 2[34]:\d\d`) || p.has("closed, nothing counts now")
	})
	x.until("those who came later: not assessed", func(p picture) bool { return p.matches(`☾ +night `) && p.number(`☾night (\d+)`) > 0 })
	x.until("the all-clear", func(p picture) bool { return p.has("closed, nothing counts now") })
	x.press("w").sees("hand-over note", "│ 2 ").press("2").sees("written")
	x.leaves()
}
