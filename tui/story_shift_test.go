package tui

import (
	"testing"

	"floorwalker/metrics"
)

// A shift as a supervisor lives it, on the real engine: a row is due, its owner
// is nudged and does not react, is set away, the row moves, stays where it is
// with its new owner, and is gone once a human answered; then it is counted.
func TestAShift(t *testing.T) {
	r := staffed(t)
	r.buyer("c1")
	r.assign("c1", "li", "")
	r.live(122)
	r.sees("▲due<1m 1", "li 2/10", "0:58")

	r.press("n").sees("nudge about W***")
	r.pass(150)
	r.press("1")
	nudge := r.accepted()
	r.tell(metrics.Event{
		Type: metrics.MessageCreated, Team: "presale", Conversation: "c1", Private: true, Command: metrics.Text(nudge.ID),
		Sender: metrics.Sender{Kind: metrics.Agent, ID: "zhao"}, Text: "please answer",
	})
	r.live(1)
	r.sees("nudge 0:01", "saved 0, lost 0, came back 0, open 1")
	r.live(9)
	r.sees("nudge 0:10", "due<1m 1")

	r.press("o").sees("status of li")
	r.pass(150)
	r.press("3")
	away := r.accepted()
	if away.Verb != metrics.SetStatus || away.Presence != metrics.Away || away.Agent != "li" {
		t.Fatalf("sent %+v", away)
	}
	r.sees("→away…", "li → away  accepted").misses("○ away 0:0")
	r.status("li", metrics.Away, away.ID)
	r.live(1)
	r.sees("○ away 0:01", "li away")

	r.press("r")
	r.look()
	r.pass(200)
	r.sees("reassign W***", "3 he", "no: away").press("3")
	move := r.accepted()
	if move.Verb != metrics.Reassign || move.ExpectOwner != "li" || move.To != "he" {
		t.Fatalf("sent %+v", move)
	}
	r.sees("→he…", "he  accepted", "li away")
	r.assign("c1", "he", move.ID)
	r.live(4)
	r.sees("he 1/10", "→he 0:04", "▲due<1m 1", "open 2").on("c1")

	r.answer("c1", "he")
	r.live(1)
	r.sees("nobody waits", "saved 2, lost 0, came back 0, open 0")
	if r.armedUnseen || len(r.desk.sent) != 3 {
		t.Errorf("armed unseen %v, sent %d", r.armedUnseen, len(r.desk.sent))
	}
	r.press("u")
	r.pass(150)
	r.sees("→ away", "no: somebody has answered since")
}

// The same row lost: nobody reacts to anything.
func TestAShiftThatIsLost(t *testing.T) {
	r := staffed(t)
	r.buyer("c1")
	r.assign("c1", "li", "")
	r.live(150)
	r.press("t")
	r.pass(150)
	r.press("1")
	take := r.accepted()
	r.assign("c1", "zhao", take.ID)
	r.live(2)
	r.sees("zhao", "open 1")
	r.live(40)
	r.sees("lost 1, came back 0")
}
