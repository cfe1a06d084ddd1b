package metrics_test

import (
	"fmt"
	"strings"
	"testing"

	"floorwalker/metrics"
)

// plan writes a plan down: nudge and take with their chance, then the people
// with their chance or why not.
func plan(p *metrics.MovePlan) string {
	if p == nil {
		return "none"
	}
	out := []string{fmt.Sprintf("left %ds nudge %s %s%s take %s", p.Left/metrics.Second, p.Nudge.Agent, p.Nudge.Chance, unfit(&p.Nudge), p.Take.Chance)}
	for i := range p.People {
		c := &p.People[i]
		out = append(out, fmt.Sprintf("%s %s%s", c.Agent, c.Chance, unfit(c)))
	}
	return strings.Join(out, "; ")
}

func unfit(c *metrics.Candidate) string {
	if c.Unfit == metrics.Fit {
		return ""
	}
	return " (" + c.Unfit.String() + ")"
}

func TestPlan(t *testing.T) {
	tl := tell(t, `
		09:00:00 agent.status - agent=a1 status=online capacity=5 team=presale
		09:00:00 agent.status - agent=a2 status=online capacity=5 team=presale
		09:00:00 agent.status - agent=a3 status=away capacity=5 team=presale
		09:00:00 agent.status - agent=a4 status=online capacity=1 team=presale
		09:00:00 agent.status - agent=a5 status=online capacity=5 team=aftersale
		09:30:00 buyer c9 team=presale
		09:30:01 assigned c9 agent=a4 team=presale
		09:30:20 a4 c9 team=presale
		09:40:00 buyer c8 team=presale
		09:40:20 a2 c8 team=presale
		09:40:30 closed c8
		10:00:00 buyer c1 team=presale
		10:00:01 assigned c1 agent=a1 team=presale`)
	for now, want := range map[string]string{
		// Alone with one buyer, a1 answers about as soon as a2 would: no move.
		"10:01:00": "left 120s nudge a1 in time take in time; a2 late; a1 late (owner); a3 late (away); a4 late (full)",
		"10:02:10": "left 50s nudge a1 tight take tight; a2 tight; a1 late (owner); a3 late (away); a4 late (full)",
		"10:02:50": "left 10s nudge a1 late take late; a2 late; a1 late (owner); a3 late (away); a4 late (full)",
	} {
		v := tl.floor(now).View(metrics.Query{Move: conversation("c1")})
		if got := plan(v.Move); got != want {
			t.Errorf("at %s: %s\nwant %s", now, got, want)
		}
	}
	if got := plan(tl.floor("10:01:00").View(metrics.Query{Move: conversation("c8")}).Move); got != "none" {
		t.Errorf("a plan for a conversation that does not wait: %s", got)
	}
}

// TestPlanKnows: who answered in the shop today, and who has written in the
// conversation before.
func TestPlanKnows(t *testing.T) {
	v := tell(t, `
		09:00:00 agent.status - agent=a1 status=online capacity=5
		09:00:00 agent.status - agent=a2 status=online capacity=5
		09:30:00 buyer c1
		09:30:20 a1 c1
		10:00:00 buyer c1`).floor("10:00:30").View(metrics.Query{Move: conversation("c1")})
	for _, c := range v.Move.People {
		if knows := c.Agent == "a1"; c.KnowsShop != knows || c.KnowsBuyer != knows {
			t.Errorf("%s: knows the shop %v, the buyer %v", c.Agent, c.KnowsShop, c.KnowsBuyer)
		}
	}
}

// TestNudgeInVain: who said nothing since he was nudged is not nudged again.
func TestNudgeInVain(t *testing.T) {
	f := tell(t, `
		09:00:00 agent.status - agent=a1 status=online capacity=5
		10:00:00 buyer c1
		10:00:01 assigned c1 agent=a1`).floor("10:00:20")
	f.Asked(metrics.Command{ID: "n1", Verb: metrics.Nudge, Agent: "a1", Conversation: conversation("c1"), Asked: march(t, "10:00:20")})
	f.Advance(march(t, "10:01:00"))
	n := f.View(metrics.Query{Move: conversation("c1")}).Move.Nudge
	if n.Unfit != metrics.UnfitSilent || n.Chance != metrics.NoChance {
		t.Errorf("%s %s", n.Unfit, n.Chance)
	}
}

// TestSpread: the shop with the fewest misses left comes first, nobody gets
// more than his share, and rows that are answered soonest where they are stay.
func TestSpread(t *testing.T) {
	now := evening()
	row := func(id, shop metrics.Text, left metrics.Span) metrics.Waiting {
		return metrics.Waiting{
			Key:  metrics.ConversationKey{Platform: "pdd", Shop: shop, Conversation: id},
			Team: "presale", Owner: "gone", Charged: "gone", Deadline: now.Add(left), Since: now.Add(-metrics.Minute),
		}
	}
	v := &metrics.View{
		Now: now,
		Agents: []metrics.AgentRow{
			{ID: "a1", Team: "presale", Presence: metrics.Online, Capacity: 9, AnswerTime: 20 * metrics.Second},
			{ID: "a2", Team: "presale", Presence: metrics.Online, Capacity: 9, AnswerTime: 40 * metrics.Second},
			{ID: "away", Team: "presale", Presence: metrics.Away, Capacity: 9, AnswerTime: 5 * metrics.Second},
			{ID: "other", Team: "aftersale", Presence: metrics.Online, Capacity: 9, AnswerTime: 5 * metrics.Second},
		},
		Shops: []metrics.ShopRow{
			{Key: metrics.ShopKey{Platform: "pdd", Shop: "rich"}, Left: 90},
			{Key: metrics.ShopKey{Platform: "pdd", Shop: "poor"}, Left: 2},
		},
	}
	rows := []metrics.Waiting{
		row("c1", "rich", 50*metrics.Second), row("c2", "poor", 60*metrics.Second), row("c3", "rich", 100*metrics.Second),
		row("c4", "rich", metrics.Hour), row("c5", "rich", metrics.Hour),
	}
	p := v.Spread(append(rows, rows[0]), metrics.SpreadLimit{PerHead: 2})
	var got []string
	for _, m := range p.Moves {
		got = append(got, fmt.Sprintf("%s to %s in %ds %s", m.Row.Key.Conversation, m.To, m.Expected/metrics.Second, m.Chance))
	}
	const want = "c2 to a1 in 34s in time, c3 to a2 in 54s in time, c4 to a1 in 68s in time, c5 to a2 in 108s in time"
	if s := strings.Join(got, ", "); s != want || len(p.Left) != 1 || p.Left[0].Key.Conversation != "c1" {
		t.Errorf("%s, left %d\nwant %s", s, len(p.Left), want)
	}
	if p.Before != 5 || p.After != 1 {
		t.Errorf("%d lost before, %d after", p.Before, p.After)
	}
}
