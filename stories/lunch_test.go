package stories

import "testing"

// 12:05: almost half of them go to lunch at once, and some overstay. Who is on a
// break, for how long, and who waits for them is on one page; whoever is missed
// most is called back, and the screen shows that he came.
func TestHalfOfThemGoToLunch(t *testing.T) {
	x := supervise(t, "lunch", "--speed", "20", "--at", "12:04")
	x.press("F3").sees("planned and present", "▸agents")
	const away = `○ ?\S.* \d+:?\d* .*`
	x.until("breaks, and buyers who wait for people on one", func(p picture) bool {
		return p.after("12:06") && p.number(`presale .*on break (\d+)`)+p.number(`aftersale .*on break (\d+)`) >= 5 && p.matches(away)
	})

	var who string
	x.insists("a break that ends because somebody asked", func() {
		who = person(x.moveTo(away))
		x.asks("o", "1")
	}, func(p picture) bool { return p.matches(`▸` + who + ` +● `) })
	x.backTo("─▸waiting")
	x.until("what was asked, by whom, and that it is done", func(p picture) bool {
		return p.matches(`zhao status ` + who + ` → on +done`)
	})
	x.leaves()
}
