package tui

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

func TestCursorStaysOnItsConversation(t *testing.T) {
	d := start(t)
	d.press("down", "down").on("k4")
	slices.Reverse(d.view.Waiting)
	d.show()
	d.on("k4")
	d.live(10)
	d.on("k4")
	d.drop("k3")
	d.show()
	d.on("k4")
}

func TestCursorGoesToTheNextRowWhenItsOwnLeaves(t *testing.T) {
	d := start(t)
	d.press("down", "down").on("k4")
	d.drop("k4")
	d.show()
	d.on("k5")
}

func TestRowsKeepTheirOrderUnderAHand(t *testing.T) {
	d := start(t)
	before := d.order()
	d.press("down")
	d.drop("k5")
	slices.Reverse(d.view.Waiting)
	fresh := d.view.Waiting[0]
	fresh.Key.Conversation = "new"
	d.view.Waiting = append([]metrics.Waiting{fresh}, d.view.Waiting...)
	d.show()
	held := slices.DeleteFunc(slices.Clone(before), func(c metrics.Text) bool { return c == "k5" })
	if got := d.order(); !slices.Equal(got, append(held, "new")) {
		t.Errorf("under a hand: %v", got)
	}
	d.pass(1900)
	if got := d.order(); !slices.Equal(got[:3], held[:3]) {
		t.Errorf("before two seconds: %v", got)
	}
	d.pass(1200)
	if got := d.order(); got[0] != "k1" || got[1] != "new" || got[2] != "k8" {
		t.Errorf("settled: %v", got)
	}
	d.on("k3")
}

func TestComplaintsArePinned(t *testing.T) {
	d := start(t)
	if got := d.order(); got[0] != "k1" || got[1] != "k3" {
		t.Errorf("%v", got)
	}
	d.sees("pinned 1")
}

func TestHoldFreezesMembership(t *testing.T) {
	d := start(t)
	before := d.order()
	d.press("p").sees("HOLD +0 new -0 gone")
	d.drop("k4")
	fresh := d.view.Waiting[0]
	fresh.Key.Conversation = "new"
	d.view.Waiting = append(d.view.Waiting, fresh)
	d.change("k5", func(w *metrics.Waiting) { w.LastText = "changed words" })
	d.live(10)
	if got := d.order(); !slices.Equal(got, before) {
		t.Errorf("held: %v", got)
	}
	d.sees("HOLD +1 new -1 gone", "gone", "changed words")
	d.press("down", "down").on("k4")
	d.press("r").sees("reassign: this row has left").misses("digit confirms")
	d.press("p").misses("HOLD")
	if got := d.order(); slices.Contains(got, "k4") || !slices.Contains(got, "new") {
		t.Errorf("released: %v", got)
	}
}

func TestListShowsTheWorstAgainWhenNobodyIsThere(t *testing.T) {
	d := start(t)
	d.size(80, 14)
	d.press("end").on("k8")
	if d.m.waiting.list.Top() == 0 {
		t.Fatal("the list fits")
	}
	d.live(61)
	if top := d.m.waiting.list.Top(); top != 0 {
		t.Errorf("top %d", top)
	}
	d.on("k8")
	d.press("r").sees("back at your row: press again").misses("digit confirms")
	d.press("r").sees("digit confirms")
}

func TestAgesRunOnAndGoStaleWithoutViews(t *testing.T) {
	d := start(t)
	d.sees("20:41:07", " 0:19 ")
	d.pass(3 * sec)
	d.sees("20:41:10", " 0:16 ").misses("no news")
	d.pass(3 * sec)
	d.sees("✖ no news 0:06", "screen stands at 20:41:07", "▲? !? lost?", "0:13?").misses("▲due<1m")
	d.press("r").sees("reassign: the screen stands still")
	d.view.Now = d.view.Now.Add(6 * sec)
	d.show()
	d.sees("● live").misses("no news", "0:13?")
}

func TestHeldReplayIsNotSilent(t *testing.T) {
	d := start(t)
	d.view.Feed = metrics.Feed{State: metrics.FeedLive, Replay: true, Held: true}
	d.show()
	d.pass(30 * sec)
	d.sees("held at 20:41:07", " 0:19 ").misses("no news")
	d.press("r").sees("reassign: this is a replay")
}

// The screen may have run ahead of a replay that stops: it shows the instant at
// which the replay stands, not one later.
func TestHeldReplayShowsWhereItStands(t *testing.T) {
	d := start(t)
	d.view.Feed = metrics.Feed{State: metrics.FeedLive, Replay: true, Speed: 1}
	d.show()
	d.pass(sec)
	d.sees("20:41:08")
	d.view.Feed.Held = true
	d.show()
	d.sees("held at 20:41:07").misses("20:41:08")
}

func TestReplaySpeedDrivesTheAges(t *testing.T) {
	d := start(t)
	d.view.Feed = metrics.Feed{State: metrics.FeedLive, Replay: true, Speed: 10}
	d.show()
	d.pass(sec)
	d.sees("20:41:17")
}

func TestClockDoesNotTwitch(t *testing.T) {
	d := start(t)
	d.pass(2 * sec)
	d.sees("20:41:09")
	d.view.Now = d.view.Now.Add(1900)
	d.show()
	d.sees("20:41:09")
	d.view.Now = d.view.Now.Add(-60 * sec)
	d.show()
	d.sees("20:40:08")
}

func TestAbsurdSizesAreIgnored(t *testing.T) {
	d := start(t)
	for _, s := range [][2]int{{-1, 10}, {10, -1}, {5000, 10}, {10, 5000}, {4000, 4000}} {
		d.size(s[0], s[1])
		requireGrid(t, d.screen(), 160, 45)
	}
	d.size(0, 0)
	if d.screen() != "" {
		t.Error("drew on nothing")
	}
}

func TestNothingChangesNothing(t *testing.T) {
	d := start(t)
	d.screen()
	d.m.dirty = false
	for _, msg := range []tea.Msg{tea.PasteStartMsg{}, tea.FocusMsg{}, tea.ModeReportMsg{}, tea.KeyReleaseMsg{Code: 'r'}} {
		d.m.Update(msg)
		if d.m.dirty {
			t.Errorf("%T draws", msg)
		}
	}
}

// A terminal is painted once more when its size has stopped changing.
func TestTheLastSizeIsPaintedTwice(t *testing.T) {
	d := start(t)
	d.size(80, 24)
	d.size(200, 60)
	if _, cmd := d.m.Update(repaint(d.m.resizes - 1)); cmd != nil {
		t.Error("painted for a size that is over")
	}
	if _, cmd := d.m.Update(repaint(d.m.resizes)); cmd == nil {
		t.Error("not painted again")
	}
}
