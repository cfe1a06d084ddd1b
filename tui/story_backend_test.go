package tui

import (
	"testing"

	"floorwalker/metrics"
)

// fakeBackend can do all but what it names.
type fakeBackend map[metrics.Verb]metrics.Text

func (f fakeBackend) Able(v metrics.Verb, platform, _ metrics.Text) (bool, metrics.Text) {
	why, lacks := f[v]
	return !lacks || platform == "douyin", why
}

func lacking(f fakeBackend) func(*Options) { return func(o *Options) { o.Backend = f } }

// What the backend cannot do is off with the reason, wherever actions are shown.
func TestWhatTheBackendCannotDoIsOff(t *testing.T) {
	none := lacking(fakeBackend{metrics.Reassign: "not_here", metrics.SetStatus: "no_verb", metrics.Take: "因为平台不开放", metrics.Broadcast: "no_backend"})
	d := start(t, none)
	d.press("down", "down").on("k4").press("o").sees("status: the chat backend does not offer it").misses("status of")
	d.press("B").sees("tell a team: no chat backend answers")
	d.press("?").sees("reassign: not on this platform or shop", "take: 因为平台不开放").press("esc")
	d.press(":").types("reass").sees("reassign: not on this platform or shop").press("esc")
	d.press("f9").sees("reassign: not on this platform or shop").press("esc")
	d.press("n")
	d.pass(150)
	d.sees("1 nudge Li Na")
	d = start(t, none)
	d.change("k4", func(w *metrics.Waiting) { w.Key.Platform = "douyin" })
	d.show()
	d.press("down", "down").on("k4").press("r").sees("reassign L***", "Ma Lin")
}

// The manual way: the real number for the platform's own workbench, and the row
// says that it was asked until something happens.
func TestTheManualWay(t *testing.T) {
	office := &fakeOffice{}
	d := start(t, lacking(fakeBackend{metrics.Reassign: "not_here"}), allowed(office))
	d.press("down").on("k3").press("r").sees("by hand: b-8891", "reassign: not on this platform or shop", "· copy the real number")
	d.pass(150)
	d.press("1").sees("sent to the clipboard")
	if len(office.log) != 1 || len(d.desk.sent) > 0 {
		t.Errorf("logged %v, sent %v", office.log, d.desk.sent)
	}
	d.live(40)
	d.sees("asked 0:40")
	d.change("k3", func(w *metrics.Waiting) { w.Owner, w.OwnerName = "wang", "Wang Fang" })
	d.show()
	d.misses("asked 0:4")
}

func TestTheManualWayWithoutRights(t *testing.T) {
	d := start(t, lacking(fakeBackend{metrics.Take: "", metrics.Note: ""}))
	d.press("down", "down").on("k4").press("t").sees("by hand: L***", "take: the chat backend cannot do it here")
	d.pass(150)
	d.press("1").sees("no: you have no right to it").press("2").sees("no: the chat backend cannot do it here").press("3")
	d.sees("noted: the row says asked", "asked 0:00")
	d = start(t, lacking(fakeBackend{metrics.Take: ""}), func(o *Options) { o.ReadOnly = true })
	d.press("down", "t").sees("take: read-only").misses("by hand")
}

// In a picker, and for marked rows, each place is judged by itself.
func TestMarkedRowsOfAPlatformThatCannot(t *testing.T) {
	d := start(t, lacking(fakeBackend{metrics.Reassign: "not_here"}))
	d.change("k4", func(w *metrics.Waiting) { w.Key.Platform = "douyin" })
	d.show()
	d.press("home", "down", " ", " ").sees("marked 2").press("r").sees("reassign 2 marked")
	d.pass(150)
	d.sees("takes 1 of 2").press("2")
	if c := d.desk.sent; len(c) != 1 || c[0].Conversation.Platform != "douyin" {
		t.Errorf("sent %+v", c)
	}
}
