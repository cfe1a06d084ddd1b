package tui

import (
	"strings"
	"testing"

	"floorwalker/metrics"
)

// opened opens the conversation with the complaint, and the floor tells it.
func opened(t *testing.T, change ...func(*Options)) *driver {
	d := start(t, change...)
	d.size(120, 40)
	d.press("enter").sees("asking for the conversation")
	if d.lastAsked().Story != key("k1") {
		t.Fatalf("asked for %v", d.lastAsked().Story)
	}
	d.view.Story = sampleStory(sampleIn[d.m.lang])
	d.show()
	return d
}

func TestAConversationTellsItself(t *testing.T) {
	d := opened(t)
	d.sees("W*** at flag-17", "14 earlier steps left out", "(words no longer held)", "2026-11-10", "after 1:25, quick reply",
		"[breaks: other channel]", "[recalled or deleted]", "[colleagues only]", "complaint opened", "order placed", "robot hands over",
		"order: 25***17  129.00", "agent: Li Na 8/10")
	d.press("esc").sees("▸waiting 63")
	if d.lastAsked().Story != (metrics.ConversationKey{}) {
		t.Error("still asks for the story")
	}
}

func TestAConversationStaysLiveAndFollowsItsEnd(t *testing.T) {
	d := opened(t)
	d.size(80, 16)
	d.sees("I will file a complaint").misses("order placed")
	more := *d.view.Story
	more.Steps = append(more.Steps[:len(more.Steps):len(more.Steps)], metrics.Step{
		ID: "new", Time: sampleNow, Type: metrics.MessageCreated, Sender: metrics.Agent, Who: "li", Name: "Li Na", Words: "I am on it", Wait: 192 * sec,
	})
	d.view.Story = &more
	d.show()
	d.sees("I am on it  [after 3:12]")
	again := more
	again.Steps = append([]metrics.Step(nil), more.Steps...)
	again.Steps[len(again.Steps)-1].Gone = true
	d.view.Story = &again
	d.show()
	d.sees("I am on it  [after 3:12, recalled or deleted]")
	d.press("home").sees("order placed").misses("I am on it")
	d.show()
	d.misses("I am on it").press("end").sees("I am on it")
}

func TestCommandsActOnTheOpenConversation(t *testing.T) {
	for keys, verb := range map[string]metrics.Verb{"n": metrics.Nudge, "t": metrics.Take} {
		d := opened(t)
		d.press(keys)
		d.pass(150)
		d.press("1")
		if len(d.desk.sent) != 1 || d.desk.sent[0].Verb != verb || d.desk.sent[0].Conversation != key("k1") || d.desk.sent[0].ExpectOwner != "li" {
			t.Errorf("%s sent %+v", keys, d.desk.sent)
		}
	}
	d := opened(t)
	d.press("o").sees("status of Li Na").press("esc", "r").sees("reassign W***")
	d.show()
	d.pass(150)
	d.press("1")
	if len(d.desk.sent) != 1 || d.desk.sent[0].Verb != metrics.Reassign {
		t.Errorf("sent %+v", d.desk.sent)
	}
}

// What the filter hides, or what nobody waits for any more, can be acted on by
// its story.
func TestCommandsWorkWhereNobodyWaits(t *testing.T) {
	d := opened(t)
	d.drop("k1")
	d.show()
	d.misses("next line").press("n").sees("nudge: nobody waits here").press("t")
	d.pass(150)
	d.press("1")
	if len(d.desk.sent) != 1 || d.desk.sent[0].ExpectOwner != "li" {
		t.Errorf("sent %+v", d.desk.sent)
	}
	closed := *d.view.Story
	closed.Closed = true
	d.view.Story = &closed
	d.show()
	d.sees("state: closed").press("t").sees("take: this conversation is closed")
}

// A dialog about somebody who waits must not act once he was answered.
func TestDialogClosesWhenTheOpenConversationIsAnswered(t *testing.T) {
	d := opened(t)
	d.press("t")
	d.pass(150)
	d.sees("1 take it").drop("k1")
	d.show()
	d.sees("closed: the row has left").press("1")
	if len(d.desk.sent) > 0 {
		t.Error("sent")
	}
}

func TestMarksWaitForTheList(t *testing.T) {
	d := opened(t)
	d.press("esc", "*", "home", "enter").sees("W*** at flag-17").press("n").sees("nudge about W***").press("esc", " ").sees("choose a waiting row first")
}

func TestALaneOpensItsConversation(t *testing.T) {
	d := pinned(t)
	d.press("down").on("q1").press("enter").sees("▸C*** at flag-03", "pinned: an agent asks", "agent: Sun Hao")
	s := sampleStory(sampleIn[English])
	s.Key, s.Owner, s.Charged = d.lastAsked().Story, "sun", "sun"
	d.view.Story = s
	d.show()
	d.press("r").sees("reassign W***", "now Sun Hao").press("esc", "a").sees("acknowledged")
}

func TestNothingIsMadeUpWhereNoStoryIsHeld(t *testing.T) {
	d := start(t)
	d.press("enter").show()
	d.sees("nothing of this conversation is held any more")
	d.view.Feed.State = metrics.FeedLost
	d.show()
	d.sees("no connection: the conversation cannot be shown")
}

func TestActivityOpensItsConversation(t *testing.T) {
	d := start(t)
	samplePages(d.view, English)
	d.show()
	d.sees("saved 3, lost 1, came back 1, open 1 · F6", "20:40:51 moved He Jing → Wang Fang", "review of 2 stars  Sun Hao")
	d.press("f6").sees("▸activity 6", "Lin is away", "He Jing broke a rule: other channel").misses("agents 14")
	d.press("r").sees("choose a waiting row first").press("enter").sees("▸Zh*** at flag-17", "conversation k7")
	d.press("esc").sees("▸activity").press("end", "up", "enter").sees("no conversation behind this line")
	d.press("esc").sees("▸waiting 63")
}

// What is newest stays on top, but not under a hand.
func TestActivityFollowsItsTop(t *testing.T) {
	d := floorOf(t)
	at := func() metrics.Text {
		id, _ := d.m.log.list.Selected()
		return id.event
	}
	happens := func(id metrics.Text) {
		d.view.Activity = append([]metrics.Happening{{ID: id, Time: d.view.Now, Type: metrics.AgentStatusChanged, Who: "li"}}, d.view.Activity...)
		d.show()
	}
	d.press("f6")
	happens("n1")
	if at() != "h1" {
		t.Errorf("moved to %q under a hand", at())
	}
	d.live(4)
	if at() != "n1" {
		t.Errorf("on %q, not on the newest", at())
	}
	d.press("down")
	d.live(4)
	happens("n2")
	if at() != "h1" {
		t.Errorf("left %q", at())
	}
	d.press("home")
	d.live(4)
	happens("n3")
	if at() != "n3" {
		t.Errorf("on %q, not on the newest", at())
	}
}

func TestACommandTellsItsEventAndItsOutcome(t *testing.T) {
	d := start(t)
	samplePages(d.view, English)
	d.view.Commands = sampleView(English).Commands
	done := &d.view.Commands[2]
	for outcome, want := range map[metrics.Outcome]string{
		metrics.NoOutcome: "→ Zhou  done", metrics.OutcomeOpen: "done, not answered yet", metrics.OutcomeSaved: "done, saved 0:40",
		metrics.OutcomeLost: "done, lost all the same", metrics.OutcomeBounced: "done, came back",
	} {
		done.Outcome, done.Answered = outcome, 0
		if outcome == metrics.OutcomeSaved {
			done.Answered = done.Asked.Add(40 * sec)
		}
		d.show()
		d.press("f6").sees(want)
		if n := strings.Count(d.screen(), "k0"); n != 1 {
			t.Errorf("%d lines about one move", n)
		}
		d.press("f6")
	}
}

func TestARowShowsWhatCameOfItsMove(t *testing.T) {
	d := start(t)
	c := metrics.CommandStatus{State: metrics.CommandDone, Done: ago(4 * sec)}
	c.Command = metrics.Command{ID: "c", Verb: metrics.Reassign, Conversation: key("k4"), To: "wang", By: "zhao", Asked: ago(6 * sec)}
	for outcome, want := range map[metrics.Outcome]string{
		metrics.OutcomeOpen: "→Wang 0:04", metrics.OutcomeSaved: "→Wang saved", metrics.OutcomeLost: "→Wang lost", metrics.OutcomeBounced: "→Wang back",
	} {
		c.Outcome = outcome
		d.view.Commands = []metrics.CommandStatus{c}
		d.show()
		d.sees(want)
	}
	c.Verb, c.Agent, c.Outcome = metrics.Nudge, "li", metrics.OutcomeSaved
	d.view.Commands = []metrics.CommandStatus{c}
	d.show()
	d.sees("nudge saved")
}
