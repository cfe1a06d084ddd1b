package tui

import (
	"slices"
	"testing"

	"floorwalker/metrics"
)

func TestCapacityOfAnAgent(t *testing.T) {
	d := asks(t, "k4", "o").sees("5 other capacity (now 8/10)", "6 other team (now presale-A)").press("5")
	d.sees("· 8 at a time", "11 at a time").misses("7 at a time").press("1").sees("too early")
	d.pass(600)
	d.press("3")
	d.sentOnly(metrics.Command{Verb: metrics.SetStatus, Team: "presale-A", Agent: "li", Capacity: 11})
	d.sees("→11 0:00…", "asked: status Li Na → 11")
}

func TestTeamOfAnAgent(t *testing.T) {
	d := asks(t, "k4", "o").press("6")
	d.pass(150)
	d.sees("1 to team aftersale").press("1")
	d.sentOnly(metrics.Command{Verb: metrics.SetStatus, Team: "presale-A", Agent: "li", ToTeam: "aftersale"})
	d = asks(t, "k4", "o").press("6")
	d.pass(150)
	for i := range d.view.Agents {
		d.view.Agents[i].Team = "aftersale"
	}
	d.show()
	d.sees("closed: Li Na is").press("1")
	if len(d.desk.sent) > 0 {
		t.Error("sent")
	}
}

func TestToATeam(t *testing.T) {
	d := asks(t, "k4", "R").sees("1 to the queue of team aftersale").press("1")
	d.sentOnly(metrics.Command{Verb: metrics.Reassign, Conversation: key("k4"), Team: "presale-A", ToTeam: "aftersale", ExpectOwner: "li"})
	d = marked(t, "k1", "k4", "k3")
	d.press("R").sees("reassign 3 marked", "· to the queue of team aftersale")
	d.pass(150)
	d.press("1").sees("send 3 → aftersale")
	d.pass(150)
	d.press("1").sees("reassign 3:")
	for _, c := range d.desk.sent {
		if c.ToTeam != "aftersale" || c.To != "" {
			t.Errorf("%+v", c)
		}
	}
}

func TestPriorityAndTags(t *testing.T) {
	d := asks(t, "k4", "l").sees("priority and tags of L***", "1 priority: urgent").press("1")
	d.sentOnly(metrics.Command{Verb: metrics.Tag, Conversation: key("k4"), Team: "presale-A", ExpectOwner: "li", Priority: "urgent"})
	d.sees("→urgent 0:00…", "tag L*** → urgent")
	d = asks(t, "k4", "l").press("4").types("催发货,big，big").press("enter").sees("tags: 催发货, big", "· send it")
	if len(d.desk.sent) > 0 {
		t.Fatal("Enter sent it")
	}
	d.pass(150)
	d.press("1")
	if c := d.desk.sent; len(c) != 1 || !slices.Equal(c[0].Tags, []metrics.Text{"催发货", "big"}) {
		t.Errorf("sent %+v", c)
	}
}

func TestNote(t *testing.T) {
	d := asks(t, "k4", "N").sees("note on L***").press("enter").types("back at 5\x1b").press("enter").sees("1", "back at 5")
	d.pass(150)
	d.press("1")
	d.sentOnly(metrics.Command{Verb: metrics.Note, Conversation: key("k4"), Team: "presale-A", ExpectOwner: "li", Words: "back at 5"})
	d = asks(t, "k4", "N").types("gone")
	d.drop("k4")
	d.show()
	d.sees("closed: the row has left")
}

func TestBroadcast(t *testing.T) {
	d := start(t)
	d.press("B").sees("tell which team", "· aftersale", "· presale-A")
	d.pass(150)
	d.press("2").types("first reply first").press("enter").sees("tell team presale-A", "first reply first")
	d.pass(150)
	d.press("1")
	d.sentOnly(metrics.Command{Verb: metrics.Broadcast, Team: "presale-A", Words: "first reply first"})
	d.sees("told presale-A → first reply first")
}

func TestAnswerToAnAgentsQuestion(t *testing.T) {
	d := pinned(t)
	d.press("d").sees("answer the question: choose a row in which an agent asks")
	d.press("down").on("q1").press("d").sees("answer about C***", "5% off if we take 900?", "· yes, do it")
	d.pass(150)
	d.press("1")
	c := d.desk.sent
	if len(c) != 1 || c[0].Verb != metrics.Answer || c[0].Agent != "sun" || c[0].Words != "yes, do it" || c[0].Conversation.Conversation != "q1" {
		t.Fatalf("sent %+v", c)
	}
	d = pinned(t)
	d.press("down", "d")
	d.pass(150)
	d.press("3").types("3% is fine").press("enter")
	d.pass(150)
	d.press("1")
	if c := d.desk.sent; len(c) != 1 || c[0].Words != "3% is fine" || c[0].Agent != "sun" {
		t.Errorf("sent %+v", c)
	}
}

// A note does not take the place of the move in its row.
func TestNotesStandAside(t *testing.T) {
	d := start(t)
	for i, verb := range []metrics.Verb{metrics.Note, metrics.Reassign} {
		c := metrics.CommandStatus{State: metrics.CommandAccepted}
		c.ID, c.Verb, c.Conversation, c.To, c.Asked = string(verb), verb, key("k4"), "wang", ago(metrics.Span(i)*sec)
		d.view.Commands = append(d.view.Commands, c)
	}
	d.show()
	if c := d.m.commands[key("k4")]; c.Verb != metrics.Reassign {
		t.Errorf("shows %s", c.Verb)
	}
}
