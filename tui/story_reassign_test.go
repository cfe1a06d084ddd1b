package tui

import (
	"reflect"
	"testing"

	"floorwalker/metrics"
)

// armed opens the dialog on the second row, b-8891, and waits for the digits.
func armed(t *testing.T, change ...func(*Options)) *driver {
	d := start(t, change...)
	d.press("down", "r").on("k3").show()
	d.pass(150)
	return d.sees("1 Ma Lin", "2 Gu Yue")
}

func TestReassignTakesTwoKeys(t *testing.T) {
	d := armed(t)
	d.press("2")
	if len(d.desk.sent) != 1 {
		t.Fatalf("sent %v", d.desk.sent)
	}
	want := metrics.Command{
		Verb: metrics.Reassign, Conversation: key("k3"), Team: "presale-A", To: "Gu Yue", ExpectOwner: "", By: "zhao", Seen: 18000,
	}
	if got := d.desk.sent[0]; !reflect.DeepEqual(got, want) {
		t.Errorf("sent %+v", got)
	}
	d.sees("→Gu Yue 0:00…", "asked: reassign b-8891 → Gu Yue", "unassigned").misses("digit confirms")
	if d.armedUnseen {
		t.Error("took keys before its bright frame was handed over")
	}
}

func TestEarlyDigitsBlinkAndAreDropped(t *testing.T) {
	d := start(t)
	d.press("r").misses("1 Ma Lin").sees("· Ma Lin").show()
	d.press("1").sees("too early")
	d.pass(90)
	d.press("1")
	d.pass(90)
	d.press("1", "1")
	d.pass(99)
	d.press("1")
	if len(d.desk.sent) > 0 {
		t.Fatalf("sent %v", d.desk.sent)
	}
	d.pass(150)
	d.sees("1 Ma Lin")
	d.press("1")
	if len(d.desk.sent) != 1 || d.armedUnseen {
		t.Errorf("sent %v, armed unseen %v", d.desk.sent, d.armedUnseen)
	}
}

func TestOnlyADigitConfirms(t *testing.T) {
	d := armed(t)
	d.press("enter", "0").sees("no such choice").press("r", "y", " ").sees("find ry")
	if len(d.desk.sent) > 0 {
		t.Fatalf("sent %v", d.desk.sent)
	}
	d.press("esc").sees("canceled, nothing was sent").misses("digit confirms")
	d.press("1")
	if len(d.desk.sent) > 0 {
		t.Fatal("a digit outside a dialog did something")
	}
}

func TestFullWidthDigitConfirms(t *testing.T) {
	d := armed(t)
	d.press("１")
	if len(d.desk.sent) != 1 {
		t.Error("not sent")
	}
}

func TestChoicesStayInPlace(t *testing.T) {
	d := armed(t)
	for i := range d.view.Agents {
		if d.view.Agents[i].ID == "Gu Yue" {
			d.view.Agents[i].Load = 0
		}
		if d.view.Agents[i].ID == "Ma Lin" {
			d.view.Agents[i].Presence = metrics.Offline
		}
	}
	d.show()
	d.sees("· Ma Lin", "2 Gu Yue", "no: off")
	d.press("1").sees("no such choice")
	if len(d.desk.sent) > 0 {
		t.Error("sent to somebody who left")
	}
}

func TestDialogClosesWhenItsSubjectIsGone(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*driver)
		says   string
	}{
		"answered": {func(d *driver) { d.drop("k3") }, "closed: the row has left"},
		"moved": {func(d *driver) {
			d.change("k3", func(w *metrics.Waiting) { w.Owner, w.OwnerName = "wang", "Wang Fang" })
		}, "closed: it is with Wang Fang now"},
		"cut off": {func(d *driver) { d.view.Feed.State = metrics.FeedLost }, "closed: no connection"},
	} {
		t.Run(name, func(t *testing.T) {
			d := armed(t)
			c.change(d)
			d.show()
			d.sees(c.says).misses("digit confirms")
			d.press("1")
			if len(d.desk.sent) > 0 {
				t.Error("sent")
			}
		})
	}
	t.Run("silence", func(t *testing.T) {
		d := armed(t)
		d.pass(6 * sec)
		d.sees("closed: the screen stands still").misses("digit confirms")
	})
}

func TestReassignIsOffWithAReason(t *testing.T) {
	for name, c := range map[string]struct {
		options func(*Options)
		view    func(*metrics.View)
		why     string
	}{
		"read-only":   {func(o *Options) { o.ReadOnly = true }, nil, "read-only"},
		"no desk":     {func(o *Options) { o.Desk = nil }, nil, "no chat backend here"},
		"lost":        {nil, func(v *metrics.View) { v.Feed.State = metrics.FeedLost }, "no connection"},
		"failed":      {nil, func(v *metrics.View) { v.Feed.State = metrics.FeedFailed }, "the feed has stopped"},
		"catching up": {nil, func(v *metrics.View) { v.Feed.State = metrics.FeedCatchingUp }, "still catching up"},
		"connecting":  {nil, func(v *metrics.View) { v.Feed.State = metrics.FeedConnecting }, "not connected yet"},
		"nobody":      {nil, func(v *metrics.View) { v.Waiting = nil }, "choose a waiting row first"},
	} {
		t.Run(name, func(t *testing.T) {
			var change []func(*Options)
			if c.options != nil {
				change = append(change, c.options)
			}
			d := start(t, change...)
			if c.view != nil {
				c.view(d.view)
				d.show()
			}
			d.press("r").sees("reassign: " + c.why).misses("digit confirms")
			d.press("?").sees("reassign: " + c.why)
		})
	}
}

func TestErrorOfTheDeskIsShown(t *testing.T) {
	d := armed(t)
	d.desk.err = errReadOnlyDesk
	d.press("1").sees("not sent: not connected").misses("asked:")
}

func TestRowShowsHowFarACommandGot(t *testing.T) {
	d := armed(t)
	d.press("1")
	d.live(4)
	d.sees("→Ma Lin 0:04…", "sending 1")
	status := metrics.CommandStatus{Command: d.desk.sent[0], State: metrics.CommandAccepted}
	status.ID, status.Asked = "id-1", sampleNow
	for _, c := range []struct {
		state metrics.CommandState
		code  string
		sees  []string
		not   string
	}{
		{metrics.CommandAccepted, "", []string{"sending 1", "accepted"}, "failed"},
		{metrics.CommandDone, "", []string{"→Ma Lin done"}, "sending"},
		{metrics.CommandRefused, "full", []string{"✖Ma Lin full", "refused: full", "failed 1"}, "sending"},
		{metrics.CommandUnknown, "timeout", []string{"unknown", "failed 1"}, "sending"},
		{metrics.CommandRefused, "\x1b[31mweird", []string{"refused: refused"}, "weird"},
	} {
		status.State, status.Code, status.Done = c.state, c.code, d.view.Now
		d.view.Commands = []metrics.CommandStatus{status}
		d.show()
		d.sees(c.sees...).misses(c.not)
	}
	if len(d.m.pending) > 0 {
		t.Error("still pending")
	}
	d.live(4)
	d.press("esc").misses("failed 1")
}

func TestCandidates(t *testing.T) {
	d := start(t)
	row := metrics.Waiting{Team: "presale-A", Owner: "li"}
	p := reassignDialog{bound: bound{row: row}, find: newInput()}
	p.rank(d.m)
	fit, unfit := p.choices, p.unfit
	if len(fit) != 9 || fit[0].agent != "Ma Lin" || fit[3].agent != "wang" {
		t.Errorf("fit: %v", fit)
	}
	for _, id := range unfit {
		if p.whyUnfit(d.m, id) == (phrase{}) {
			t.Errorf("%s is fit", id)
		}
	}
	for id, want := range map[metrics.Text]phrase{
		"li": whyOwner, "he": wordOffline, "sun": whyFull, "lin": wordAway, "zhou": whyOtherTeam, "wang": {}, "nobody": wordOffline,
	} {
		if got := d.m.unfitFor(&row, id); got != want {
			t.Errorf("%s: %v", id, got)
		}
	}
}

func TestNobodyCanTakeIt(t *testing.T) {
	d := start(t)
	for i := range d.view.Agents {
		d.view.Agents[i].Presence = metrics.Offline
	}
	d.show()
	d.press("r").show()
	d.pass(150)
	d.sees("nobody online can take it", "no: off")
	d.press("1")
	if len(d.desk.sent) > 0 {
		t.Error("sent")
	}
}

// A digit takes what is shown and nothing else.
func TestChoicesOutOfSightCannotBeTaken(t *testing.T) {
	d := armed(t)
	d.size(60, 10)
	d.sees("6 Luo").misses("7 Bai Xue")
	d.press("9").sees("no such choice")
	if len(d.desk.sent) > 0 {
		t.Errorf("sent %v", d.desk.sent)
	}
}

func TestNothingUnseenHasTheKeys(t *testing.T) {
	for _, open := range []string{"r", "?", "/", "f9"} {
		d := start(t)
		d.press(open)
		asked := len(d.floor.asked)
		d.size(30, 5)
		d.pass(200)
		d.press("1", open)
		d.pass(200)
		d.press("1")
		if len(d.desk.sent) > 0 || len(d.floor.asked) > asked {
			t.Errorf("%s acted unseen", open)
		}
		d.press("Q")
		if !d.quit {
			t.Errorf("%s swallowed Q", open)
		}
	}
}
