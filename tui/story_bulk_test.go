package tui

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"floorwalker/metrics"
)

func TestMarking(t *testing.T) {
	d := start(t)
	d.press(" ").on("k3").press("　").on("k4").sees("marked 2", "■C!", "■▲").press("up").sees("◆▲")
	d.press(" ").sees("marked 1")
	d.drop("k1")
	d.show()
	d.misses("marked")
	d.press("*").sees("marked 24").press("*").misses("marked")
	d.press("*").press("esc").misses("marked 24")
}

func TestMarksDoNotOutliveAFilter(t *testing.T) {
	d := start(t)
	d.press("*", "/", "x", "enter")
	d.view.Waiting = d.view.Waiting[:2]
	d.show()
	d.sees("marked 2")
}

func TestMarksActWhereTheyAreSeen(t *testing.T) {
	d := start(t)
	d.press("*", "f4", "n").sees("nudge: choose a waiting row first").press("esc").sees("marked 25", "▸waiting")
	d.press("tab", "r").sees("reassign: choose a waiting row first")
}

func TestMarksSayWhatIsNotListed(t *testing.T) {
	d := start(t)
	d.press("*").sees("marked the 25 listed of 63")
}

// marked marks some rows by conversation.
func marked(t *testing.T, chats ...metrics.Text) *driver {
	d := start(t)
	for i := range d.m.waiting.rows {
		r := &d.m.waiting.rows[i]
		d.m.waiting.marked[r.id()] = slices.Contains(chats, r.Key.Conversation)
		if !d.m.waiting.marked[r.id()] {
			delete(d.m.waiting.marked, r.id())
		}
	}
	return d
}

func TestBulkNudgeAsksOncePerPerson(t *testing.T) {
	d := marked(t, "k1", "k3", "k4", "k5", "k2", "k6")
	d.press("n").sees("nudge the agents of 6 marked", "due 3  past 2", "now with Li Na 3, unassigned 1", "· nudge 2 people: Li Na, Sun Hao")
	d.press("1").sees("too early")
	d.pass(150)
	d.press("1").sees("nudge 2: done 0, under way 2, failed 0")
	if len(d.desk.sent) != 2 || d.desk.sent[0].Agent != "li" || d.desk.sent[1].Agent != "sun" || d.armedUnseen {
		t.Fatalf("sent %+v", d.desk.sent)
	}
	d.press("esc").sees("marked 4", "sending 2")
	d.press("n")
	d.pass(150)
	d.sees("nobody to nudge").press("1").sees("no such choice")
}

func TestBulkReassignPreviewsAndCounts(t *testing.T) {
	d := marked(t, "k1", "k4", "k5", "k3")
	d.press("r").sees("reassign 4 marked", "due 3  past 1", "· Ma Lin", "takes 4 of 4")
	d.pass(150)
	d.sees("1 spread 4 of 4", "2 Ma Lin", "0 back to the queues of their teams  takes 3 of 4").press("2")
	if len(d.desk.sent) != 4 {
		t.Fatalf("sent %+v", d.desk.sent)
	}
	for i, chat := range []metrics.Text{"k1", "k3", "k4", "k5"} {
		c := d.desk.sent[i]
		want := map[metrics.Text]metrics.Text{"k3": ""}
		owner, unowned := want[chat]
		if !unowned {
			owner = "li"
		}
		if c.Verb != metrics.Reassign || c.Conversation != key(chat) || c.To != "Ma Lin" || c.ExpectOwner != owner {
			t.Errorf("%d: %+v", i, c)
		}
	}
	d.sees("reassign 4: done 0, under way 4, failed 0", "L*** → Ma Lin")
}

func TestAnAgentGetsNoMoreThanHeHasRoomFor(t *testing.T) {
	d := marked(t, "k1", "k4", "k5")
	for i := range d.view.Agents {
		a := &d.view.Agents[i]
		if a.Team == "presale-A" {
			a.Load = a.Capacity - 2
		}
	}
	d.show()
	d.press("r")
	d.pass(150)
	d.sees("takes 2 of 3").press("2").sees("reassign 2:")
	d.press("esc").sees("marked 1")
}

func TestRowsThatMoveDropOut(t *testing.T) {
	d := marked(t, "k1", "k4", "k5")
	d.press("r")
	d.pass(150)
	d.change("k4", func(w *metrics.Waiting) { w.Owner = "wang" })
	d.drop("k5")
	d.show()
	d.sees("left or moved meanwhile: 2", "takes 1 of 1").press("2")
	if len(d.desk.sent) != 1 || d.desk.sent[0].Conversation != key("k1") {
		t.Errorf("sent %+v", d.desk.sent)
	}
	d = marked(t, "k5")
	d.press("r")
	d.drop("k5")
	d.show()
	d.sees("closed: none of the marked rows is as it was")
}

// crowd is a floor with many rows of Li Na, and one agent with room for all.
func crowd(t *testing.T, n int) *driver {
	d := start(t)
	row := d.view.Waiting[1]
	d.view.Waiting = nil
	for i := range n {
		row.Key.Conversation = metrics.Text(fmt.Sprint("x", i))
		d.view.Waiting = append(d.view.Waiting, row)
	}
	for i := range d.view.Agents {
		if d.view.Agents[i].ID == "wang" {
			d.view.Agents[i].Load, d.view.Agents[i].Capacity = 0, 500
		}
	}
	d.show()
	d.live(4)
	d.press("*")
	return d
}

func TestAboveTwentyTheNumberIsTyped(t *testing.T) {
	d := crowd(t, 24)
	d.press("r")
	d.pass(150)
	d.press("2", "2").sees("type 24 to send → Wang Fang", "too early")
	d.pass(150)
	d.press("enter", "2", "5").sees("not that number")
	d.pass(600)
	d.press("2", "enter").sees(": 2_")
	if len(d.desk.sent) > 0 {
		t.Fatal("sent")
	}
	d.drop("x3")
	d.show()
	d.press("4")
	if len(d.desk.sent) != 23 || d.armedUnseen {
		t.Errorf("sent %d", len(d.desk.sent))
	}
	d.sees("reassign 23: done 0, under way 23, failed 0")
}

func TestMoreThanFiveHundredAreTooMany(t *testing.T) {
	d := crowd(t, 501)
	d.press("r").sees("501 are marked: 500 at once are the most").misses("reassign 501 marked")
}

func TestPartialFailureIsClear(t *testing.T) {
	d := marked(t, "k1", "k4", "k5")
	d.press("r")
	d.pass(150)
	d.press("2")
	for i, c := range d.desk.sent {
		s := metrics.CommandStatus{Command: c, State: metrics.CommandDone, Done: d.m.now}
		s.ID, s.Asked = fmt.Sprint("id-", i+1), d.m.now
		if i == 1 {
			s.State, s.Code = metrics.CommandRefused, "full"
		}
		d.view.Commands = append(d.view.Commands, s)
	}
	d.show()
	d.sees("reassign 3: done 2, under way 0, failed 1", "L*** → Ma Lin  refused: full", "failed 1")
	if first := d.m.dialog.(*batchDialog).states(d.m)[0]; first.item.command.Conversation != key("k4") {
		t.Error("the failed one is not on top")
	}
	d.press("esc").sees("✖Ma Lin full", "→Ma Lin done")
}

func TestWhatWasNotSentStaysMarked(t *testing.T) {
	d := marked(t, "k1", "k4")
	d.press("r")
	d.pass(150)
	d.desk.err = errors.New("no rights\x1b[31m")
	d.press("2").sees("failed 2", "not sent: no rights").misses("\x1b[31m")
	d.press("esc").sees("marked 2")
}
