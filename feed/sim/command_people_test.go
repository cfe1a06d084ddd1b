package sim

import (
	"testing"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// about people: a command without a conversation.
func personal(id string, v metrics.Verb, a *agent) Request {
	r := Request{CommandRequest: feed.CommandRequest{ID: id, Verb: v, By: "zhao", Why: "rush"}, Supervisor: "zhao"}
	if a != nil {
		r.Agent, r.Team = string(a.id), string(a.team.id)
	}
	return r
}

// online is somebody at work who has a few conversations.
func (s *Simulator) online(t *testing.T) *agent {
	t.Helper()
	for _, a := range s.agents {
		if a.presence == metrics.Online && len(a.open) > 1 {
			return a
		}
	}
	t.Fatal("nobody is online")
	return nil
}

func (s *Simulator) accept(t *testing.T, r Request) {
	t.Helper()
	if a := s.Command(r); a.Reply.Status != feed.CommandAccepted {
		t.Fatalf("%+v: %+v", r, a)
	}
}

func (s *Simulator) mustRefuse(t *testing.T, r Request, code string) {
	t.Helper()
	if a := s.Command(r); a.Reply.Status != feed.CommandRefused || a.Reply.Code != code || a.Reply.Text == "" {
		t.Errorf("%+v: %+v, want %s", r, a.Reply, code)
	}
}

func TestCapacityAlone(t *testing.T) {
	s := busy(t, Config{Seed: 1})
	a := s.online(t)
	r := personal("c1", metrics.SetStatus, a)
	r.Capacity = 30
	s.accept(t, r)
	e := s.eventOf(t, "c1")
	if e.Type != metrics.AgentStatusChanged || e.Capacity != 30 || e.Presence != metrics.Online || e.Agent != a.id || e.Reason != "rush" || e.By != "zhao" {
		t.Errorf("%+v", e)
	}
	if a.capacity != 30 || a.silent > s.now {
		t.Errorf("capacity %d, silent until %v", a.capacity, a.silent)
	}
	r = personal("c2", metrics.SetStatus, s.online(t))
	r.Capacity = 1
	s.mustRefuse(t, r, feed.CodeFull)
}

func TestLendingToAnotherTeam(t *testing.T) {
	s := busy(t, Config{Seed: 1})
	a := s.online(t)
	former, to := a.team, s.teams[1]
	if to == former {
		to = s.teams[0]
	}
	r := personal("l1", metrics.SetStatus, a)
	r.To.Team = string(to.id)
	s.accept(t, r)
	if e := s.eventOf(t, "l1"); e.Team != to.id || e.Presence != metrics.Online {
		t.Errorf("%+v", e)
	}
	for _, x := range []struct {
		t  *team
		in bool
	}{{former, false}, {to, true}} {
		found := false
		for _, b := range x.t.agents {
			found = found || b == a
		}
		if found != x.in {
			t.Errorf("in %s: %v", x.t.id, found)
		}
	}
	r = personal("l2", metrics.SetStatus, a)
	r.Team = string(former.id)
	r.Status = "away"
	s.mustRefuse(t, r, feed.CodeNotMember)
	r = personal("l3", metrics.SetStatus, a)
	r.To.Team = "nowhere"
	s.mustRefuse(t, r, feed.CodeUnknownTeam)
}

func TestLendingIsToldBothTeams(t *testing.T) {
	p := NewPlayer(newFloor(t, Config{Seed: 1, Start: at(20, 0)}), nil, Pace{})
	status := func(team metrics.Text) *metrics.Event {
		return &metrics.Event{Type: metrics.AgentStatusChanged, Agent: "li", Team: team}
	}
	for i, want := range []metrics.Text{"", "", "presale", ""} {
		team := metrics.Text("presale")
		if i >= 2 {
			team = "aftersale"
		}
		if left := p.teamLeft(status(team)); left != want {
			t.Errorf("change %d leaves %q, want %q", i, left, want)
		}
	}
}

func TestBroadcast(t *testing.T) {
	s := busy(t, Config{Seed: 1})
	r := personal("b1", metrics.Broadcast, nil)
	r.Team, r.Words = "presale", "先首响再解决"
	s.accept(t, r)
	reached := map[metrics.Text]bool{}
	for _, e := range s.Step(s.now.Add(10 * metrics.Second)) {
		if e.Command == "b1" {
			reached[e.Agent] = true
			if e.Type != metrics.AgentStatusChanged || e.Reason != "先首响再解决" || e.Team != "presale" || e.Presence == metrics.Offline {
				t.Errorf("%+v", e)
			}
		}
	}
	on := 0
	for _, a := range s.teamNamed("presale").agents {
		if a.presence != metrics.Offline {
			on++
		}
	}
	if len(reached) != on || on == 0 {
		t.Errorf("%d reached of %d", len(reached), on)
	}
	r.ID, r.Team = "b2", "nowhere"
	s.mustRefuse(t, r, feed.CodeUnknownTeam)
	night := newFloor(t, Config{Seed: 1, Start: at(3, 0)})
	r.ID, r.Team = "b3", "presale"
	night.mustRefuse(t, r, feed.CodeOffline)
}

func TestWhatIsLeftOutIsRefused(t *testing.T) {
	s := busy(t, Config{Seed: 1, Without: []Lack{{metrics.Take, "pdd"}, {metrics.SetStatus, ""}, {metrics.Note, ""}}})
	pdd := s.find(t, "owned on pdd", func(c *conversation) bool { return owned(c) && c.shop.name == "pdd" })
	feige := s.find(t, "owned on feige", func(c *conversation) bool { return owned(c) && c.shop.name == "feige" })
	s.mustRefuse(t, request("t1", metrics.Take, pdd), feed.CodeUnsupported)
	s.accept(t, request("t2", metrics.Take, feige))
	r := personal("s1", metrics.SetStatus, s.online(t))
	r.Status = "away"
	s.mustRefuse(t, r, feed.CodeUnsupported)
	can := s.capability(metrics.Take)
	if can.Everywhere || can.Why == "" || can.Allows(metrics.ShopKey{Platform: "pdd", Shop: pdd.shop.id}) ||
		!can.Allows(metrics.ShopKey{Platform: "feige", Shop: feige.shop.id}) {
		t.Errorf("%+v", can)
	}
	if can := s.capability(metrics.Note); can.Everywhere || len(can.Shops) != 0 {
		t.Errorf("%+v", can)
	}
	if can := s.capability(metrics.Nudge); !can.Everywhere {
		t.Errorf("%+v", can)
	}
}
