package tui

import (
	"testing"

	"floorwalker/metrics"
)

// moved is the engine with a conversation that the supervisor has just moved.
func moved(t *testing.T) *rig {
	r := staffed(t)
	r.buyer("c1")
	r.assign("c1", "li", "")
	r.live(125)
	r.press("r")
	r.look()
	r.pass(200)
	r.press("5")
	c := r.accepted()
	r.assign("c1", "wang", c.ID)
	r.live(2)
	return r
}

func (r *rig) undoes() *rig {
	r.press("u")
	r.pass(150)
	return r
}

func TestUndoAMove(t *testing.T) {
	r := moved(t)
	r.undoes().sees("take back what was done", "1 10:03:36 reassign W*** → wang").press("1")
	if len(r.desk.sent) != 2 {
		t.Fatalf("sent %+v", r.desk.sent)
	}
	got := r.desk.sent[1]
	if got.Verb != metrics.Reassign || got.To != "li" || got.ExpectOwner != "wang" || got.Undoes != "cmd-1" {
		t.Errorf("sent %+v", got)
	}
	r.live(1)
	r.undoes().sees("no: taken back already").press("1").sees("taken back already")
	if len(r.desk.sent) != 2 {
		t.Error("taken back twice")
	}
}

func TestUndoRefusesWithTheReason(t *testing.T) {
	r := moved(t)
	r.assign("c1", "sun", "")
	r.look()
	r.undoes().sees("no: it has changed again since").press("esc")
	r = moved(t)
	r.answer("c1", "wang")
	r.look()
	r.undoes().sees("no: somebody has answered since").press("1")
	if len(r.desk.sent) != 1 {
		t.Error("sent")
	}
	r = moved(t)
	r.status("li", metrics.Away, "")
	r.look()
	r.undoes().sees("no: who had it is not on").press("esc")
	r = moved(t)
	r.live(61)
	r.press("u").sees("undo: nothing of mine was done within the minute")
	start(t, func(o *Options) { o.ReadOnly = true }).press("u").sees("undo: read-only")
}

// It closes its reason on time even while it is open.
func TestUndoGetsOldWhileOpen(t *testing.T) {
	r := moved(t)
	r.live(55)
	r.undoes().sees("1 10:03:36 reassign")
	r.live(6)
	r.sees("no: more than a minute ago").press("1")
	if len(r.desk.sent) != 1 {
		t.Error("sent")
	}
}

func TestUndoAStatus(t *testing.T) {
	r := staffed(t)
	r.press("tab", "home", "o").sees("status of wang")
	r.pass(150)
	r.press("3")
	c := r.accepted()
	r.status(c.Agent, metrics.Away, c.ID)
	r.live(1)
	r.undoes().sees("→ away").press("1")
	got := r.desk.sent[1]
	if got.Verb != metrics.SetStatus || got.Presence != metrics.Online || got.Agent != c.Agent || got.Undoes != c.ID {
		t.Errorf("sent %+v", got)
	}
	r.status(c.Agent, metrics.Offline, "")
	r.floor.Replied(metrics.CommandReply{ID: got.ID, State: metrics.CommandRefused, Code: "busy", At: r.at})
	r.live(1)
	r.undoes().sees("no: it has changed again since")
}

// What one key did is taken back by one key, as far as it can be.
func TestUndoMany(t *testing.T) {
	r := burdened(t)
	r.press("*", "r")
	r.pass(150)
	r.press("1")
	r.pass(150)
	r.press("1", "esc")
	for _, c := range r.desk.sent {
		r.assign(c.Conversation.Conversation, c.To, c.ID)
	}
	r.live(1)
	r.answer(r.desk.sent[0].Conversation.Conversation, r.desk.sent[0].To)
	r.live(1)
	r.undoes().sees("reassign 5 at once").press("1").sees("reassign 4:")
	for _, c := range r.desk.sent[5:] {
		if c.To != "li" || c.Undoes == "" || c.ExpectOwner == "li" {
			t.Errorf("sent %+v", c)
		}
	}
}
