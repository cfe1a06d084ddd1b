package tui

import (
	"testing"

	"floorwalker/metrics"
)

// The picker shows what the engine says of a row: nudge and take first, people
// with reasons, those who cannot below.
func TestPickerOnTheRealEngine(t *testing.T) {
	r := staffed(t)
	r.buyer("c1")
	r.assign("c1", "li", "")
	r.live(125)
	r.press("r")
	r.look()
	r.pass(200)
	r.sees("reassign W***", "left 0:55", "1 nudge li", "2 take it", "3 he", "5 wang", "answers in 0:12", "knows the shop", "own clock from 3:00",
		"· lin", "no: away", "· li", "no: has it now", "0 back to the queue of presale")
	if r.m.query.Move.Conversation != "c1" {
		t.Error("the plan is not asked for")
	}
	r.size(80, 24)
	r.sees("5 wang", "in 0:12", "shop", "own 3:00").misses("own 3…", "shop…")
	r.press("enter").sees("no such choice")
	r.press("5")
	if c := r.desk.sent; len(c) != 1 || c[0].Verb != metrics.Reassign || c[0].To != "wang" || c[0].ExpectOwner != "li" {
		t.Fatalf("sent %+v", c)
	}
	r.look()
	if r.m.query.Move != (metrics.ConversationKey{}) {
		t.Error("the plan is still asked for")
	}
}

// Typing finds a person; digits follow what is shown, and only once it is.
func TestPickerFindsAPerson(t *testing.T) {
	d := start(t)
	d.press("down", "down").on("k4").press("r").show()
	d.pass(150)
	d.sees("1 Ma Lin")
	d.press("f", "a", "n", "g").sees("find fang", "· Wang Fang", "· Fang Ke").misses("Ma Lin          ●")
	d.press("1").sees("too early")
	d.pass(600)
	d.sees("1 Wang Fang", "2 Fang Ke").press("backspace", "backspace", "backspace", "backspace")
	for _, letter := range "zhou" {
		d.press(string(letter))
	}
	d.pass(150)
	d.sees("nobody online can take it", "· Zhou", "no: other team")
	for range "zhou" {
		d.press("backspace")
	}
	for _, letter := range "afters" {
		d.press(string(letter))
	}
	d.pass(150)
	d.sees("1 to the queue of team aftersale").press("1")
	d.sentOnly(metrics.Command{
		Verb: metrics.Reassign, Conversation: key("k4"), Team: "presale-A", ToTeam: "aftersale", ExpectOwner: "li",
	})
	d.sees("→after… 0:00…")
}

// A move that comes in time and yet no sooner than the owner's own answer is
// not called late.
func TestPickerSaysWhatBringsNothing(t *testing.T) {
	r := staffed(t)
	r.buyer("c1")
	r.assign("c1", "li", "")
	r.live(30)
	r.press("r")
	r.look()
	r.pass(200)
	r.sees("3 he", "no sooner").misses("too late")
}

func TestPickerTakesAnInputMethod(t *testing.T) {
	d := start(t, func(o *Options) { o.Lang = Chinese })
	d.press("down", "down", "r").show()
	d.pass(150)
	d.press("李").pass(150)
	d.sees("找人 李", "· 李娜", "不行:正在接").misses("1 马琳")
}
