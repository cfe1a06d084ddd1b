package metrics_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"floorwalker/metrics"
	"floorwalker/metrics/proof"
)

// soup is a random floor: few shops, conversations, buyers and agents, close
// together in time, so that everything overlaps with everything.
type soup struct {
	lines [][]byte // in order of time
	knobs map[string]any
	start metrics.Time
	end   metrics.Time
}

var soupKinds = []string{
	"buyer", "buyer", "buyer", "buyer", "agent", "agent", "agent", "robot", "robot", "auto", "note",
	"assigned", "transferred", "handoff", "closed", "closed", "rating", "recall", "delete", "complaint",
	"order", "order", "invited", "refund.requested", "refund.completed", "refund.disputed", "tagged", "source",
}

var soupSteps = []int64{0, 0, 1, 999, 29_000, 30_000, 31_000, 90_000, 180_000, 600_000, 900_000, 3_600_000, 6 * 3_600_000}

var soups = rapid.Custom(drawSoup)

// GoString prints a soup for a person who looks for the cause.
func (s soup) GoString() string {
	return fmt.Sprintf("knobs %v\n%s", s.knobs, bytes.Join(s.lines, []byte("\n")))
}

func drawSoup(t *rapid.T) soup {
	s := soup{knobs: drawKnobs(t)}
	start, _ := metrics.ParseDate("2026-03-08")
	s.start = metrics.Shanghai.Midnight(start).Add(metrics.Span(rapid.Int64Range(6, 23).Draw(t, "hour")) * metrics.Hour)
	at := s.start
	n := rapid.IntRange(1, 60).Draw(t, "events")
	shops := rapid.SampledFrom([][]string{{"pdd/s1"}, {"pdd/s1", "pdd/s2"}, {"feige/s1"}, {"taobao/s1", "jd/s1"}, {"helpdesk/s1"}}).Draw(t, "shops")
	var messages []string
	for i := range n {
		at = at.Add(metrics.Span(rapid.SampledFrom(soupSteps).Draw(t, "step")))
		e := drawEvent(t, i, at, shops, messages)
		if e["type"] == "message.created" {
			messages = append(messages, e["id"].(string))
		}
		line, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		s.lines = append(s.lines, line)
	}
	s.end = at
	return s
}

func drawKnobs(t *rapid.T) map[string]any {
	k := map[string]any{}
	maybe := func(name string, values ...any) {
		if rapid.IntRange(0, 5).Draw(t, name) == 0 {
			k[name] = rapid.SampledFrom(values).Draw(t, name+" value")
		}
	}
	maybe("clock", "business")
	maybe("buyer_recall", "cancel")
	maybe("agent_recall", "count")
	maybe("agent_clock", "buyer_message")
	maybe("transfer_unanswered", "charge", "forgive")
	maybe("csat_attribution", "all")
	maybe("reply_skew_ms", 1000, 40_000)
	maybe("window_start", "00:00:00", "09:30:00")
	maybe("window_end", "24:00:00", "22:00:00")
	maybe("reopen_gap_s", 60)
	return k
}

func drawEvent(t *rapid.T, i int, at metrics.Time, shops, messages []string) map[string]any {
	platform, shop, _ := strings.Cut(rapid.SampledFrom(shops).Draw(t, "shop"), "/")
	kind := rapid.SampledFrom(soupKinds).Draw(t, "kind")
	e := map[string]any{
		"id": fmt.Sprintf("e%02d", i), "time": int64(at), "platform": platform, "shop": shop, "team": "t1",
		"conversation": fmt.Sprintf("%s-c%d", shop, rapid.IntRange(0, 2).Draw(t, "conversation")),
	}
	agent := func() string { return fmt.Sprintf("a%d", rapid.IntRange(0, 2).Draw(t, "agent")) }
	buyer := func() string { return fmt.Sprintf("u%d", rapid.IntRange(0, 1).Draw(t, "buyer")) }
	message := func(kind, who string) {
		e["type"], e["sender"] = "message.created", map[string]any{"kind": kind, "id": who}
	}
	switch kind {
	case "buyer":
		message("buyer", buyer())
		e["text"] = rapid.SampledFrom([]string{"在吗", "转人工", "a HUMAN please"}).Draw(t, "words")
		e["offline"] = rapid.IntRange(0, 9).Draw(t, "offline") == 0
	case "agent", "auto":
		message(kind, agent())
		e["text"] = rapid.SampledFrom([]string{"好的", "稍等,马上查", "Let me check"}).Draw(t, "answer")
	case "note":
		message("agent", agent())
		e["private"] = true
	case "robot":
		message("robot", "bot")
		if rapid.IntRange(0, 3).Draw(t, "assisted") == 0 {
			e["assisted"], e["agent"] = true, agent()
		}
	case "assigned", "transferred":
		e["type"] = "conversation." + kind
		if rapid.IntRange(0, 4).Draw(t, "back") > 0 {
			e["agent"] = agent()
		}
	case "handoff", "closed":
		e["type"] = "conversation." + kind
	case "tagged":
		e["type"], e["tier"] = "conversation.tagged", rapid.SampledFrom([]string{"vip", "plain", ""}).Draw(t, "tier")
	case "invited":
		e["type"] = "rating.invited"
	case "rating":
		e["type"], e["score"] = "rating.submitted", rapid.IntRange(1, 5).Draw(t, "score")
	case "source":
		delete(e, "conversation")
		e["type"], e["state"] = "source.status", "up"
		e["watermark"] = int64(at) - rapid.SampledFrom([]int64{0, 4_000, 9_999, 10_000, 700_000}).Draw(t, "behind")
	case "complaint":
		e["type"] = "complaint.opened"
	case "recall", "delete":
		e["type"] = map[string]string{"recall": "message.recalled", "delete": "message.deleted"}[kind]
		e["ref"] = "e00"
		if len(messages) > 0 {
			e["ref"] = rapid.SampledFrom(messages).Draw(t, "ref")
		}
	case "order":
		delete(e, "conversation")
		e["type"], e["buyer"], e["order"] = "order.placed", buyer(), fmt.Sprintf("o%d", i)
		e["grouped"], e["items"] = rapid.Bool().Draw(t, "grouped"), rapid.IntRange(1, 3).Draw(t, "items")
		if rapid.Bool().Draw(t, "priced") {
			e["amount"] = float64(rapid.IntRange(0, 99_999).Draw(t, "amount")) / 100
		}
	default:
		delete(e, "conversation")
		e["type"], e["refund"] = kind, fmt.Sprintf("r%d", rapid.IntRange(0, 1).Draw(t, "refund"))
		e["liable"] = rapid.SampledFrom([]string{"seller", "buyer"}).Draw(t, "liable")
	}
	return e
}

func (s *soup) policy(t *rapid.T) *metrics.Policy {
	p := metrics.DefaultPolicy()
	knobs, err := json.Marshal(s.knobs)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.ReadKnobs(knobs); err != nil {
		t.Fatal(err)
	}
	return p
}

func decoded(t *rapid.T, lines [][]byte) []metrics.Event {
	var tb quiet
	return decodeLines(&tb, bytes.NewReader(bytes.Join(lines, []byte("\n"))))
}

// quiet is a testing.TB for helpers under rapid, which has its own T.
type quiet struct{ testing.TB }

func (*quiet) Helper()                   {}
func (*quiet) Fatal(args ...any)         { panic(fmt.Sprint(args...)) }
func (*quiet) Fatalf(f string, a ...any) { panic(fmt.Sprintf(f, a...)) }

// TestEngineAgreesWithTwin plays random floors in random order, with
// duplicates, past random instants, and compares every figure with the twin's.
func TestEngineAgreesWithTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		defer metrics.CountFrom(rapid.SampledFrom([]int{1, 64}).Draw(t, "count from"))()
		s := soups.Draw(t, "soup")
		lines := s.shuffled(t)
		f := metrics.New(s.policy(t))
		events := decoded(t, lines)
		given := 0
		for range rapid.IntRange(1, 3).Draw(t, "looks") {
			upto := rapid.IntRange(given, len(events)).Draw(t, "given")
			now := s.moment(t, f.Now())
			f.Advance(now)
			for ; given < upto; given++ {
				f.Apply(&events[given])
			}
			compare(t, f, lines[:given], now, s.knobs)
		}
	})
}

// shuffled are the soup's lines in random order, some twice.
func (s *soup) shuffled(t *rapid.T) [][]byte {
	order := make([]int, len(s.lines))
	for i := range order {
		order[i] = i
	}
	for range rapid.IntRange(0, 3).Draw(t, "duplicates") {
		order = append(order, rapid.IntRange(0, len(s.lines)-1).Draw(t, "duplicate"))
	}
	var lines [][]byte
	for _, i := range rapid.Permutation(order).Draw(t, "order") {
		lines = append(lines, s.lines[i])
	}
	return lines
}

// moment is an instant from the last one on: an interesting one, at or beside
// an event's time or a deadline.
func (s *soup) moment(t *rapid.T, from metrics.Time) metrics.Time {
	var e struct{ Time metrics.Time }
	if err := json.Unmarshal(s.lines[rapid.IntRange(0, len(s.lines)-1).Draw(t, "beside")], &e); err != nil {
		t.Fatal(err)
	}
	offsets := []metrics.Span{-1, 0, 1, 30_000, 30_001, 180_000, 180_001, 300_001, 900_001, 3_600_000, 3_600_001, metrics.Day}
	return max(from, e.Time.Add(rapid.SampledFrom(offsets).Draw(t, "offset")))
}

func compare(t *rapid.T, f *metrics.Floor, lines [][]byte, now metrics.Time, knobs map[string]any) {
	if err := proof.Compare(f, lines, now, knobs); err != nil {
		t.Fatalf("at %d: %v, given\n%s", now, err, bytes.Join(lines, []byte("\n")))
	}
}
