package stories

import "testing"

// 20:41: every gateway falls silent. That must not look calm: the screen says so
// in place of "live", nothing it counts is certain any more, and a list for
// paper goes out with real numbers. When they are back, one line sums it up.
func TestFiveMinutesInTheDark(t *testing.T) {
	x := supervise(t, "blackout", "--speed", "20", "--at", "20:40", "--paper", "'"+t.TempDir()+"'")
	x.until("a screen that says it is blind", func(p picture) bool {
		return p.after("20:41") && p.has("✖ sources 0/6", "every shop silent for") && !p.has("● live") &&
			p.matches(`due<1m \d+\?`) && p.matches(`\d:\d\d\? +\d+:\d\d\?`)
	})
	x.press("w").sees("write, with real names and numbers", "│ 1 ").press("1").sees("written")

	x.until("gateways that are back, and one line about the dark", func(p picture) bool {
		return p.after("20:46") && p.has("● live 6/6") && p.matches(`dark for [45]:\d\d: waiting \d+→\d+, lost \d+→\d+`)
	})
	x.leaves()
}
