package stories

import "testing"

// 20:00: a second supervisor works on the same floor and moves the oldest waits.
// What he moves is told with his name; a row that he takes from
// under an open dialog closes it, or the backend refuses: nothing is overwritten.
func TestTwoSupervisors(t *testing.T) {
	x := supervise(t, "two-supervisors", "--speed", "20", "--at", "20:01")
	x.press("F6").sees("─▸activity").until("what another supervisor moved", func(p picture) bool {
		return p.matches(`(moved|assigned) .*by qian-lei`)
	})
	x.backTo("─▸waiting")

	x.insists("a move of mine, whatever he does", func() {
		x.press("End")
		x.asks("r", "1")
	}, func(p picture) bool { return p.matches(`zhao (reassign|nudge|take) .*(done|refused|conflict)`) })
	x.press("x").until("a claim that he would see", func(p picture) bool {
		return picture(p.footer()).has("yours for 10 minutes") || picture(p.footer()).has("back at your row")
	})
	x.leaves()
}
