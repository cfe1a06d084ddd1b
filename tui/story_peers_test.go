package tui

import (
	"errors"
	"slices"
	"testing"

	"floorwalker/metrics"
)

// fakePeers is a table that two screens could stand around.
type fakePeers struct {
	put, back []Mark
	watched   []metrics.Text
	holder    metrics.Text
	err       error
}

func (f *fakePeers) States() <-chan PeerState { return nil }
func (f *fakePeers) Watch(term metrics.Text)  { f.watched = append(f.watched, term) }

func (f *fakePeers) Put(m Mark) (metrics.Text, error) {
	f.put = append(f.put, m)
	return f.holder, f.err
}

func (f *fakePeers) TakeBack(m Mark) error {
	f.back = append(f.back, m)
	return f.err
}

// together opens a screen that shares, and shows what the others left.
func together(t *testing.T, marks ...Mark) (*driver, *fakePeers) {
	f := &fakePeers{}
	d := start(t, func(o *Options) { o.Peers = f })
	d.view.Lanes = sampleLanes(sampleIn[English])
	d.show()
	d.share(marks...)
	d.live(4)
	return d.press("home"), f
}

// share publishes what supervisors left; sampleNow is when they did.
func (d *driver) share(marks ...Mark) *driver {
	d.step(peersMsg{PeerState{Marks: marks, On: []Peer{{By: "qian", Filter: "shop:flag-17"}, {By: "zhao"}}}})
	return d
}

func TestOthersAreInTheHeader(t *testing.T) {
	d, f := together(t)
	d.sees("qian: shop:flag-17").misses("zhao: all")
	d.size(80, 24)
	d.sees("+1 on")
	d.size(160, 45)
	d.press("/").types("stock").press("enter")
	if !slices.Contains(f.watched, metrics.Text("stock")) {
		t.Errorf("told the others %q", f.watched)
	}
	d.step(peersMsg{PeerState{Missing: "no bucket"}})
	d.sees("shared: no bucket").press("x").sees("claim: no bucket")
}

func TestClaim(t *testing.T) {
	d, f := together(t)
	d.press("down", "down", "down", "down", "down").on("k4").press("x").sees("yours for 10 minutes")
	if m := f.put[len(f.put)-1]; m.Kind != MarkClaim || m.Chat != key("k4") || m.By != "zhao" || m.Team != "presale-A" || m.Until.Sub(m.At) != claimFor {
		t.Errorf("put %+v", m)
	}
	d.share(f.put[len(f.put)-1]).sees("me on it 0:00").press("x").sees("given back")
	if len(f.back) != 1 {
		t.Error("not given back")
	}
	theirs := Mark{Kind: MarkClaim, Chat: key("k4"), By: "qian", At: sampleNow, Until: in(20 * sec)}
	d.share(theirs).sees("qian on it").press("x").sees("qian is on it already")
	d.press("r").sees("qian on it").press("esc")
	d.live(30)
	d.misses("qian on it")
	f.holder = "sun"
	d.press("x").sees("sun is on it already")
	f.err = errors.New("no rights\x1b[31m")
	d.press("x").sees("the others were not told: no rights").misses("\x1b[31m")
}

func TestClaimOfAQueue(t *testing.T) {
	d, f := together(t)
	d.press("shift+tab", "shift+tab")
	for d.m.focus != panelQueues {
		d.press("tab")
	}
	d.press("x")
	if m := f.put; len(m) != 1 || m[0].Queue != "presale-A" || m[0].Chat != (metrics.ConversationKey{}) {
		t.Fatalf("put %+v", m)
	}
	d.share(Mark{Kind: MarkClaim, Queue: "aftersale", By: "qian", At: sampleNow}).sees("aftersale @qian")
}

func TestSharedAcknowledgements(t *testing.T) {
	d, f := together(t)
	d.on("k1").press("a").sees("the others see that you did", "acknowledged by me 1")
	if m := f.put; len(m) != 1 || m[0].Kind != MarkAck || m[0].Chat != key("k1") {
		t.Fatalf("put %+v", m)
	}
	theirs := Mark{Kind: MarkAck, Chat: d.view.Lanes[1].Key, By: "qian", At: sampleNow}
	d.share(f.put[0], theirs)
	d.live(4)
	d.sees("acknowledged 2 (qian 1, me 1)", "asks 1")
	if slices.Contains(d.order(), "q1") {
		t.Error("a question that qian has acknowledged is still on top")
	}
	d.press("A").sees("on top again: 1")
	if len(f.back) != 1 || f.back[0].By != "zhao" {
		t.Errorf("took back %+v", f.back)
	}
	theirs.At = ago(400 * sec)
	d.share(theirs)
	d.live(4)
	if !slices.Contains(d.order(), "q1") {
		t.Error("acknowledged before it was asked")
	}
}

func TestHiding(t *testing.T) {
	d, f := together(t)
	d.press("h").sees("hide: only where nothing is left to save")
	d.press("end").on("k8").press("h").sees("hidden for all, it still counts", "hidden 1 (me 1) H", "night 31")
	if m := f.put; len(m) != 1 || m[0].Kind != MarkHide || slices.Contains(d.order(), "k8") {
		t.Fatalf("put %+v", m)
	}
	lost := d.view.Waiting[len(d.view.Waiting)-2].Key
	d.share(Mark{Kind: MarkHide, Chat: lost, By: "qian", At: sampleNow})
	d.live(4)
	d.sees("hidden 2 (qian 1, me 1)").press("H").sees("hid: qian", "hid: me").press("end").press("h").sees("on the list again, was hidden by me")
	d.press("H").sees("hidden 1 (qian 1)")
	d.change(lost.Conversation, func(w *metrics.Waiting) { w.Since = in(10 * sec) })
	d.live(4)
	d.misses("hidden 1 ")
}

// Without the others everything is as before, and the screen says so.
func TestNothingIsShared(t *testing.T) {
	d := start(t)
	d.press("down", "x").sees("claim: nothing is shared here: nobody else would see it")
	d.press("end").on("k8").press("h").sees("hidden on this screen only")
	if slices.Contains(d.order(), "k8") {
		t.Error("still there")
	}
}

func TestSomebodyElseLooks(t *testing.T) {
	d, f := together(t, Mark{Kind: MarkLook, Chat: key("k4"), By: "qian", At: sampleNow})
	for range 5 {
		d.press("down")
	}
	d.on("k4").press("r").sees("qian looked at it 4 s ago")
	if m := f.put; len(m) != 1 || m[0].Kind != MarkLook || m[0].Chat != key("k4") {
		t.Errorf("put %+v", m)
	}
	mine := f.put[0]
	d.share(mine).sees("qian looked at it 4 s ago")
	d.press("esc", "enter").sees("─▸L*** at ", "qian looked at it")
	if len(f.put) != 2 || f.put[1].Kind != MarkLook || f.put[1].Team != "presale-A" {
		t.Errorf("put %+v", f.put)
	}
	d.live(57)
	d.misses("looked at it")
}
