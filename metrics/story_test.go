package metrics_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"floorwalker/metrics"
	"floorwalker/metrics/proof"
)

// tale is a hand-made floor: one line an event, "10:00:05 buyer c1 key=value".
// A time may carry a day, "11T08:00:00", of March 2026; without one it is the
// 10th. The shop is pdd/s1.
type tale struct {
	testing.TB
	lines []string
	knobs string
}

func tell(t testing.TB, text string) *tale {
	tl := &tale{TB: t}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		tl.lines = append(tl.lines, tl.event(strings.Fields(line)))
	}
	return tl
}

func (tl *tale) event(words []string) string {
	at := words[0]
	if !strings.Contains(at, "T") {
		at = "10T" + at
	}
	fields := []string{
		fmt.Sprintf(`"id":"e%d","time":"2026-03-%s+08:00","platform":"pdd","shop":"s1"`, len(tl.lines), at),
	}
	if words[2] != "-" {
		fields = append(fields, `"conversation":"`+words[2]+`"`)
	}
	who := words[1] + "-" + words[2]
	if len(words) > 3 && strings.HasPrefix(words[3], "who=") {
		who = words[3][len("who="):]
		words = slices.Delete(slices.Clone(words), 3, 4)
	}
	switch words[1] {
	case "buyer", "robot":
		fields = append(fields, fmt.Sprintf(`"type":"message.created","sender":{"kind":%q,"id":%q}`, words[1], who))
	case "closed", "handoff", "assigned", "escalated", "tagged":
		fields = append(fields, `"type":"conversation.`+words[1]+`"`)
	default:
		if strings.Contains(words[1], ".") {
			fields = append(fields, `"type":"`+words[1]+`"`)
			break
		}
		fields = append(fields, fmt.Sprintf(`"type":"message.created","sender":{"kind":"agent","id":%q}`, words[1]))
	}
	for _, w := range words[3:] {
		key, value, _ := strings.Cut(w, "=")
		if !json.Valid([]byte(value)) {
			value = `"` + value + `"`
		}
		fields = append(fields, fmt.Sprintf("%q:%s", key, value))
	}
	return "{" + strings.Join(fields, ",") + "}"
}

// floor plays the tale up to an instant of the 10th, or of another day.
func (tl *tale) floor(now string) *metrics.Floor {
	tl.Helper()
	p := metrics.DefaultPolicy()
	if tl.knobs != "" {
		if err := p.ReadKnobs([]byte(tl.knobs)); err != nil {
			tl.Fatal(err)
		}
	}
	f := metrics.New(p)
	f.Advance(march(tl, now))
	for _, e := range decodeLines(tl, strings.NewReader(strings.Join(tl.lines, "\n"))) {
		f.Apply(&e)
	}
	return f
}

func march(t testing.TB, s string) metrics.Time {
	if !strings.Contains(s, "T") {
		s = "10T" + s
	}
	return instant(t, "2026-03-"+s+"+08:00")
}

func (tl *tale) at(now, path string) string {
	tl.Helper()
	return proof.Plain(dig(jsonOf(tl, tl.floor(now).Report())["shops"].(map[string]any)["pdd/s1"], strings.Split(path, "/")))
}

func (tl *tale) want(now, path, want string) {
	tl.Helper()
	if got := tl.at(now, path); got != want {
		tl.Errorf("at %s: %s = %s, want %s", now, path, got, want)
	}
}

// TestFrozenDay: a reply that came in the next morning restates the day; what
// had been printed at midnight stays beside it (R7).
func TestFrozenDay(t *testing.T) {
	tl := tell(t, `
		10:00:00 buyer c1
		10:00:40 a1 c1 received=2026-03-11T09:00:00+08:00`)
	tl.want("11T12:00:00", "days/2026-03-10/pdd_human_3m/ok", "1")
	tl.want("11T12:00:00", "days/2026-03-10/frozen/pdd_human_3m/ok", "0")
	tl.want("11T12:00:00", "days/2026-03-10/frozen/pdd_human_3m/miss", "1")
	in := tell(t, "10:00:00 buyer c1\n10:00:40 a1 c1 received=2026-03-11T00:09:59+08:00")
	in.want("11T12:00:00", "days/2026-03-10/frozen", "<nil>")
}

// TestCoverage: an hour that the gateway never delivered is a fifteenth of the
// assessed day; a gate built on it is unknown, until the merchant's own figure
// fills the hole.
func TestCoverage(t *testing.T) {
	text := `
		07T10:00:00 buyer c1
		07T10:01:00 a1 c1
		08T10:00:00 buyer c2
		08T10:01:00 a1 c2
		09T10:00:00 buyer c3
		09T10:01:00 a1 c3
		10:00:00 source.status - watermark=2026-03-10T10:00:00+08:00 missing=[{"from":"2026-03-09T11:00:00+08:00","to":"2026-03-09T12:00:00+08:00"}]`
	tl := tell(t, text)
	tl.want("10:00:05", "days/2026-03-09/coverage/pct", "93.33")
	tl.want("10:00:05", "days/2026-03-09/coverage/missing_ms", "3600000")
	tl.want("10:00:05", "gates/new_arrivals", "<nil>")
	filled := tell(t, text+"\n10:00:01 baseline.set - metric=pdd_reply_1h day=2026-03-09 ok=90 n=100 by=lead")
	filled.want("10:00:05", "gates/new_arrivals", "true")
	filled.want("10:00:05", "rolling/pdd_reply_1h/official_3d/n", "102")
}

// TestSilentGateway: what lies beyond the last watermark is unknown, not late.
func TestSilentGateway(t *testing.T) {
	tl := tell(t, `
		10:00:00 buyer c1
		10:00:02 source.status - watermark=2026-03-10T10:00:02+08:00`)
	tl.want("10:20:00", "days/2026-03-10/pdd_human_3m/pending", "1")
	tl.want("10:20:00", "days/2026-03-10/pdd_human_3m/n", "0")
	heard := tell(t, strings.Join([]string{
		"10:00:00 buyer c1",
		`10:00:02 source.status - watermark=2026-03-10T10:00:02+08:00`,
		`10:20:00 source.status - watermark=2026-03-10T10:20:00+08:00`,
	}, "\n"))
	heard.want("10:20:00", "days/2026-03-10/pdd_human_3m/miss", "1")
}

// TestSplits: an obligation belongs to the team, stage and hour of its message
// (R41).
func TestSplits(t *testing.T) {
	tl := tell(t, `
		10:00:00 buyer c1 team=pre
		10:00:10 a1 c1
		11:30:00 tagged c1 stage=aftersale
		11:30:00 buyer c1 team=after
		11:40:00 a1 c1`)
	// The tag sorts after the message of the same instant: it is not in force yet.
	tl.want("12:00:00", "days/2026-03-10/splits/teams/pre/turn_3m/ok", "1")
	tl.want("12:00:00", "days/2026-03-10/splits/teams/after/turn_3m/miss", "1")
	tl.want("12:00:00", "days/2026-03-10/splits/hours/11/turn_3m/miss", "1")
	tl.want("12:00:00", "days/2026-03-10/splits/stages//turn_3m/n", "2")
}

// TestExplainAddsUp: the conversations behind a figure are as many as it counts.
func TestExplainAddsUp(t *testing.T) {
	tl := tell(t, `
		10:00:00 buyer c1
		10:01:00 a1 c1
		10:00:00 buyer c2
		10:30:00 buyer c3
		10:30:05 robot c3
		11:59:00 buyer c4`)
	f := tl.floor("12:00:00")
	x, err := f.Explain(metrics.ShopKey{Platform: "pdd", Shop: "s1"}, "days.2026-03-10.pdd_human_3m")
	if err != nil {
		t.Fatal(err)
	}
	if len(x.OK) != 1 || x.OK[0].Conversation != "c1" || *x.OK[0].Wait != metrics.Minute ||
		len(x.Miss) != 1 || x.Miss[0].Conversation != "c2" || x.Miss[0].Answered != nil ||
		len(x.Excluded) != 1 || len(x.Pending) != 1 {
		t.Errorf("behind the figure: %+v", x)
	}
	if got := proof.Plain(x.Tally.OK) + "/" + proof.Plain(x.Tally.N); got != "1/2" {
		t.Errorf("explained tally %s, the figure is 1/2", got)
	}
	for figure, want := range map[string]string{
		"days.2026-03-10.first_response": "1/1 p3", "agents.2026-03-10.a1.reply.30": "0/1", "agents.2026-03-10.a1.reply.180": "1/1",
		"agents.2026-03-10.(unassigned).reply.180": "0/1 p1", "rolling.pdd_reply_5m.projected_3d": "2/3 p1",
		"days.2026-03-10.pdd_avg_response": "1/1 p2 x1",
	} {
		x, err := f.Explain(metrics.ShopKey{Platform: "pdd", Shop: "s1"}, figure)
		if err != nil {
			t.Errorf("%s: %v", figure, err)
			continue
		}
		if got := tallyString(jsonOf(t, x.Tally)); got != want {
			t.Errorf("%s is explained by %s, want %s", figure, got, want)
		}
		if len(x.Rules) == 0 || x.Formula == "" {
			t.Errorf("%s names no rule", figure)
		}
	}
	for _, bad := range []string{"", "agents.2026-03-10.a1.reply.60", "agents.2026-03-10.a9.reply.30", "days.x.pdd_human_3m", "days.2026-03-10.pdd_human_3", "rolling.turn_3m.live"} {
		if _, err := f.Explain(metrics.ShopKey{Platform: "pdd", Shop: "s1"}, bad); err == nil {
			t.Errorf("%q is explained", bad)
		}
	}
}

// TestLanes: what is pinned, and when it goes.
func TestLanes(t *testing.T) {
	tl := tell(t, `
		10:00:00 buyer c1
		10:00:10 a1 c1 text=加微信聊
		10:01:00 complaint.opened c1
		10:02:00 escalated c2 agent=a2
		10:03:00 rating.submitted c1 score=1
		10:10:00 closed c1
		10:20:00 escalation.answered c2 by=lead`)
	lanes := func(now string) string {
		var kinds []string
		for _, l := range tl.floor(now).View(metrics.Query{}).Lanes {
			kinds = append(kinds, l.Kind.String())
		}
		return strings.Join(kinds, " ")
	}
	for now, want := range map[string]string{
		"10:05:00": "complaint ask rating hit", "10:15:00": "ask rating hit", "10:25:00": "rating hit",
		"10:32:00": "rating", "10:40:00": "",
	} {
		if got := lanes(now); got != want {
			t.Errorf("at %s: %q, want %q", now, got, want)
		}
	}
}

// TestRoster: planned against present, breaks beyond what is granted (R47).
func TestRoster(t *testing.T) {
	p := metrics.DefaultPolicy()
	from, to := march(t, "09:00:00"), march(t, "18:00:00")
	p.Roster = []metrics.Shift{
		{Person: "a1", Team: "pre", From: from, To: to, Allowance: 30 * metrics.Minute},
		{Person: "a2", Team: "pre", From: from, To: to},
	}
	f := metrics.New(p)
	f.Advance(march(t, "12:42:00"))
	for i, e := range []metrics.Event{
		{Time: from, Agent: "a1", Presence: metrics.Online}, {Time: march(t, "12:00:00"), Agent: "a1", Presence: metrics.Away},
	} {
		e.ID, e.Type, e.Team = metrics.Text(fmt.Sprint(i)), metrics.AgentStatusChanged, "pre"
		f.Apply(&e)
	}
	v := f.View(metrics.Query{})
	if len(v.Queues) != 1 || v.Queues[0].Planned != 2 || v.Queues[0].Present != 0 {
		t.Errorf("queues: %+v", v.Queues)
	}
	if len(v.Agents) != 1 || v.Agents[0].Overrun != 12*metrics.Minute {
		t.Errorf("agents: %+v", v.Agents)
	}
}

// TestScreenAndReportAgree: the sums kept while events come in are the figures
// of the report.
func TestScreenAndReportAgree(t *testing.T) {
	f := metrics.New(metrics.DefaultPolicy())
	f.Advance(evening())
	for _, l := range crowd(400, 9) {
		e := l.event()
		f.Apply(&e)
	}
	shops := jsonOf(t, f.Report())["shops"].(map[string]any)
	rows := f.View(metrics.Query{}).Shops
	if len(rows) != 12*4 {
		t.Fatalf("%d judgements of 12 shops by 4 metrics", len(rows))
	}
	for _, r := range rows {
		shop := shops[r.Key.String()]
		today := dig(shop, []string{"days", "2026-03-10", r.Metric})
		if got := tallyString(today.(map[string]any)); got != tallyString(jsonOf(t, r.Today.Figure())) {
			t.Errorf("%s %s: the report has %s, the screen %+v", r.Key, r.Metric, got, r.Today)
		}
		if left := dig(shop, []string{"budget", r.Metric, "misses_left"}); proof.Plain(left) != proof.Plain(r.Left) {
			t.Errorf("%s %s: the report has %v left, the screen %d", r.Key, r.Metric, left, r.Left)
		}
	}
}

// TestRowHearsOfItsBuyersDay: a handed-off conversation whose buyer wrote in it
// at night only has no obligation of its own before the handoff; its row still
// loses a step when the buyer's other conversation does (R50).
func TestRowHearsOfItsBuyersDay(t *testing.T) {
	tl := tell(t, `
		03:18:00 buyer c2 who=u0
		09:29:00 buyer c1 who=u0
		10:20:00 handoff c2`)
	f := tl.floor("10:28:00")
	next := func(now string) string {
		f.Advance(march(t, now))
		for _, w := range f.View(metrics.Query{}).Waiting {
			if w.Key.Conversation == "c2" {
				return w.State.String()
			}
		}
		return "gone"
	}
	for _, step := range []struct{ now, want string }{{"10:28:30", "past"}, {"10:29:30", "lost"}} {
		if got := next(step.now); got != step.want {
			t.Errorf("at %s the row is %s, want %s", step.now, got, step.want)
		}
	}
}

// TestRobotTakesTheTurnFromAllOwners: what a robot answers in time is nobody's,
// not even of him who had it before (R8, R37).
func TestRobotTakesTheTurnFromAllOwners(t *testing.T) {
	tl := tell(t, `
		10:00:00 assigned c1 agent=a0
		10:00:01 buyer c1
		10:00:02 a0 c1
		10:00:10 buyer c1
		10:00:30 assigned c1 agent=a2
		10:00:50 robot c1`)
	tl.want("10:10:00", "agents/2026-03-10/a0/reply/180/forgiven", "0")
	tl.want("10:10:00", "agents/2026-03-10/a0/reply/30/forgiven", "1") // the robot was later than that
}

// TestFirstMessageOfADayOpensASession: a conversation that was moved and closed
// on a day before anybody wrote in it has no session to come back to: the next
// buyer opens one, and nobody is in charge (R12, R36).
func TestFirstMessageOfADayOpensASession(t *testing.T) {
	tl := tell(t, `
		09T16:01:00 buyer c1 who=b1
		10T11:48:33 assigned c1 agent=a2
		10T11:49:04 closed c1
		10T11:49:33 buyer c1 who=b2`)
	tl.want("10T12:40:00", "agents/2026-03-09/a2/reply/180/forgiven", "1")
}

// TestNobodyIsNobodyElse: two conversations in which no buyer wrote have no
// buyer in common, so the second is not the first one's return (R11, R40).
func TestNobodyIsNobodyElse(t *testing.T) {
	tl := tell(t, `
		10:00:00 handoff c1
		10:00:02 a1 c1
		10:00:30 closed c1
		10:40:00 handoff c2`)
	tl.want("10:50:00", "days/2026-03-10/contact_centre/fcr/open", "1")
	tl.want("10:50:00", "days/2026-03-10/contact_centre/fcr/repeat", "0")
}
