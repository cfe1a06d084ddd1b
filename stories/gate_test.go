package stories

import "testing"

// 20:30, three days at 51 % before a gate at the line of 50 %. The shops are
// listed by what they may still miss; the page of the worst gives the days, what
// midnight makes of them, the gates with the earliest date and the hour that
// cost; and it leads to the buyers who can still be saved there.
func TestThreeDaysAtFiftyOnePercent(t *testing.T) {
	x := supervise(t, "gate", "--speed", "5")
	x.press("F4").sees("▸shop rules", "may miss")
	x.moveTo(`flagship-01 +5-min reply .* 50\.\d\d 3d +≥50 `)
	x.press("e").sees("5-min reply · flagship-01: how it is counted", "3 days up to yesterday: 50.").closes(frame)
	x.press("Enter").sees("▸flagship-01 · pdd", "may still miss: ", "T-3 ", "T-2 ", "T-1 ", "today ", "0:00 5", "─ gates ─", "can be open from", "hours of today: which one cost us")
	x.press("Enter").sees("─▸waiting", "· /shop:flagship-01")
	x.until("buyers of that shop alone", func(p picture) bool {
		return p.matches(`waiting \d+ of \d+`) && !p.matches(`^.{8,60} (snacks-06|beauty-02|home-03) .{30}`)
	})
	x.closes("/shop:")
	x.leaves()
}
