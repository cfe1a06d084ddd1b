package sim

import (
	"testing"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// busy is a floor in its evening peak, with a free place here and there.
func busy(t testing.TB, c Config) *Simulator {
	t.Helper()
	c.Start = at(19, 40)
	if c.Rate == 0 {
		c.Rate = 4.5
	}
	s := newFloor(t, c)
	s.Step(at(20, 30))
	return s
}

// find is an open conversation, the first by number so that tests repeat.
func (s *Simulator) find(t *testing.T, what string, ok func(c *conversation) bool) *conversation {
	t.Helper()
	var best *conversation
	for range 3600 {
		for _, c := range s.chats {
			if !c.closed && c.moving == "" && ok(c) && (best == nil || c.number < best.number) {
				best = c
			}
		}
		if best != nil {
			return best
		}
		s.Step(s.now.Add(metrics.Second))
	}
	t.Fatalf("no conversation is %s", what)
	return nil
}

func owned(c *conversation) bool {
	return c.owner != nil && c.waiting && c.owner.presence == metrics.Online && c.shop.name != "taobao"
}

// request asks for something about c as its own team's supervisor would.
func request(id string, v metrics.Verb, c *conversation) Request {
	return Request{
		CommandRequest: feed.CommandRequest{
			ID: id, Verb: v, By: "zhao", Why: "silent", Expect: &feed.CommandExpect{Owner: c.ownerID()},
			Conversation: feed.CommandConversation{
				Platform: string(c.key.Platform), Shop: string(c.key.Shop), Conversation: string(c.key.Conversation),
			},
		},
		Team: string(c.team.id), Supervisor: "zhao",
	}
}

func moveTo(id string, c *conversation, to metrics.Text) Request {
	r := request(id, metrics.Reassign, c)
	r.To = feed.CommandTarget{Agent: string(to)}
	return r
}

// spare is an agent of its team who can take c; nil if there is none.
func (s *Simulator) spare(c *conversation) *agent {
	for _, a := range c.team.agents {
		if s.checkTarget(a, c) == nil {
			return a
		}
	}
	return nil
}

// free is a spare agent that the test cannot do without.
func (s *Simulator) free(t *testing.T, c *conversation) *agent {
	t.Helper()
	a := s.spare(c)
	if a == nil {
		t.Fatal("nobody is free")
	}
	return a
}

// eventOf plays until the event of a command comes.
func (s *Simulator) eventOf(t *testing.T, id metrics.Text) metrics.Event {
	t.Helper()
	for _, e := range s.Step(s.now.Add(10 * metrics.Second)) {
		if e.Command == id {
			return e
		}
	}
	t.Fatalf("no event of command %s", id)
	return metrics.Event{}
}

func TestReassign(t *testing.T) {
	s := busy(t, Config{Seed: 1})
	c := s.find(t, "owned and waiting", owned)
	from, to := c.owner, s.free(t, c)
	asked := s.now
	a := s.Command(moveTo("m1", c, to.id))
	if a.Reply.Status != feed.CommandAccepted || a.Silent || a.Delay <= 0 {
		t.Fatalf("%+v", a)
	}
	if c.owner != from {
		t.Error("it moved before its event")
	}
	e := s.eventOf(t, "m1")
	if e.Type != metrics.ConversationAssigned || e.Agent != to.id || e.From != from.id || e.By != "zhao" || e.Reason != "silent" || e.Time <= asked {
		t.Errorf("%+v", e)
	}
}

func TestReassignToTheQueue(t *testing.T) {
	s := busy(t, Config{Seed: 1})
	c := s.find(t, "owned and waiting", owned)
	from := c.owner
	r := request("q1", metrics.Reassign, c)
	r.To.Queue = true
	if a := s.Command(r); a.Reply.Status != feed.CommandAccepted {
		t.Fatalf("%+v", a)
	}
	if e := s.eventOf(t, "q1"); e.Agent != "" || e.From != from.id {
		t.Errorf("%+v", e)
	}
	if c.owner == from {
		t.Error("the router gave it back at once")
	}
}

func TestReassignToAnotherTeam(t *testing.T) {
	s := busy(t, Config{Seed: 1})
	c := s.find(t, "owned and waiting", owned)
	for _, to := range s.agents {
		if to.team != c.team && s.checkTarget(to, c) == nil {
			s.Command(moveTo("x1", c, to.id))
			if e := s.eventOf(t, "x1"); e.Team != to.team.id || c.team != to.team {
				t.Errorf("%+v", e)
			}
			return
		}
	}
	t.Fatal("nobody in the other team is free")
}

func TestTake(t *testing.T) {
	s := busy(t, Config{Seed: 2})
	c := s.find(t, "owned and waiting", owned)
	if a := s.Command(request("t1", metrics.Take, c)); a.Reply.Status != feed.CommandAccepted {
		t.Fatalf("%+v", a)
	}
	events := s.Step(s.now.Add(5 * metrics.Minute))
	known, taken, answered := false, false, false
	for _, e := range events {
		known = known || e.Type == metrics.AgentStatusChanged && e.Agent == "zhao" && e.Presence == metrics.Online
		taken = taken || e.Command == "t1" && e.Agent == "zhao" && known
		answered = answered || taken && e.Type == metrics.MessageCreated && e.Sender.ID == "zhao"
	}
	if !known || !taken || !answered {
		t.Errorf("known %v, taken %v, answered %v", known, taken, answered)
	}
	if a := s.Command(request("t2", metrics.Take, c)); !c.closed && a.Reply.Code != feed.CodeConflict {
		t.Errorf("taken twice: %+v", a)
	}
}

func TestNudgeMakesTheOwnerTurnToIt(t *testing.T) {
	heeded := 0
	for seed := range uint64(20) {
		s := busy(t, Config{Seed: seed})
		c := s.find(t, "overlooked", func(c *conversation) bool { return owned(c) && c.overlooked && c.owner.desk != c })
		r := request("n1", metrics.Nudge, c)
		r.Agent = c.ownerID()
		if a := s.Command(r); a.Reply.Status != feed.CommandAccepted {
			t.Fatalf("%+v", a)
		}
		e := s.eventOf(t, "n1")
		if e.Type != metrics.MessageCreated || !e.Private || e.By != "zhao" || e.Agent != c.owner.id {
			t.Fatalf("%+v", e)
		}
		s.Step(s.now.Add(2 * metrics.Minute))
		if !c.waiting {
			heeded++
		}
	}
	if heeded < 10 {
		t.Errorf("%d of 20 nudges helped", heeded)
	}
}

func TestStatus(t *testing.T) {
	s := busy(t, Config{Seed: 1})
	var a *agent
	for _, x := range s.agents {
		if x.presence == metrics.Online {
			a = x
		}
	}
	r := Request{
		CommandRequest: feed.CommandRequest{ID: "s1", Verb: metrics.SetStatus, Agent: string(a.id), Status: "away", Why: "swamped"},
		Team:           string(a.team.id), Supervisor: "zhao",
	}
	if got := s.Command(r); got.Reply.Status != feed.CommandAccepted {
		t.Fatalf("%+v", got)
	}
	e := s.eventOf(t, "s1")
	if e.Type != metrics.AgentStatusChanged || e.Presence != metrics.Away || e.Agent != a.id || e.By != "zhao" || e.Reason != "swamped" {
		t.Errorf("%+v", e)
	}
	for _, e := range s.Step(s.now.Add(5 * metrics.Minute)) {
		if e.Type == metrics.ConversationAssigned && e.Agent == a.id {
			t.Errorf("given to somebody who was sent away: %+v", e)
		}
	}
}

func TestRefusals(t *testing.T) {
	s := busy(t, Config{Seed: 1, Teams: 4, Agents: 40})
	c := s.find(t, "owned and waiting", owned)
	closed := s.find(t, "about to close", func(c *conversation) bool { return c.shop.name == "pdd" && c.closes })
	s.close(closed, "router", "test")
	taobao := s.find(t, "on taobao", func(c *conversation) bool { return c.shop.name == "taobao" && c.owner != nil })
	queued := s.find(t, "not owned", func(c *conversation) bool { return c.owner == nil && c.shop.name != "taobao" })
	free := s.free(t, c)
	var off, full, stranger *agent
	for _, a := range s.agents {
		switch {
		case a.presence == metrics.Offline && a.serves(c.shop):
			off = a
		case a.presence == metrics.Online && a.serves(c.shop) && a != c.owner && a != free:
			full = a
		case a.presence == metrics.Online && !a.serves(c.shop):
			stranger = a
		}
	}
	full.incoming = full.capacity
	status := func(agent, team string) Request {
		return Request{
			CommandRequest: feed.CommandRequest{Verb: metrics.SetStatus, Agent: agent, Status: "away"}, Team: team, Supervisor: "zhao",
		}
	}
	with := func(r Request, change func(*Request)) Request {
		change(&r)
		return r
	}
	other := "aftersale"
	if c.team.id == "aftersale" {
		other = "presale"
	}
	for name, x := range map[string]struct {
		r    Request
		code string
	}{
		"unknown conversation": {with(moveTo("", c, free.id), func(r *Request) { r.Conversation.Conversation = "c-none" }), feed.CodeUnknownConversation},
		"unprintable":          {with(moveTo("", c, free.id), func(r *Request) { r.Conversation.Conversation = "\x1b" }), feed.CodeUnknownConversation},
		"another team's":       {with(moveTo("", c, free.id), func(r *Request) { r.Team = other }), feed.CodeForbidden},
		"another name":         {with(moveTo("", c, free.id), func(r *Request) { r.By = "qian" }), feed.CodeForbidden},
		"expired":              {with(moveTo("", c, free.id), func(r *Request) { r.Expired = true }), feed.CodeExpired},
		"closed":               {moveTo("", closed, free.id), feed.CodeClosed},
		"another owner":        {with(moveTo("", c, free.id), func(r *Request) { r.Expect.Owner = "qian" }), feed.CodeConflict},
		"nobody expected":      {with(moveTo("", c, free.id), func(r *Request) { r.Expect.Owner = "" }), feed.CodeConflict},
		"same owner":           {moveTo("", c, c.owner.id), feed.CodeConflict},
		"unknown agent":        {moveTo("", c, "nobody"), feed.CodeUnknownAgent},
		"offline":              {moveTo("", c, off.id), feed.CodeOffline},
		"full":                 {moveTo("", c, full.id), feed.CodeFull},
		"no account":           {moveTo("", c, stranger.id), feed.CodeNotMember},
		"take on taobao":       {request("", metrics.Take, taobao), feed.CodeUnsupported},
		"nudge nobody":         {request("", metrics.Nudge, queued), feed.CodeConflict},
		"nudge another":        {with(request("", metrics.Nudge, c), func(r *Request) { r.Agent = "qian" }), feed.CodeConflict},
		"unknown verb":         {request("", "praise", c), feed.CodeUnsupported},
		"status of nobody":     {status("nobody", string(free.team.id)), feed.CodeUnknownAgent},
		"status elsewhere":     {status(string(free.id), other), feed.CodeNotMember},
		"status unknown":       {with(status(string(free.id), string(free.team.id)), func(r *Request) { r.Status = "asleep" }), feed.CodeInvalid},
	} {
		x.r.ID = name
		a := s.Command(x.r)
		if a.Reply.Status != feed.CommandRefused || a.Reply.Code != x.code || a.Reply.Text == "" || a.Reply.ID != name {
			t.Errorf("%s: %+v, want %s", name, a.Reply, x.code)
		}
	}
	for _, e := range s.Step(s.now.Add(metrics.Minute)) {
		if e.Command != "" {
			t.Errorf("a refused command had an effect: %+v", e)
		}
	}
}

func TestSameIDSameAnswerOneEffect(t *testing.T) {
	s := busy(t, Config{Seed: 1})
	c := s.find(t, "owned and waiting", owned)
	r := moveTo("once", c, s.free(t, c).id)
	first := s.Command(r)
	second := s.Command(r)
	n := 0
	for _, e := range s.Step(s.now.Add(10 * metrics.Second)) {
		if e.Command == "once" {
			n++
		}
	}
	r.Expired = true // asked again much later
	third := s.Command(r)
	if first.Reply.Status != feed.CommandAccepted || first.Reply != second.Reply || first.Reply != third.Reply || n != 1 {
		t.Errorf("%+v, %+v, %+v, %d events", first.Reply, second.Reply, third.Reply, n)
	}
	r.To.Agent = "somebody-else"
	if a := s.Command(r); a.Reply.Code != feed.CodeDuplicate {
		t.Errorf("the id with other content: %+v", a.Reply)
	}
}

func TestTwoSupervisorsRace(t *testing.T) {
	s := busy(t, Config{Seed: 1})
	c := s.find(t, "owned and waiting", owned)
	to := s.free(t, c)
	zhao, qian := moveTo("z", c, to.id), request("q", metrics.Take, c)
	qian.By, qian.Supervisor = "qian", "qian"
	first, second := s.Command(zhao), s.Command(qian)
	if first.Reply.Status != feed.CommandAccepted || second.Reply.Code != feed.CodeConflict {
		t.Fatalf("%+v, %+v", first.Reply, second.Reply)
	}
	s.eventOf(t, "z")
	qian.ID = "q2" // by the screen he still has
	if a := s.Command(qian); a.Reply.Code != feed.CodeConflict || a.Reply.Owner != string(to.id) {
		t.Errorf("%+v", a.Reply)
	}
}

func TestMovesOnTheirWayFillTheirTarget(t *testing.T) {
	s := busy(t, Config{Seed: 3, Rate: 5})
	c := s.find(t, "owned and waiting", owned)
	to := s.free(t, c)
	accepted := 0
	for _, x := range s.chats {
		if x.closed || x.owner == nil || x.team != c.team || x.owner == to || !to.serves(x.shop) {
			continue
		}
		room := !to.full()
		a := s.Command(moveTo("b-"+string(x.key.Conversation)+string(x.key.Shop), x, to.id))
		if ok := a.Reply.Status == feed.CommandAccepted; ok != room {
			t.Fatalf("room %v: %+v", room, a.Reply)
		} else if ok {
			accepted++
		}
	}
	s.Step(s.now.Add(2 * metrics.Second))
	if accepted == 0 || to.incoming != 0 {
		t.Errorf("%d accepted, %d still coming", accepted, to.incoming)
	}
}
