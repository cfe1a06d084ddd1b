package metrics_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"floorwalker/metrics"
	"floorwalker/metrics/proof"
)

func conversation(id metrics.Text) metrics.ConversationKey {
	return metrics.ConversationKey{Platform: "pdd", Shop: "s1", Conversation: id}
}

// TestPaceOnScreen: the pace kept while events come in is the report's, for
// everybody who works in one shop only (R49).
func TestPaceOnScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := soups.Draw(t, "soup")
		f := metrics.New(s.policy(t))
		events := decoded(t, s.shuffled(t))
		given := 0
		for range rapid.IntRange(1, 4).Draw(t, "looks") {
			f.Advance(s.moment(t, f.Now()))
			for upto := rapid.IntRange(given, len(events)).Draw(t, "given"); given < upto; given++ {
				f.Apply(&events[given])
			}
			comparePace(t, f)
		}
	})
}

// TestPromisesOnScreen: those kept while events come in are the report's (R45).
func TestPromisesOnScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := soups.Draw(t, "soup")
		f := metrics.New(s.policy(t))
		for _, e := range decoded(t, s.shuffled(t)) {
			f.Apply(&e)
		}
		for range 3 {
			f.Advance(s.moment(t, f.Now()))
			want, got := map[string]bool{}, map[string]bool{}
			for shop, r := range f.Report().Shops {
				for _, key := range r.House.Promised {
					want[shop+" "+string(key)] = true
				}
			}
			for _, p := range f.View(metrics.Query{}).Promised {
				got[fmt.Sprintf("%s/%s %s", p.Key.Platform, p.Key.Shop, p.Key.Conversation)] = true
			}
			if !maps.Equal(want, got) {
				t.Fatalf("promised on the screen: %v, in the report: %v", got, want)
			}
		}
	})
}

func comparePace(t *rapid.T, f *metrics.Floor) {
	want, shops := map[metrics.Text]metrics.Span{}, map[string]int{}
	for _, shop := range f.Report().Shops {
		for person, figure := range shop.House.Pace {
			shops[person]++
			if figure.Median != nil {
				want[metrics.Text(person)] = *figure.Median
			}
		}
	}
	for _, a := range f.View(metrics.Query{}).Agents {
		if shops[string(a.ID)] <= 1 && a.Pace != want[a.ID] {
			t.Fatalf("%s: pace %d on the screen, %d in the report", a.ID, a.Pace, want[a.ID])
		}
	}
}

func TestStory(t *testing.T) {
	tl := tell(t, `
		10:00:00 buyer c1 who=b1 text=在吗
		10:00:30 order.placed - order=o7 buyer=b1 amount=129.00
		10:01:30 a1 c1 text=在的
		10:01:40 a1 c1 text=加微信聊
		10:01:50 message.recalled c1 ref=e3
		10:02:00 buyer c1 who=b1 text=好
		10:02:10 assigned c1 agent=a2
		10:30:00 buyer c1 who=b1 text=later`)
	f := tl.floor("10:05:00")
	s := f.View(metrics.Query{Story: conversation("c1")}).Story
	if s == nil {
		t.Fatal("no story of a known conversation")
	}
	var steps []string
	for _, step := range s.Steps {
		steps = append(steps, fmt.Sprintf("%s %s %q wait=%d gone=%v forgotten=%v %v", step.Type, step.Who, step.Words, step.Wait/metrics.Second, step.Gone, step.Forgotten, step.Rules))
	}
	want := `message.created b1 "" wait=0 gone=false forgotten=true []
message.created a1 "" wait=90 gone=false forgotten=true []
message.created a1 "" wait=0 gone=true forgotten=true [contact]
message.recalled  "" wait=0 gone=false forgotten=false []
message.created b1 "" wait=0 gone=false forgotten=true []
conversation.assigned a2 "" wait=0 gone=false forgotten=false []`
	if got := strings.Join(steps, "\n"); got != want {
		t.Errorf("steps:\n%s\nwant\n%s", got, want)
	}
	if len(s.Orders) != 1 || s.Orders[0].ID != "o7" || s.Owner != "a2" || s.Waiting == nil {
		t.Errorf("orders %+v, owner %s, waiting %v", s.Orders, s.Owner, s.Waiting)
	}
	if f.View(metrics.Query{Story: conversation("nobody")}).Story != nil {
		t.Error("a story of nobody")
	}
}

// TestTextsAreHeldUpToALimit: the latest texts are told, older ones are said to
// be forgotten, and none is ever another's.
func TestTextsAreHeldUpToALimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := metrics.New(metrics.DefaultPolicy())
		f.HoldTexts(rapid.IntRange(8<<10, 100<<10).Draw(t, "bytes"))
		start := evening().Add(-metrics.Hour)
		n := rapid.IntRange(1, 120).Draw(t, "messages")
		for i := range n {
			e := line{int32(i % 3), int32(i), start.Add(metrics.Span(i) * metrics.Second)}.event()
			e.Shop, e.Sender.Kind = "s1", metrics.Agent
			e.Text = metrics.Text(strings.Repeat(fmt.Sprintf("%03d ", i), rapid.IntRange(1, 1200).Draw(t, "words")))
			f.Apply(&e)
		}
		f.Advance(evening())
		for c := range min(3, n) {
			s := f.View(metrics.Query{Story: conversation(metrics.Text(fmt.Sprintf("c%d", c)))}).Story
			for i, step := range s.Steps {
				if want := fmt.Sprintf("%03d ", 3*i+c); !step.Forgotten && !strings.HasPrefix(string(step.Words), want) {
					t.Fatalf("message %d says %.8q, want %q", i, step.Words, want)
				}
			}
			if last := s.Steps[len(s.Steps)-1]; c == (n-1)%3 && last.Forgotten {
				t.Fatal("the last text of all is forgotten")
			}
		}
	})
}

// TestHistoryTakesNoWordsFromToday: what is read late, of days ago, does not push
// out what was said lately; and is not missed. What was said lately is, until it is
// some hours old.
func TestHistoryTakesNoWordsFromToday(t *testing.T) {
	f := metrics.New(metrics.DefaultPolicy())
	f.HoldTexts(100 << 10)
	tell := func(n int, of string, at metrics.Time) {
		for i := range n {
			e := line{0, int32(i), at.Add(metrics.Span(i) * metrics.Second)}.event()
			e.ID, e.Conversation, e.Shop = metrics.Text(fmt.Sprint(of, i)), metrics.Text(of), "s1"
			e.Text = metrics.Text(strings.Repeat("x", 1000))
			f.Apply(&e)
		}
	}
	forgotten := func(of metrics.Text) (n int) {
		for _, step := range f.View(metrics.Query{Story: conversation(of)}).Story.Steps {
			if step.Forgotten {
				n++
			}
		}
		return n
	}
	f.Advance(evening())
	tell(50, "today", evening().Add(-metrics.Hour))
	tell(300, "old", evening().Add(-9*metrics.Day))
	if n := forgotten("today"); n != 0 || f.TextsDropped() != 0 {
		t.Errorf("%d texts of today are forgotten, %d are missed", n, f.TextsDropped())
	}
	if n := forgotten("old"); n < 200 || n == 300 {
		t.Errorf("%d texts of 300 in a room for 50 more are forgotten", n)
	}
	tell(300, "now", evening().Add(-10*metrics.Minute))
	if n := f.TextsDropped(); n < 200 || n > 300 {
		t.Errorf("%d are missed", n)
	}
	f.Advance(evening().Add(5 * metrics.Hour))
	if n := f.TextsDropped(); n != 0 {
		t.Errorf("%d are missed hours later", n)
	}
}

// TestLongTextsAreCutOnARune: a text is never broken inside a character.
func TestLongTextsAreCutOnARune(t *testing.T) {
	f := metrics.New(metrics.DefaultPolicy())
	f.HoldTexts(1 << 20)
	f.Advance(evening())
	e := line{0, 0, evening()}.event()
	e.Text = metrics.Text("a" + strings.Repeat("好", 3000))
	f.Apply(&e)
	s := f.View(metrics.Query{Story: metrics.ConversationKey{Platform: "pdd", Shop: "s0", Conversation: "c0"}}).Story
	if words := string(s.Steps[0].Words); !utf8.ValidString(words) || len(words) < 4000 {
		t.Errorf("%d bytes, ending in %q", len(words), words[len(words)-4:])
	}
}

func TestShopPage(t *testing.T) {
	tl := tell(t, `
		08T10:00:00 buyer c1 who=b1
		08T10:01:00 a1 c1
		09T10:00:00 buyer c2 who=b2
		09T11:30:00 a1 c2
		10T09:10:00 buyer c3 who=b3
		10T09:11:00 a1 c3
		10T11:00:00 buyer c4 who=b4`)
	f := tl.floor("10T11:02:00")
	q := metrics.Query{Shop: metrics.ShopKey{Platform: "pdd", Shop: "s1"}}
	if f.View(q).Page != nil {
		t.Error("a page before anything was read")
	}
	for f.Settle(1) > 0 {
	}
	p := f.View(q).Page
	if p == nil {
		t.Fatal("no page")
	}
	report := f.Report().Shops["pdd/s1"]
	var m *metrics.PageMetric
	for i := range p.Metrics {
		if p.Metrics[i].Row.Metric == "pdd_reply_5m" {
			m = &p.Metrics[i]
		}
	}
	var days []string
	for _, d := range m.Days {
		days = append(days, fmt.Sprintf("%s %d/%d", d.Date, d.Tally.OK, d.Tally.N))
	}
	if got := strings.Join(days, ", "); got != "2026-03-07 0/0, 2026-03-08 1/1, 2026-03-09 0/1, 2026-03-10 1/1" {
		t.Errorf("days: %s", got)
	}
	if m.Open != 1 || m.Final != march(t, "11:05:00") {
		t.Errorf("%d open until %v", m.Open, m.Final)
	}
	if got, want := m.Forecast, report.Forecast["pdd_reply_5m"]; jsonText(t, got) != jsonText(t, want) {
		t.Errorf("forecast %s, the report has %s", jsonText(t, got), jsonText(t, want))
	}
	if got, want := p.Robot, report.House.Robot; jsonText(t, got) != jsonText(t, want) {
		t.Errorf("robot %s, the report has %s", jsonText(t, got), jsonText(t, want))
	}
	if len(p.Hours) != 2 || p.Hours[0].From != march(t, "09:00:00") || len(p.Hours[0].Rates) != len(p.Metrics) {
		t.Errorf("hours: %+v", p.Hours)
	}
}

func jsonText(t testing.TB, v any) string { return proof.Plain(jsonOf(t, v)) }

func TestActivity(t *testing.T) {
	tl := tell(t, `
		10:00:00 buyer c1
		10:00:05 assigned c1 agent=a1
		10:00:06 agent.status - agent=a1 status=away
		10:00:07 conversation.transferred c1 agent=a2 from=a1 by=zhao
		10:00:08 rating.submitted c1 score=5
		10:00:09 rating.submitted c1 score=1 agent=a2
		10:20:00 escalated c1 agent=a2`)
	var got []string
	for _, h := range tl.floor("10:10:00").View(metrics.Query{}).Activity {
		got = append(got, h.Type.String()+" "+string(h.Who)+" "+string(h.By))
	}
	if s := strings.Join(got, ", "); s != "rating.submitted a2 , conversation.transferred a2 zhao, agent.status a1 " {
		t.Errorf("activity: %s", s)
	}
}

func TestQueuesByGroup(t *testing.T) {
	f := openFloor(240)
	for by, groups := range map[metrics.GroupBy]int{metrics.ByTeam: 1, metrics.ByShop: 12, metrics.ByPlatform: 1, metrics.ByStage: 1} {
		v := f.View(metrics.Query{Group: by})
		waiting := 0
		for _, q := range v.Queues {
			waiting += q.Waiting
		}
		if len(v.Queues) != groups || waiting != 240 || v.Counts.Waiting != 240 {
			t.Errorf("group %d: %d queues with %d of %d waiting", by, len(v.Queues), waiting, v.Counts.Waiting)
		}
	}
}

// TestPinnedRowsAreNotCutOff: a VIP whom the limit would cut stays in the view.
func TestPinnedRowsAreNotCutOff(t *testing.T) {
	f := openFloor(300)
	late := line{299, 0, evening()}.event()
	late.ID, late.Conversation, late.Sender.Tier = "vip", "vip", "vip"
	f.Apply(&late)
	v := f.View(metrics.Query{Limit: 10, Sort: metrics.ByWait})
	if len(v.Waiting) != 11 || v.Waiting[10].Lane != metrics.LaneVIP {
		t.Errorf("%d rows, the last is %+v", len(v.Waiting), v.Waiting[len(v.Waiting)-1])
	}
}

func TestOutcomes(t *testing.T) {
	move := func(c metrics.Text, to metrics.Text) metrics.Command {
		return metrics.Command{ID: "move-" + string(c), Verb: metrics.Reassign, Conversation: conversation(c), To: to, Asked: march(t, "10:00:30")}
	}
	f := tell(t, `
		10:00:00 buyer c1
		10:00:00 buyer c2
		10:00:00 buyer c3
		10:00:00 buyer c4`).floor("10:00:30")
	f.View(metrics.Query{})
	for _, c := range []metrics.Text{"c1", "c2", "c3", "c4"} {
		f.Asked(move(c, "a2"))
	}
	later := tell(t, `
		10:00:00 buyer c1
		10:00:00 buyer c2
		10:00:00 buyer c3
		10:00:00 buyer c4
		10:00:40 assigned c1 agent=a2 command=move-c1
		10:00:40 assigned c2 agent=a2 command=move-c2
		10:00:40 assigned c3 agent=a2 command=move-c3
		10:00:40 assigned c4 agent=a2 command=move-c4
		10:01:00 a2 c1
		10:01:10 assigned c2 agent=a9
		10:04:00 a2 c4`)
	for _, e := range decodeLines(t, strings.NewReader(strings.Join(later.lines, "\n"))) {
		f.Apply(&e)
	}
	for now, want := range map[string]metrics.Outcomes{
		"10:00:50": {Open: 4},
		"10:02:00": {Open: 2, Saved: 1, Bounced: 1},
		"10:05:00": {Saved: 1, Lost: 3},
	} {
		f.Advance(march(t, now))
		if got := f.View(metrics.Query{}).Outcomes; got != want {
			t.Errorf("at %s: %+v, want %+v", now, got, want)
		}
	}
}
