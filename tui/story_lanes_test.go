package tui

import (
	"slices"
	"testing"

	"floorwalker/metrics"
)

// pinned opens a screen on the sample floor with its lanes.
func pinned(t *testing.T, change ...func(*Options)) *driver {
	d := start(t, change...)
	d.view.Lanes = sampleLanes(sampleIn[d.m.lang])
	d.show()
	d.live(4)
	return d.press("home")
}

func TestLanesStandAboveTheList(t *testing.T) {
	d := pinned(t)
	if got := d.order()[:5]; !slices.Equal(got, []metrics.Text{"k1", "q1", "q2", "q3", "k3"}) {
		t.Errorf("%v", got)
	}
	d.sees("pinned 4", "complaints 1", "asks 1", "Sun Hao → me", "asks 3:09", "2 of 5 stars: rude", "broken: other ch")
}

func TestCountsOfLanesFitTheSmallScreen(t *testing.T) {
	d := pinned(t, func(o *Options) { o.Lang = Chinese })
	d.size(80, 24)
	d.sees("投1  求1")
}

// Where nobody waits a command goes by the owner that the lane knows.
func TestCommandsWorkInALane(t *testing.T) {
	d := pinned(t)
	d.press("down").on("q1").press(" ").sees("mark: nobody waits here")
	d.press("r").sees("reassign C***", "now Sun Hao")
	d.pass(150)
	d.press("1")
	if c := d.desk.sent; len(c) != 1 || c[0].ExpectOwner != "sun" || c[0].Conversation.Conversation != "q1" {
		t.Fatalf("sent %+v", c)
	}
	d.press("enter").sees("an agent asks", "puts it aside on this screen only")
}

func TestADialogClosesWithItsLane(t *testing.T) {
	d := pinned(t)
	d.press("down", "t")
	d.pass(150)
	d.view.Lanes = d.view.Lanes[:1]
	d.show()
	d.sees("closed: the row has left").press("1")
	if len(d.desk.sent) > 0 {
		t.Error("sent")
	}
}

func TestAHitShowsTheAgentsWords(t *testing.T) {
	d := pinned(t)
	r := d.m.waiting.rows[3]
	if got := d.m.waiting.lastWords(&r); got != "broken: other channel: can you send pictures?" {
		t.Errorf("shows %q", got)
	}
	r.LastText = ""
	if got := d.m.waiting.lastWords(&r); got != "broken: other channel" {
		t.Errorf("shows %q", got)
	}
}

func TestAcknowledgingIsMine(t *testing.T) {
	d := pinned(t)
	d.press("a").sees("others still see it", "acknowledged by me 1", "pinned 3", "complaints 1")
	d.live(4)
	if got := d.order(); got[0] != "q1" || !slices.Contains(got, "k1") {
		t.Errorf("%v", got)
	}
	d.press("home").on("q1").press("a").sees("acknowledged by me 2", "asks 1")
	if slices.Contains(d.order(), "q1") {
		t.Error("still there")
	}
	d.press("A").sees("on top again: 2").misses("acknowledged by me")
	d.live(4)
	if got := d.order()[:2]; !slices.Equal(got, []metrics.Text{"k1", "q1"}) {
		t.Errorf("%v", got)
	}
	d.press("end", "a").sees("choose a pinned row first")
}

func TestAcknowledgedBuyersComeBackWithTheirNextWait(t *testing.T) {
	d := start(t)
	d.change("k5", func(w *metrics.Waiting) { w.Lane = metrics.LaneVIP })
	d.show()
	if got := d.order()[:2]; !slices.Equal(got, []metrics.Text{"k1", "k5"}) {
		t.Fatalf("%v", got)
	}
	d.press("home", "down").on("k5").press("a")
	d.live(4)
	if got := d.order()[1]; got != "k3" {
		t.Errorf("%v", got)
	}
	d.change("k5", func(w *metrics.Waiting) { w.Since = sampleNow })
	d.live(4)
	if got := d.order()[1]; got != "k5" {
		t.Errorf("%v", got)
	}
}

// A search and another team hide lanes, and say so.
func TestFilteredLanesAreCounted(t *testing.T) {
	d := pinned(t)
	d.press("/", "c", "enter")
	d.show()
	d.sees("3 lanes filtered", "complaints 1", "asks 1")
	if got := d.order()[:2]; !slices.Equal(got, []metrics.Text{"k1", "k3"}) {
		t.Errorf("%v", got)
	}
}

func TestHeldLanesStay(t *testing.T) {
	d := pinned(t)
	d.press("p")
	d.view.Lanes = d.view.Lanes[:1]
	d.show()
	d.sees("HOLD +0 new -3 gone").misses("asks 1")
	if got := d.order()[1]; got != "q1" {
		t.Errorf("%v", got)
	}
}

// Rules that were broken a dozen times must not hide who waits.
func TestLanesOfWhatIsOverAreFolded(t *testing.T) {
	d := pinned(t)
	hit := d.view.Lanes[3]
	d.view.Lanes = slices.Clone(d.view.Lanes)
	for i := range 5 {
		hit.ID = metrics.Text(rune('a' + i))
		hit.Since = hit.Since.Add(sec)
		hit.Key.Conversation = "h" + hit.ID
		d.view.Lanes = append(d.view.Lanes, hit)
	}
	d.show()
	d.live(4)
	d.sees("pinned 6", "3 lanes folded F5")
	if got := d.order()[:7]; !slices.Equal(got, []metrics.Text{"k1", "q1", "q2", "hc", "hd", "he", "k3"}) {
		t.Errorf("%v", got)
	}
	d.press("f5")
	d.live(4)
	d.sees("pinned 9").misses("folded")
	d.press("f5").sees("pinned 6")
}

func TestTwoPinsOfOneConversation(t *testing.T) {
	d := pinned(t)
	second := d.view.Lanes[2]
	second.ID, second.Kind, second.Rules = "e9", metrics.LaneHit, []string{"weird\x1b"}
	d.view.Lanes = append(slices.Clone(d.view.Lanes), second)
	d.show()
	d.live(4)
	d.sees("broken: weird", "pinned 5").misses("weird\x1b")
}
