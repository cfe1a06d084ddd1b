package feed

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// anyEvent draws a valid event of any type with any of its fields set.
func anyEvent(t *rapid.T) metrics.Event {
	id := rapid.Custom(func(t *rapid.T) metrics.Text {
		s := rapid.StringMatching(`[a-zA-Z0-9:/_.~+% 字段é-]{1,20}`).Draw(t, "id")
		id, err := text.ID(s)
		if err != nil {
			t.Skip(err)
		}
		return id
	})
	maybe := rapid.OneOf(rapid.Just(metrics.Text("")), id)
	label := rapid.Custom(func(t *rapid.T) metrics.Text { return text.Name(rapid.StringN(0, 80, -1).Draw(t, "label")) })
	stamp := rapid.Custom(func(t *rapid.T) metrics.Time { return metrics.Time(rapid.Int64Range(1, latest).Draw(t, "time")) })
	count := rapid.IntRange(0, 1_000_000)
	e := metrics.Event{
		ID: id.Draw(t, "id"), Type: metrics.EventType(rapid.IntRange(1, int(metrics.BaselineSet)).Draw(t, "type")),
		Time: stamp.Draw(t, "time"), Received: stamp.Draw(t, "received"), Producer: maybe.Draw(t, "producer"),
		Platform: id.Draw(t, "platform"), Shop: id.Draw(t, "shop"), Team: maybe.Draw(t, "team"), Conversation: id.Draw(t, "conversation"),
		Sender: metrics.Sender{
			Kind: metrics.SenderKind(rapid.IntRange(1, 5).Draw(t, "kind")), ID: maybe.Draw(t, "sender"),
			Name: label.Draw(t, "sender name"), Tier: label.Draw(t, "sender tier"),
		},
		Agent: id.Draw(t, "agent"), Name: label.Draw(t, "name"),
		Text:    text.Clean(rapid.String().Draw(t, "text")),
		Media:   label.Draw(t, "media"),
		Private: rapid.Bool().Draw(t, "private"), Assisted: rapid.Bool().Draw(t, "assisted"),
		Offline: rapid.Bool().Draw(t, "offline"), Quick: rapid.Bool().Draw(t, "quick"),
		Ref: id.Draw(t, "ref"), From: maybe.Draw(t, "from"), By: maybe.Draw(t, "by"),
		Reason: text.Clean(rapid.String().Draw(t, "reason")), Command: maybe.Draw(t, "command"),
		Stage: label.Draw(t, "stage"), Topic: label.Draw(t, "topic"), Priority: label.Draw(t, "priority"),
		Tags: rapid.SliceOfN(label, 0, 3).Draw(t, "tags"), Tier: label.Draw(t, "tier"),
		Presence: metrics.Presence(rapid.IntRange(1, 4).Draw(t, "presence")), Native: label.Draw(t, "native"), Capacity: count.Draw(t, "capacity"),
		Score: rapid.IntRange(1, 5).Draw(t, "score"), Target: label.Draw(t, "target"), InvitedAt: stamp.Draw(t, "invited"),
		Order: id.Draw(t, "order"), Buyer: id.Draw(t, "buyer"), Amount: rapid.Int64Range(0, 1e13).Draw(t, "amount"), Items: count.Draw(t, "items"),
		Ungrouped: rapid.Bool().Draw(t, "ungrouped"), ShipBy: stamp.Draw(t, "ship by"), Shipped: rapid.Bool().Draw(t, "shipped"),
		Refund: id.Draw(t, "refund"), Liable: label.Draw(t, "liable"), State: label.Draw(t, "state"), Watermark: stamp.Draw(t, "watermark"),
		Metric: id.Draw(t, "metric"), Day: metrics.Date(rapid.IntRange(1, 100_000).Draw(t, "day")),
		OK: rapid.IntRange(0, 5).Draw(t, "ok"), N: rapid.IntRange(5, 9).Draw(t, "n"),
	}
	if e.Amount == 0 && e.Type != metrics.OrderPlaced && e.Type != metrics.OrderUpdated {
		e.Amount = metrics.NoAmount
	}
	if rapid.Bool().Draw(t, "gap") {
		from := stamp.Draw(t, "from")
		e.Missing = []metrics.Gap{{From: from, To: min(from+5, latest)}}
	}
	e.Digest = Digest(&e)
	return e
}

func TestEncodeAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyEvent(t)
		data, err := Encode(&want)
		if err != nil {
			t.Fatal(err)
		}
		var got metrics.Event
		if err := Decode(data, &got); err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		if len(want.Tags) == 0 {
			want.Tags = nil
		}
		if a, b := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); a != b {
			t.Fatalf("got  %s\nwant %s", a, b)
		}
	})
}

// TestDigestIgnoresForm: order of keys, whitespace and unknown fields.
func TestDigestIgnoresForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		event := anyEvent(t)
		data, err := Encode(&event)
		if err != nil {
			t.Fatal(err)
		}
		other := jsontext.Value(bytes.Replace(data, []byte("{"), []byte(`{"zz":[1,2],`), 1))
		if err := other.Canonicalize(); err != nil { // sorts the keys
			t.Fatal(err)
		}
		if err := other.Indent(); err != nil {
			t.Fatal(err)
		}
		var got metrics.Event
		if err := Decode(other, &got); err != nil {
			t.Fatal(err)
		}
		if got.Digest != event.Digest {
			t.Fatalf("%x for %s\n%x for %s", event.Digest, data, got.Digest, other)
		}
	})
}

// Checkpoints and other screens hold digests: they stay what they are.
func TestDigestStays(t *testing.T) {
	var e metrics.Event
	if err := Decode(chinese, &e); err != nil {
		t.Fatal(err)
	}
	const was = 0x45be3d002dd7e7d0
	if e.Digest != was {
		t.Errorf("%#x, not %#x", e.Digest, was)
	}
}

func TestDigestTellsFieldsApart(t *testing.T) {
	seen := map[uint64]int{}
	for i, e := range []metrics.Event{
		{},
		{ID: "a"},
		{Producer: "a"},
		{Platform: "a"},
		{Shop: "a"},
		{Shop: "ab"},
		{Shop: "a", Team: "b"},
		{Team: "ab"},
		{Private: true},
		{Assisted: true},
		{Shipped: true},
		{Time: 1},
		{Received: 1},
		{Score: 1},
		{OK: 1},
		{N: 1},
		{N: 256},
		{Tags: []metrics.Text{"a"}},
		{Tags: []metrics.Text{"a", ""}},
		{Missing: []metrics.Gap{{From: 1, To: 2}}},
		{Metric: "a"},
	} {
		d := Digest(&e)
		if before, ok := seen[d]; ok {
			t.Errorf("%d and %d have one digest", before, i)
		}
		seen[d] = i
	}
	if a, b := Digest(&metrics.Event{Digest: 1}), Digest(&metrics.Event{}); a != b {
		t.Error("the digest is part of itself")
	}
}

func TestEncodeRefuses(t *testing.T) {
	for _, c := range []struct {
		event metrics.Event
		want  string
	}{
		{metrics.Event{}, "type: is missing"},
		{metrics.Event{ID: "e", Type: metrics.MessageCreated, Time: 1}, "conversation: is missing"},
		{metrics.Event{ID: "e", Type: metrics.ConversationOpened, Time: 1, Conversation: "\xff"}, "conversation: no valid JSON at byte 88: invalid UTF-8"},
	} {
		if _, err := Encode(&c.event); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

// chinese is an event as a gateway publishes it, about 350 bytes.
var chinese = []byte(`{"id":"pdd:s1:1773108000123-77","type":"message.created","time":"2026-03-10T10:00:00.123+08:00",` +
	`"platform":"pdd","shop":"s1","team":"presale","conversation":"c-104233","sender":{"kind":"buyer","id":"u-5512","name":"爱吃橘子的猫"},` +
	`"agent":"a17","text":"亲，我昨天拍的那件外套什么时候能发货呀？着急穿，谢谢啦！"}`)

// BenchmarkDecode decodes events that differ as those of a floor do: id, time,
// conversation and buyer are new each time, shop and team repeat.
func BenchmarkDecode(b *testing.B) {
	events := make([][]byte, 4096)
	for i := range events {
		r := strings.NewReplacer("123-77", fmt.Sprintf("%03d-%d", i%1000, i), "104233", fmt.Sprint(100000+i%700),
			"5512", fmt.Sprint(i%700), "00.123", fmt.Sprintf("%02d.%03d", i%60, i%1000), "a17", fmt.Sprintf("a%d", i%40), "外套", fmt.Sprintf("外套%d", i))
		events[i] = []byte(r.Replace(string(chinese)))
	}
	var e metrics.Event
	b.SetBytes(int64(len(chinese)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if err := Decode(events[i%len(events)], &e); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	var e metrics.Event
	if err := Decode(chinese, &e); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Encode(&e); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(chinese)
	f.Add([]byte(`{"id":"e12","type":"source.status","time":1773108000,"platform":"pdd","missing":[{"from":1,"to":2}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		agrees(t, new(quick), data)
		var e, again metrics.Event
		if Decode(data, &e) != nil {
			return
		}
		encoded, err := Encode(&e)
		if err != nil {
			t.Fatal(err)
		}
		if err := Decode(encoded, &again); err != nil || again.Digest != e.Digest {
			t.Fatalf("%v\n%s\n%s", err, data, encoded)
		}
	})
}
