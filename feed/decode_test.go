package feed

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"floorwalker/metrics"
)

// at is the instant of the examples below.
const at = "2026-03-10T10:00:00.123+08:00"

const atTime = metrics.Time(1773108000123)

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     metrics.Event
	}{
		{
			"message", `{"id":"e1","type":"message.created","time":"` + at + `","platform":"pdd","shop":"s1","team":"presale","conversation":"c1",
			"sender":{"kind":"buyer","id":"u1","name":"小\u0007明","tier":"vip"},"text":"在吗\n亲","media":"image","unknown":{"a":[1]}}`,
			metrics.Event{
				ID: "e1", Type: metrics.MessageCreated, Time: atTime, Platform: "pdd", Shop: "s1", Team: "presale", Conversation: "c1",
				Sender: metrics.Sender{Kind: metrics.Buyer, ID: "u1", Name: "小明", Tier: "vip"}, Text: "在吗 亲", Media: "image", Amount: metrics.NoAmount,
			},
		},
		{
			"reply of a robot", `{"id":"e2","type":"message.created","time":1773108000123,"conversation":"c1","sender":{"kind":"robot"},"agent":"a1",
			"name":"阿强","assisted":true,"quick":true,"offline":true,"private":true,"producer":"gw1","received":1773108001}`,
			metrics.Event{
				ID: "e2", Type: metrics.MessageCreated, Time: atTime, Received: 1773108001000, Conversation: "c1", Sender: metrics.Sender{Kind: metrics.Robot},
				Agent: "a1", Name: "阿强", Assisted: true, Quick: true, Offline: true, Private: true, Producer: "gw1", Amount: metrics.NoAmount,
			},
		},
		{
			"transfer", `{"id":"e3","type":"conversation.transferred","time":1773108000.123,"conversation":"c1","agent":"",
			"from":"a1","by":"sup","reason":"full","command":"k1"}`,
			metrics.Event{
				ID: "e3", Type: metrics.ConversationTransferred, Time: atTime, Conversation: "c1", From: "a1", By: "sup",
				Reason: "full", Command: "k1", Amount: metrics.NoAmount,
			},
		},
		{
			"tags", `{"id":"e4","type":"conversation.tagged","time":1773108000,"conversation":"c1","stage":"presale","topic":"size",
			"priority":"high","tags":["a","b\n"],"tier":"vip"}`,
			metrics.Event{
				ID: "e4", Type: metrics.ConversationTagged, Time: 1773108000000, Conversation: "c1", Stage: "presale", Topic: "size", Priority: "high",
				Tags: []metrics.Text{"a", "b "}, Tier: "vip", Amount: metrics.NoAmount,
			},
		},
		{
			"agent", `{"id":"e5","type":"agent.status","time":1773108000,"team":"presale","agent":"a1","name":"阿强",
			"status":"away","native":"小休","capacity":8,"reason":"lunch"}`,
			metrics.Event{
				ID: "e5", Type: metrics.AgentStatusChanged, Time: 1773108000000, Team: "presale", Agent: "a1", Name: "阿强",
				Presence: metrics.Away, Native: "小休", Capacity: 8, Reason: "lunch", Amount: metrics.NoAmount,
			},
		},
		{
			"rating", `{"id":"e6","type":"rating.submitted","time":1773108000,"conversation":"c1","score":5,"target":"robot","invited_at":1773107000}`,
			metrics.Event{
				ID: "e6", Type: metrics.RatingSubmitted, Time: 1773108000000, Conversation: "c1", Score: 5, Target: "robot",
				InvitedAt: 1773107000000, Amount: metrics.NoAmount,
			},
		},
		{
			"order", `{"id":"e7","type":"order.placed","time":1773108000,"order":"o1","buyer":"u1","amount":129.9,
			"items":3,"grouped":false,"ship_by":1773208000,"shipped":true}`,
			metrics.Event{
				ID: "e7", Type: metrics.OrderPlaced, Time: 1773108000000, Order: "o1", Buyer: "u1", Amount: 12990, Items: 3,
				Ungrouped: true, ShipBy: 1773208000000, Shipped: true,
			},
		},
		{
			"free order", `{"id":"e8","type":"order.placed","time":1773108000,"order":"o1","buyer":"u1","amount":0,"grouped":true}`,
			metrics.Event{ID: "e8", Type: metrics.OrderPlaced, Time: 1773108000000, Order: "o1", Buyer: "u1"},
		},
		{
			"order without amount", `{"id":"e9","type":"order.placed","time":1773108000,"order":"o1","buyer":"u1","amount":null,"grouped":null}`,
			metrics.Event{ID: "e9", Type: metrics.OrderPlaced, Time: 1773108000000, Order: "o1", Buyer: "u1", Amount: metrics.NoAmount},
		},
		{
			"review", `{"id":"e10","type":"review.submitted","time":1773108000,"order":"o1","stars":2,"score":4}`,
			metrics.Event{ID: "e10", Type: metrics.ReviewSubmitted, Time: 1773108000000, Order: "o1", Score: 2, Amount: metrics.NoAmount},
		},
		{
			"dispute", `{"id":"e11","type":"refund.disputed","time":1773108000,"order":"o1","refund":"r1","liable":"seller"}`,
			metrics.Event{ID: "e11", Type: metrics.RefundDisputed, Time: 1773108000000, Order: "o1", Refund: "r1", Liable: "seller", Amount: metrics.NoAmount},
		},
		{
			"source", `{"id":"e12","type":"source.status","time":1773108000,"platform":"pdd","shop":"s1",
			"state":"up","watermark":1773107999,"missing":[{"from":1773107000,"to":1773107100}]}`,
			metrics.Event{
				ID: "e12", Type: metrics.SourceReported, Time: 1773108000000, Platform: "pdd", Shop: "s1", State: "up", Watermark: 1773107999000,
				Missing: []metrics.Gap{{From: 1773107000000, To: 1773107100000}}, Amount: metrics.NoAmount,
			},
		},
		{
			"baseline", `{"id":"e13","type":"baseline.set","time":1773108000,"platform":"pdd","shop":"s1","metric":"pdd_reply_5m",
			"day":"2026-03-09","ok":90,"n":100,"by":"sup"}`,
			metrics.Event{
				ID: "e13", Type: metrics.BaselineSet, Time: 1773108000000, Platform: "pdd", Shop: "s1", Metric: "pdd_reply_5m",
				Day: 20521, OK: 90, N: 100, By: "sup", Amount: metrics.NoAmount,
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := metrics.Event{Text: "left over", Tags: []metrics.Text{"left", "over"}, Shipped: true}
			if err := Decode([]byte(c.in), &got); err != nil {
				t.Fatal(err)
			}
			if got.Digest == 0 || got.Digest != Digest(&got) {
				t.Errorf("digest %x", got.Digest)
			}
			got.Digest = 0
			if a, b := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", c.want); a != b {
				t.Errorf("got  %s\nwant %s", a, b)
			}
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	message := func(more string) string {
		return `{"id":"e1","type":"message.created","time":1773108000,"conversation":"c1","sender":{"kind":"buyer"}` + more + `}`
	}
	of := func(kind, more string) string {
		return `{"id":"e1","type":"` + kind + `","time":1773108000` + more + `}`
	}
	for _, c := range []struct{ name, in, want string }{
		{"empty", ``, "no valid JSON at byte 0: unexpected EOF"},
		{"no JSON", `hello`, "no valid JSON at byte 0: invalid character 'h' at start of value"},
		{"truncated", message("")[:50], "no valid JSON at byte 50: unexpected EOF"},
		{"trailing garbage", message("") + "x", "no valid JSON at byte 100: invalid character 'x' after top-level value"},
		{"array", `[]`, "is an array, not what belongs there"},
		{"null", `null`, "type: is missing"},
		{"duplicate keys", message(`,"id":"e2"`), `id: no valid JSON at byte 100: duplicate object member name`},
		{"duplicate unknown keys", message(`,"x":1,"x":2`), `x: no valid JSON at byte 106: duplicate object member name`},
		{"invalid utf-8", message(",\"text\":\"a\xffb\""), "text: no valid JSON at byte 109: invalid UTF-8"},
		{
			"half a surrogate pair", message(`,"text":"\ud83d"`),
			`text: no valid JSON at byte 108: invalid surrogate pair ` + "`" + `\ud83d"}` + "`" + ` in string`,
		},
		{
			"raw line end in a string", message(",\"text\":\"a\nb\""),
			`text: no valid JSON at byte 109: invalid character '\n' in string (expecting non-control character)`,
		},
		{"number for text", message(`,"text":5`), "text: is a number that does not fit there"},
		{"text for number", of("agent.status", `,"agent":"a","status":"away","capacity":"8"`), "capacity: is a string, not what belongs there"},
		{"object for text", message(`,"sender2":1,"text":{}`), "text: is an object, not what belongs there"},
		{"array for sender", of("message.created", `,"conversation":"c","sender":[]`), "sender: is an array, not what belongs there"},
		{"text for flag", message(`,"private":"yes"`), "private: is a string, not what belongs there"},
		{"fraction for count", of("order.placed", `,"order":"o","buyer":"b","items":1.5`), "items: is a number that does not fit there"},
		{"huge count", of("order.placed", `,"order":"o","buyer":"b","items":1e30`), "items: is a number that does not fit there"},
		{"no id", `{"type":"message.created","time":1773108000}`, "id: is missing"},
		{"unprintable id", `{"id":"e\u001b[31m","type":"message.created","time":1}`, "id: has characters that an identifier may not have"},
		{"long id", `{"id":"` + strings.Repeat("x", 257) + `","type":"message.created","time":1}`, "id: longer than 256 bytes"},
		{
			"unprintable conversation", of("message.created", `,"conversation":"a\u200bb","sender":{"kind":"buyer"}`),
			"conversation: has characters that an identifier may not have",
		},
		{"no type", `{"id":"e1","time":1773108000}`, "type: is missing"},
		{"no time", `{"id":"e1","type":"message.created","conversation":"c","sender":{"kind":"buyer"}}`, "time: is missing"},
		{
			"local time", `{"id":"e1","type":"message.created","time":"2026-03-10T10:00:00"}`,
			"time: is neither RFC 3339 with an offset nor unix seconds or milliseconds",
		},
		{"time is text", `{"id":"e1","type":"message.created","time":"now"}`, "time: is neither RFC 3339 with an offset nor unix seconds or milliseconds"},
		{"time is an object", `{"id":"e1","type":"message.created","time":{}}`, "time: is neither RFC 3339 with an offset nor unix seconds or milliseconds"},
		{"time before 1970", `{"id":"e1","type":"message.created","time":-5}`, "time: is not between 1970 and 9999"},
		{"time beyond all", `{"id":"e1","type":"message.created","time":1e300}`, "time: is not between 1970 and 9999"},
		{"message without conversation", of("message.created", `,"sender":{"kind":"buyer"}`), "conversation: is missing"},
		{"recall without conversation", of("message.recalled", `,"ref":"e0"`), "conversation: is missing"},
		{"recall of nothing", of("message.recalled", `,"conversation":"c"`), "ref: is missing"},
		{"deletion of nothing", of("message.deleted", `,"conversation":"c"`), "ref: is missing"},
		{"close of nothing", of("conversation.closed", ``), "conversation: is missing"},
		{"unknown sender", of("message.created", `,"conversation":"c","sender":{"kind":"ghost"}`), "sender.kind: is not buyer, agent, robot, auto or system"},
		{"nobody's status", of("agent.status", `,"status":"away"`), "agent: is missing"},
		{"unknown status", of("agent.status", `,"agent":"a","status":"asleep"`), "status: is not online, away, busy or offline"},
		{"negative capacity", of("agent.status", `,"agent":"a","status":"away","capacity":-1`), "capacity: is negative"},
		{"score out of range", of("rating.submitted", `,"conversation":"c","score":6`), "score: is not 1 to 5"},
		{"score missing", of("rating.submitted", `,"conversation":"c"`), "score: is not 1 to 5"},
		{"stars missing", of("review.submitted", `,"order":"o","score":5`), "stars: is not 1 to 5"},
		{"order without buyer", of("order.placed", `,"order":"o"`), "buyer: is missing"},
		{"order without id", of("order.updated", `,"buyer":"b"`), "order: is missing"},
		{"negative amount", of("order.placed", `,"order":"o","buyer":"b","amount":-1`), "amount: is not between 0 and 10000000000000"},
		{"complaint about nothing", of("complaint.opened", ``), "conversation, order or buyer: is missing"},
		{"refund of nothing", of("refund.completed", ``), "refund or order: is missing"},
		{"nobody's heartbeat", of("source.status", ``), "platform: is missing"},
		{
			"gap that runs backwards", of("source.status", `,"platform":"p","missing":[{"from":1773108000,"to":1773107000}]`),
			"missing: has a gap that ends before it begins",
		},
		{"baseline without day", of("baseline.set", `,"platform":"p","shop":"s","metric":"m","ok":1,"n":2`), "day: is missing"},
		{"baseline with a bad day", of("baseline.set", `,"platform":"p","shop":"s","metric":"m","day":"10 March"`), "day: is no date of the form 2006-01-02"},
		{"baseline beyond all", of("baseline.set", `,"platform":"p","shop":"s","metric":"m","day":"2026-03-09","ok":3,"n":2`), "ok: is not between 0 and n"},
		{"large", message(`,"text":"` + strings.Repeat("x", MaxPayload) + `"`), "has 65646 bytes, more than 65536"},
		{"deep", strings.Repeat("[", 60_000), "is an array, not what belongs there"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var e metrics.Event
			err := Decode([]byte(c.in), &e)
			if bad, ok := errors.AsType[*MalformedError](err); !ok || bad.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestDecodeUnknownType(t *testing.T) {
	var e metrics.Event
	err := Decode([]byte(`{"id":"e1","type":"coffee.brewed\u0007","time":1773108000}`), &e)
	if !errors.Is(err, ErrUnknownType) || err.Error() != `unknown type "coffee.brewed"` {
		t.Errorf("got %v", err)
	}
}

func TestDecodeBombs(t *testing.T) {
	bomb := strings.Repeat(`\u001b[31m\u202e\u0334`, 1000)
	in := `{"id":"e1","type":"message.created","time":1773108000,"conversation":"c","sender":{"kind":"buyer","name":"` + bomb + `"},"text":"a` + bomb + `"}`
	var e metrics.Event
	if err := Decode([]byte(in), &e); err != nil {
		t.Fatal(err)
	}
	if e.Sender.Name != "…" || e.Text != "a̴̴̴̴" {
		t.Errorf("name %q, text %q", e.Sender.Name, e.Text)
	}
}

func TestStampEscaped(t *testing.T) {
	var e metrics.Event
	in := `{"id":"e1","type":"conversation.opened","time":"2026-03-10T10:00:00.123\u002b08:00","conversation":"c"}`
	if err := Decode([]byte(in), &e); err != nil || e.Time != atTime {
		t.Errorf("%v, %v", e.Time, err)
	}
}

func TestDecoderCounts(t *testing.T) {
	var d Decoder
	var e metrics.Event
	where := func(i int) func() string { return func() string { return fmt.Sprintf("line %d", i) } }
	for i := range 25 {
		if err := d.Decode(fmt.Appendf(nil, "\x1bbad %d", i), &e, metrics.Time(i), where(i)); err == nil {
			t.Fatal("decoded")
		}
	}
	for _, in := range []string{
		`{"id":"e1","type":"x","time":1}`,
		`{"id":"e1","type":"conversation.opened","time":1773108000,"conversation":"c"}`,
	} {
		_ = d.Decode([]byte(in), &e, 0, where(0))
	}
	if got := d.Counts(); got != (Counts{Events: 1, Malformed: 25, Unknown: 1}) {
		t.Errorf("%+v", got)
	}
	samples := d.Samples()
	if len(samples) != maxSamples {
		t.Fatalf("%d samples", len(samples))
	}
	for i, s := range samples {
		if want := metrics.Text(fmt.Sprintf("line %d", i+5)); s.Where != want || s.At != metrics.Time(i+5) {
			t.Errorf("sample %d is %+v", i, s)
		}
		if strings.Contains(string(s.Head), "\x1b") || s.Reason == "" {
			t.Errorf("sample %d is %+v", i, s)
		}
	}
}
