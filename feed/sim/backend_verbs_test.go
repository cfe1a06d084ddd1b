package sim

import (
	"testing"
	"time"

	"floorwalker/feed"
	"floorwalker/feed/desk"
	"floorwalker/metrics"
)

// From the desk over the wire to the stream, and into the audit.
func TestEveryVerbEndToEnd(t *testing.T) {
	h := build(t, Config{Seed: 1})
	c := h.sim.find(t, "owned and waiting", func(c *conversation) bool { return owned(c) && c.shop.name == "pdd" })
	other := h.sim.find(t, "owned and waiting too", func(x *conversation) bool {
		return x != c && x.owner != c.owner && owned(x) && x.shop.name == "pdd" && x.team.id == "presale"
	})
	about := func(c *conversation, m metrics.Command) metrics.Command {
		m.Conversation, m.ExpectOwner, m.Team = c.key, metrics.Text(c.ownerID()), c.team.id
		return m
	}
	commands := map[string]metrics.Command{
		"message.created":          about(c, metrics.Command{Verb: metrics.Nudge, Agent: c.owner.id}),
		"agent.status":             {Verb: metrics.SetStatus, Team: c.team.id, Agent: c.owner.id, Presence: metrics.Busy, Capacity: 30},
		"conversation.tagged":      about(c, metrics.Command{Verb: metrics.Tag, Priority: "urgent", Tags: []metrics.Text{"催"}}),
		"conversation.transferred": about(other, metrics.Command{Verb: metrics.Reassign, ToTeam: "aftersale", Undoes: "m0"}),
	}
	note := about(c, metrics.Command{Verb: metrics.Note, Words: "先给 95 折"})
	broadcast := metrics.Command{Verb: metrics.Broadcast, Team: "presale", Words: "先首响再解决"}
	h.open(t)
	zhao := h.supervisor(t, "zhao", time.Hour)
	sent := map[string]string{}
	for want, m := range commands {
		m.By = zhao.name
		sent[zhao.send(t, m)] = want
	}
	note.By, broadcast.By = zhao.name, zhao.name
	sent[zhao.send(t, note)], sent[zhao.send(t, broadcast)] = "message.created", "agent.status"
	for id, want := range sent {
		if r := zhao.reply(t, id, 0); r.State != metrics.CommandAccepted {
			t.Errorf("%s: %+v", want, r)
			continue
		}
		if e := h.awaitEvent(t, id); e["type"] != want || e["by"] != "zhao" {
			t.Errorf("%v, want %s", e, want)
		}
	}
	records := map[any]map[string]any{}
	for _, r := range h.stored(t, "CHAT_AUDIT") {
		records[r["verb"]] = r
	}
	if len(records) != 6 {
		t.Fatalf("%d verbs on record", len(records))
	}
	for verb, field := range map[string]struct {
		name string
		want any
	}{
		"status": {"capacity", 30.0}, "tag": {"priority", "urgent"}, "note": {"words", "先给 95 折"},
		"broadcast": {"words", "先首响再解决"}, "reassign": {"undoes", "m0"},
	} {
		if got := records[verb][field.name]; got != field.want {
			t.Errorf("%s has %s %v on record, want %v", verb, field.name, got, field.want)
		}
	}
}

func TestUnsupportedIsKnownBeforeAndRefused(t *testing.T) {
	h := build(t, Config{Seed: 1, Without: []Lack{{metrics.Reassign, "pdd"}}})
	c := h.sim.find(t, "owned on pdd", func(c *conversation) bool { return owned(c) && c.shop.name == "pdd" })
	to := h.sim.free(t, c).id
	h.open(t)
	known := make(chan desk.Capabilities, 10)
	s := &supervisor{name: "zhao", told: map[string][]metrics.CommandReply{}}
	d, err := desk.New(h.Connect(), s, desk.Options{Timeout: time.Hour, Capable: func(c desk.Capabilities) { known <- c }})
	if err != nil {
		t.Fatal(err)
	}
	s.Desk = d
	can := <-known
	if ok, why := can.Can(metrics.Reassign, "pdd", c.shop.id); ok || why == "" {
		t.Errorf("%v %q", ok, why)
	}
	if ok, _ := can.Can(metrics.Reassign, "feige", "beauty-02"); !ok {
		t.Error("it is left out elsewhere, too")
	}
	id := s.send(t, s.ask(t, c, to))
	if r := s.reply(t, id, 0); r.State != metrics.CommandRefused || r.Code != feed.CodeUnsupported {
		t.Errorf("%+v", r)
	}
	d.Close(t.Context())
}

// A backend that answers after the supervisor has given up is heard all the same.
func TestSlowBackend(t *testing.T) {
	h := build(t, Config{Seed: 1, Faults: Faults{Late: 1}})
	c := h.sim.find(t, "owned and waiting", owned)
	to := h.sim.free(t, c).id
	zhao := h.supervisor(t, "zhao", 50*time.Millisecond)
	m := zhao.ask(t, c, to)
	h.open(t)
	id := zhao.send(t, m)
	if r := zhao.reply(t, id, 0); r.State != metrics.CommandUnknown || r.Code != desk.CodeTimeout {
		t.Fatalf("%+v", r)
	}
	if r := zhao.reply(t, id, 1); r.State != metrics.CommandAccepted {
		t.Errorf("%+v", r)
	}
	h.awaitEvent(t, id)
}

// An event that is published twice has one id: readers see it once.
func TestDuplicateEvent(t *testing.T) {
	h := build(t, Config{Seed: 1, Faults: Faults{Double: 1}})
	c := h.sim.find(t, "owned and waiting", owned)
	to := h.sim.free(t, c).id
	zhao := h.supervisor(t, "zhao", time.Hour)
	m := zhao.ask(t, c, to)
	h.open(t)
	id := zhao.send(t, m)
	h.awaitEvent(t, id)
	ids := map[any]int{}
	for _, e := range h.stored(t, "CHAT") {
		if e["command"] == id {
			ids[e["id"]]++
		}
	}
	if len(ids) != 1 {
		t.Errorf("events of one command: %v", ids)
	}
}
