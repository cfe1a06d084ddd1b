package tui

import (
	"testing"

	"floorwalker/metrics"
)

// unknown opens a screen on which nobody answered a move of the row under the
// cursor.
func unknown(t *testing.T) (*driver, metrics.Command) {
	d := start(t)
	d.live(4)
	d.press("home")
	r, _ := d.m.waiting.selected()
	c := metrics.Command{
		ID: "m-1", Verb: metrics.Reassign, Conversation: r.Key, Team: r.Team, To: "wangfang", ExpectOwner: r.Owner,
		By: "zhao", Asked: d.view.Now.Add(-40 * metrics.Second),
	}
	d.view.Commands = []metrics.CommandStatus{{Command: c, State: metrics.CommandUnknown, Code: "timeout"}}
	d.show()
	return d, c
}

func TestAskingAgainKeepsTheID(t *testing.T) {
	d, c := unknown(t)
	d.press("i").sees("ask again? the same id", "unknown: no answer").live(1)
	if len(d.desk.sent) != 0 {
		t.Fatalf("sent by itself: %+v", d.desk.sent)
	}
	d.press("1")
	if len(d.desk.sent) != 1 || d.desk.sent[0].ID != c.ID || d.desk.sent[0].To != c.To || d.desk.sent[0].ExpectOwner != c.ExpectOwner {
		t.Fatalf("sent %+v", d.desk.sent)
	}
}

func TestNothingIsAskedAgainBlindly(t *testing.T) {
	start(t).press("i").sees("every command has its answer")

	d, c := unknown(t)
	d.press("i").live(1)
	d.change(c.Conversation.Conversation, func(w *metrics.Waiting) { w.Owner = "sunhao" })
	d.show()
	d.sees("its owner has changed").press("1")
	if len(d.desk.sent) != 0 {
		t.Fatalf("sent %+v", d.desk.sent)
	}

	// Its answer came while the dialog was open.
	d, _ = unknown(t)
	d.press("i").live(1)
	d.view.Commands[0].State = metrics.CommandDone
	d.show()
	d.press("1").sees("every command has its answer")
	if len(d.desk.sent) != 0 {
		t.Errorf("sent %+v", d.desk.sent)
	}

	d, _ = unknown(t)
	d.view.Commands[0].By = "qian"
	d.show()
	d.press("i").sees("every command has its answer")
}
