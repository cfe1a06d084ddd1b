package tui

import (
	"strings"
	"testing"

	"floorwalker/metrics"
)

// tell has the program say something in passing.
func (d *driver) tell(text metrics.Text) *driver {
	d.step(told(text))
	return d
}

func TestANoticeStandsAboveTheFooterForAWhile(t *testing.T) {
	d := start(t)
	d.tell("configuration read again")
	if line := d.lines()[d.m.height-2]; !strings.Contains(line, "⚠ configuration read again") {
		t.Errorf("above the footer: %q", line)
	}
	if !strings.Contains(d.footer(), "r reassign") || !strings.Contains(d.footer(), "notices 1 F6") {
		t.Errorf("footer: %q", d.footer())
	}
	d.live(9)
	d.sees("⚠ configuration read again")
	d.live(1)
	d.misses("⚠ configuration read again")
	d.sees("notices 1 F6").press("f6").sees("20:41:07 configuration read again").misses("notices 1").press("enter").sees("no conversation")
}

func TestANoticeTakesNoKey(t *testing.T) {
	d := start(t)
	d.press("down", "r")
	d.pass(400)
	d.tell("the alert hook failed").sees("digit confirms", "⚠ the alert hook failed").press("1")
	if len(d.desk.sent) != 1 {
		t.Fatalf("sent %v", d.desk.sent)
	}
	d.press("/").tell("again").types("stock").press("enter")
	if got := d.lastAsked().Filter.Term; got != "stock" {
		t.Errorf("filter %q", got)
	}
}

func TestManyNoticesAreOneLine(t *testing.T) {
	d := start(t)
	for range noticesKept + 5 {
		d.tell("backend gone")
	}
	d.sees("⚠ backend gone (+24, F6)", "notices 25 F6")
	if n := len(d.m.notices.kept); n != noticesKept {
		t.Errorf("%d kept", n)
	}
	d.tell("").sees("notices 25 F6")
	d.live(11)
	d.tell("backend back").sees("⚠ backend back").misses("(+")
	for _, size := range [][2]int{{80, 24}, {40, 10}, {20, 3}, {160, 45}} {
		d.size(size[0], size[1])
		requireGrid(t, d.screen(), size[0], size[1])
	}
}

// Views are drawn as they come while somebody works, and once a second for a
// screen on a wall; what is not to be believed any more is said at once.
func TestFramesArePaced(t *testing.T) {
	d := start(t)
	drawn := func() bool {
		before := d.screen()
		d.view.Counts.Waiting++
		d.publish()
		return d.screen() != before
	}
	d.press("j")
	if !drawn() {
		t.Error("a view is not drawn for somebody who works")
	}
	d.pass(settleTicks * metrics.Second)
	if drawn() {
		t.Error("a view is drawn at once for nobody")
	}
	before := d.screen()
	d.pass(metrics.Second)
	if d.screen() == before {
		t.Error("the tick does not draw what came before it")
	}
	lost := *d.view
	lost.Feed.State = metrics.FeedLost
	d.view = &lost
	if !drawn() {
		t.Error("a lost feed waits for the tick")
	}
}
