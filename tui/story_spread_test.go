package tui

import (
	"fmt"
	"slices"
	"testing"

	"floorwalker/metrics"
)

// burdened is the engine with five buyers who wait for an agent that says
// nothing, and colleagues with room.
func burdened(t *testing.T, change ...func(*Options)) *rig {
	r := staffed(t, change...)
	for i := range 5 {
		r.buyer(metrics.Text(fmt.Sprint("c", i)))
		r.assign(metrics.Text(fmt.Sprint("c", i)), "li", "")
	}
	r.live(130)
	return r
}

func (r *rig) targets() map[metrics.Text]int {
	to := map[metrics.Text]int{}
	for _, c := range r.desk.sent {
		if c.Verb == metrics.Reassign {
			to[c.To]++
		}
	}
	return to
}

// Marked rows are spread over those who answer soonest; what it saves is shown
// before anything is sent.
func TestSpread(t *testing.T) {
	r := burdened(t)
	r.press("*").sees("marked 5").press("r")
	r.pass(150)
	r.sees("1 spread 5 of 5 over", "lost if nothing is done").press("1")
	r.sees("at most 3 to one person", "· send 5 → 3 people", "in time)").press("1").sees("too early")
	if len(r.desk.sent) > 0 {
		t.Fatal("sent too early")
	}
	r.pass(600)
	r.press("enter").sees("no such choice").press("1")
	r.sees("reassign 5: done 0, under way 5, failed 0")
	got := r.targets()
	if got["li"] > 0 || len(got) != 3 || got["he"]+got["wang"]+got["sun"] != 5 {
		t.Errorf("went to %v", got)
	}
	for _, c := range r.desk.sent {
		if c.ExpectOwner != "li" {
			t.Errorf("expects %q", c.ExpectOwner)
		}
	}
}

// The share of each is the supervisor's to choose, and dims the digits again.
func TestSpreadIsCappedPerHead(t *testing.T) {
	r := burdened(t)
	r.press("*", "r")
	r.pass(150)
	r.press("1")
	r.pass(150)
	r.press("left", "left", "left").sees("at most 1 to one person", "send 3 → 3 people", "stay where they are: 2")
	r.press("1").sees("too early")
	r.pass(600)
	r.press("1").sees("reassign 3:")
	if got := r.targets(); got["he"] != 1 || got["wang"] != 1 || got["sun"] != 1 {
		t.Errorf("went to %v", got)
	}
	r.press("esc").sees("marked 2")
}

func TestSpreadDropsWhatChangesMeanwhile(t *testing.T) {
	r := burdened(t)
	r.press("*", "r")
	r.pass(150)
	r.press("1")
	r.answer("c1", "li")
	r.assign("c2", "sun", "")
	r.look()
	r.pass(150)
	r.sees("left or moved meanwhile: 2").press("1").sees("reassign 3:")
	for _, c := range r.desk.sent {
		if c.Conversation.Conversation == "c1" || c.Conversation.Conversation == "c2" {
			t.Errorf("moved %v", c.Conversation)
		}
	}
}

// Five hundred go in one key, and the number is typed.
func TestFiveHundredAtOnce(t *testing.T) {
	d := crowd(t, 500)
	for i := range d.view.Agents {
		if a := &d.view.Agents[i]; a.Team == "presale-A" && a.ID != "li" {
			a.Load, a.Capacity, a.Presence, a.Waiting = 0, 900, metrics.Online, 0
		}
	}
	d.show()
	d.press("r")
	d.pass(150)
	d.sees("1 spread", "takes 500 of 500").press("3")
	d.sees("type 500 to send")
	d.pass(150)
	d.press("5", "0").sees(": 50_").press("0")
	if len(d.desk.sent) != 500 || d.armedUnseen {
		t.Errorf("sent %d", len(d.desk.sent))
	}
	d.sees("reassign 500: done 0, under way 500, failed 0")
}

// What the list leaves out is fetched before it is marked.
func TestMarkingAllFetchesMore(t *testing.T) {
	d := start(t)
	d.press("*").sees("marked 25")
	if q := d.floor.asked[len(d.floor.asked)-1]; q.Limit != mostAtOnce {
		t.Fatalf("asked %+v", q)
	}
	more := d.view.Waiting[0]
	for i := range 38 {
		more.Key.Conversation = metrics.Text(fmt.Sprint("more", i))
		d.view.Waiting = append(slices.Clone(d.view.Waiting), more)
	}
	d.show()
	d.sees("marked 63").press("esc").misses("marked 63")
	d.show()
	if q := d.floor.asked[len(d.floor.asked)-1]; q.Limit != 0 {
		t.Errorf("still asks for %d rows", q.Limit)
	}
}

// Clearing an agent: away first; only once that was seen are the waiting ones
// asked about, and those he has answered stay.
func TestClearAnAgent(t *testing.T) {
	r := burdened(t)
	r.press("M").sees("clear li", "waiting 5", "· set away first").press("1").sees("too early")
	r.pass(600)
	r.press("1").sees("away asked 0:00")
	if c := r.desk.sent; len(c) != 1 || c[0].Verb != metrics.SetStatus || c[0].Presence != metrics.Away || c[0].Agent != "li" {
		t.Fatalf("sent %+v", c)
	}
	r.live(2)
	r.accepted()
	r.sees("away asked 0:02").press("1")
	if len(r.desk.sent) != 1 {
		t.Fatal("moved before the event")
	}
	r.status("li", metrics.Away, r.desk.sent[0].ID)
	r.look()
	r.look()
	r.sees("send 5 → 3 people", "lost if nothing is done").press("1").sees("too early")
	r.pass(600)
	r.press("1").sees("reassign 5:")
	for _, c := range r.desk.sent[1:] {
		if c.Conversation.Conversation == "old0" {
			t.Error("moved one that he had answered")
		}
	}
}

func TestClearGoesOnWhereAwayIsRefused(t *testing.T) {
	r := burdened(t)
	r.press("M")
	r.pass(150)
	r.press("1")
	r.floor.Replied(metrics.CommandReply{ID: r.desk.sent[0].ID, State: metrics.CommandRefused, Code: "forbidden", At: r.at})
	r.look()
	r.look()
	r.sees("not away (no right): the router may give more", "send 5 → 3 people").press("esc")
	r.press("M")
	r.pass(150)
	r.press("1", "esc").sees("stopped after away: nobody was moved")
	r.live(3)
	r.misses("send 5")
}

// A backend that cannot change who is on does not keep his buyers from moving.
func TestClearWhereStatusCannotBeSet(t *testing.T) {
	r := burdened(t, lacking(fakeBackend{metrics.SetStatus: "no_verb"}))
	r.press("M")
	r.look()
	r.sees("not away (the chat backend does not offer it): the router may give more", "send 5 → 3 people")
	r.pass(150)
	r.press("1").sees("reassign 5:")
}

func TestClearSomebodyWhoIsAway(t *testing.T) {
	r := burdened(t)
	r.status("li", metrics.Away, "")
	r.look()
	r.press("tab", "M")
	r.look()
	r.pass(150)
	r.sees("send 5 → 3 people").press("1")
	if got := r.desk.sent; len(got) != 5 || got[0].Verb != metrics.Reassign {
		t.Errorf("sent %+v", got)
	}
}
