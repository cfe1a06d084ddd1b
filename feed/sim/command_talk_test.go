package sim

import (
	"slices"
	"testing"

	"floorwalker/feed"
	"floorwalker/metrics"
)

func TestTag(t *testing.T) {
	s := busy(t, Config{Seed: 1})
	c := s.find(t, "owned and waiting", owned)
	r := request("g1", metrics.Tag, c)
	r.Priority, r.Tags = "urgent", []string{"催发货", "大单"}
	s.accept(t, r)
	e := s.eventOf(t, "g1")
	if e.Type != metrics.ConversationTagged || e.Priority != "urgent" || !slices.Equal(e.Tags, []metrics.Text{"催发货", "大单"}) ||
		e.Stage == "" || e.Topic == "" || e.By != "zhao" {
		t.Errorf("%+v", e)
	}
	r = request("g2", metrics.Tag, c)
	r.Priority = "high"
	s.accept(t, r)
	if e := s.eventOf(t, "g2"); e.Priority != "high" || len(e.Tags) != 2 {
		t.Errorf("tags are lost: %+v", e)
	}
	r.ID = "g3"
	r.Expect.Owner = c.ownerID()
	s.mustRefuse(t, r, feed.CodeConflict)
}

func TestNoteAnswersNobody(t *testing.T) {
	s := busy(t, Config{Seed: 1})
	c := s.find(t, "owned and waiting", owned)
	r := request("n1", metrics.Note, c)
	r.Words, r.Expect.Owner = "先给 95 折", "somebody-else"
	s.accept(t, r)
	e := s.eventOf(t, "n1")
	if e.Type != metrics.MessageCreated || !e.Private || e.Text != "先给 95 折" || e.Sender.ID != "zhao" {
		t.Errorf("%+v", e)
	}
}

func TestReassignToATeam(t *testing.T) {
	s := busy(t, Config{Seed: 1})
	c := s.find(t, "owned and waiting", func(c *conversation) bool { return owned(c) && c.team.id == "presale" })
	from := c.owner
	r := request("m1", metrics.Reassign, c)
	r.To.Team = "aftersale"
	s.accept(t, r)
	e := s.eventOf(t, "m1")
	if e.Type != metrics.ConversationTransferred || e.Team != "aftersale" || e.Agent != "" || e.From != from.id {
		t.Errorf("%+v", e)
	}
	if c.team.id != "aftersale" || c.owner == from || c.owner != nil && c.owner.team != c.team {
		t.Errorf("with %s of %s", c.ownerID(), c.team.id)
	}
	r = request("m2", metrics.Reassign, c)
	r.To.Team = "nowhere"
	s.mustRefuse(t, r, feed.CodeUnknownTeam)
}

func TestAnswerToAnEscalation(t *testing.T) {
	s := busy(t, Config{Seed: 1, Rate: 8})
	c := s.find(t, "held for a supervisor", func(c *conversation) bool { return c.held && c.owner != nil })
	r := request("a1", metrics.Answer, c)
	r.Words = "可以"
	s.accept(t, r)
	second := request("a2", metrics.Answer, c)
	second.Supervisor, second.By = "qian", "qian"
	s.mustRefuse(t, second, feed.CodeConflict)
	e := s.eventOf(t, "a1")
	if e.Type != metrics.EscalationAnswered || e.By != "zhao" || e.Agent != c.owner.id || e.Text != "可以" {
		t.Errorf("%+v", e)
	}
	late := request("a3", metrics.Answer, c)
	s.mustRefuse(t, late, feed.CodeConflict)
	for _, e := range s.Step(s.now.Add(15 * metrics.Minute)) {
		if e.Type == metrics.EscalationAnswered && keyOf(&e) == c.key && e.By == "shift-lead" {
			t.Errorf("it is answered again: %+v", e)
		}
	}
}
