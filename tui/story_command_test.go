package tui

import (
	"reflect"
	"testing"

	"floorwalker/metrics"
)

// sentOnly asserts the one command that went out.
func (d *driver) sentOnly(want metrics.Command) {
	d.t.Helper()
	want.By, want.Seen = "zhao", 18000
	if len(d.desk.sent) != 1 || !reflect.DeepEqual(d.desk.sent[0], want) {
		d.t.Errorf("sent %+v, want %+v", d.desk.sent, want)
	}
	if d.armedUnseen {
		d.t.Error("took keys before its bright frame was handed over")
	}
}

// asks opens the dialog of a key on a row and waits until it takes digits.
func asks(t *testing.T, chat metrics.Text, key string, change ...func(*Options)) *driver {
	d := start(t, change...)
	for range d.m.waiting.rows {
		if r, _ := d.m.waiting.selected(); r.Key.Conversation == chat {
			break
		}
		d.press("down")
	}
	d.on(chat).press(key)
	d.pass(150)
	return d
}

func TestNudgeTakesTwoKeys(t *testing.T) {
	d := asks(t, "k4", "n").sees("nudge about L***", "1 nudge Li Na", "silent 11m")
	d.press("1")
	d.sentOnly(metrics.Command{
		Verb: metrics.Nudge, Conversation: key("k4"), Team: "presale-A", Agent: "li", ExpectOwner: "li",
	})
	d.sees("nudge 0:00…", "asked: nudge L*** → Li Na")
	d.live(20)
	status := metrics.CommandStatus{Command: d.desk.sent[0], State: metrics.CommandDone, Done: d.view.Now}
	status.ID, status.Asked = "id-1", sampleNow
	d.view.Commands = []metrics.CommandStatus{status}
	d.show()
	d.sees("nudge 0:20 ").misses("nudge 0:20…", "sending")
}

func TestAPersonIsNudgedOnceAMinute(t *testing.T) {
	d := asks(t, "k4", "f2")
	d.press("1")
	d.press("down").on("k5").press("n").sees("nudge: nudged less than a minute ago")
	d.live(61)
	d.press("n").sees("nudge about Z***y").press("esc")
	d.view.Commands = []metrics.CommandStatus{{
		Command: metrics.Command{ID: "q", Verb: metrics.Nudge, Agent: "li", By: "qian", Asked: d.m.now}, State: metrics.CommandAccepted,
	}}
	d.show()
	d.press("n").sees("nudge: nudged less than a minute ago")
	d.view.Commands[0].State = metrics.CommandRefused
	d.show()
	d.press("n").sees("nudge about Z***y")
}

func TestNudgeRefusesWithAReason(t *testing.T) {
	asks(t, "k3", "n").sees("nudge: nobody has it").misses("nudge about")
	asks(t, "k6", "n").sees("nudge: its agent is off")
	asks(t, "k4", "n", func(o *Options) { o.Who = "li" }).sees("nudge: it is yours already")
	asks(t, "k4", "t", func(o *Options) { o.Who = "li" }).sees("take: it is yours already")
	asks(t, "k4", "n", func(o *Options) { o.ReadOnly = true }).sees("nudge: read-only")
	asks(t, "k4", "o", func(o *Options) { o.Desk = nil }).sees("status: no chat backend here")
}

// Somebody else's nudge arrives while the dialog is open.
func TestNudgeIsOffWhileItsDialogIsOpen(t *testing.T) {
	d := asks(t, "k4", "n")
	d.view.Commands = []metrics.CommandStatus{{
		Command: metrics.Command{ID: "q", Verb: metrics.Nudge, Agent: "li", By: "qian", Asked: d.m.now}, State: metrics.CommandDone,
	}}
	d.show()
	d.sees("· nudge Li Na").press("1").sees("nudged less than a minute ago")
	if len(d.desk.sent) > 0 {
		t.Error("sent")
	}
}

func TestTakeTakesTwoKeys(t *testing.T) {
	d := asks(t, "k4", "f8").sees("take L***", "1 take it")
	d.press("enter", "2", "0").sees("no such choice").press("1")
	d.sentOnly(metrics.Command{Verb: metrics.Take, Conversation: key("k4"), Team: "presale-A", ExpectOwner: "li"})
	d.sees("→zhao 0:00…", "asked: take L*** → zhao")
}

func TestBackToTheQueue(t *testing.T) {
	d := asks(t, "k4", "r")
	d.show()
	d.pass(150)
	d.sees("0 back to the queue of presale-A")
	d.press("0")
	d.sentOnly(metrics.Command{Verb: metrics.Reassign, Conversation: key("k4"), Team: "presale-A", ExpectOwner: "li"})
	d.sees("→queue 0:00…")
	d = asks(t, "k3", "r").sees("· back to the queue", "no: it is there already")
	d.show()
	d.pass(150)
	d.press("0").sees("no such choice")
}

func TestEveryDialogWaitsForItsFrame(t *testing.T) {
	for _, k := range []string{"n", "t", "o", "r"} {
		d := start(t)
		d.press("down", "down").on("k4").press(k, "1").sees("too early")
		d.pass(99)
		d.press("1")
		if len(d.desk.sent) > 0 {
			t.Fatalf("%s sent %v", k, d.desk.sent)
		}
		d.pass(150)
		d.press("2", "1")
		if d.armedUnseen {
			t.Errorf("%s was armed unseen", k)
		}
	}
}

func TestEveryDialogClosesWithItsSubject(t *testing.T) {
	for _, k := range []string{"n", "t", "r"} {
		d := asks(t, "k4", k)
		d.drop("k4")
		d.show()
		d.sees("closed: the row has left")
		d = asks(t, "k4", k)
		d.change("k4", func(w *metrics.Waiting) { w.Owner = "wang" })
		d.show()
		d.sees("closed: it is with Wang Fang now")
	}
	for _, k := range []string{"n", "t", "o"} {
		d := asks(t, "k4", k)
		d.view.Feed.State = metrics.FeedLost
		d.show()
		d.sees("closed: no connection").press("1")
		if len(d.desk.sent) > 0 {
			t.Errorf("%s sent", k)
		}
	}
}

func TestStatusOfTheOwnerOfARow(t *testing.T) {
	d := asks(t, "k4", "o").sees("status of Li Na", "· on  no: so now", "3 away")
	d.press("1").sees("no such choice").press("3")
	d.sentOnly(metrics.Command{Verb: metrics.SetStatus, Team: "presale-A", Agent: "li", Presence: metrics.Away})
	d.sees("→away 0:00…", "asked: status Li Na → away", "status Li Na → away  asked")
	d.misses("k4 →away")
	status := metrics.CommandStatus{Command: d.desk.sent[0], State: metrics.CommandRefused, Code: "forbidden", Done: d.m.now}
	status.ID, status.Asked = "id-1", d.m.now
	d.view.Commands = []metrics.CommandStatus{status}
	d.show()
	d.sees("✖no right")
	d.live(62)
	d.misses("✖no right").sees("on 3h52m")
}

func TestStatusOfAnAgent(t *testing.T) {
	d := start(t)
	d.press("tab", "down", "o").sees("status of Sun Hao")
	d.pass(150)
	for i := range d.view.Agents {
		if d.view.Agents[i].ID == "sun" {
			d.view.Agents[i].Presence = metrics.Busy
		}
	}
	d.show()
	d.sees("closed: Sun Hao is ◐ busy now")
	d.press("o")
	d.pass(150)
	d.press("4")
	d.sentOnly(metrics.Command{Verb: metrics.SetStatus, Team: "presale-A", Agent: "sun", Presence: metrics.Offline})
	d.press("tab", "o").sees("status: choose an agent")
}

// What is not known is said with its reason: nobody answered, or the program
// was started again in between.
func TestUnknownHasAReason(t *testing.T) {
	for code, want := range map[string]string{"timeout": "unknown: no answer", "restart": "unknown: asked before the restart", "": "unknown"} {
		d := start(t)
		c := metrics.CommandStatus{State: metrics.CommandUnknown, Code: code, Done: sampleNow}
		c.ID, c.Verb, c.Conversation, c.To, c.By, c.Asked = "c1", metrics.Reassign, key("k4"), "wang", "zhao", ago(4*sec)
		d.view.Commands = []metrics.CommandStatus{c}
		d.show()
		d.sees("?Wang unknown", want, "failed 1")
	}
}
