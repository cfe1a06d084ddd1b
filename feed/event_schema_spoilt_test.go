package feed

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"floorwalker/metrics"
)

// TestSchemaAndDecoderAgree spoils valid events: what the schema refuses, the
// decoder refuses; what only the decoder refuses, it refuses for a reason that a
// schema cannot know.
func TestSchemaAndDecoderAgree(t *testing.T) {
	schema := eventSchema(t)
	taken, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		valid := anyEvent(t)
		data, err := Encode(&valid)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			data := spoil(t, parse(t, data).(map[string]any))
			var e metrics.Event
			decoding, validating := Decode(data, &e), schema.Validate(parse(t, data))
			switch {
			case validating != nil && decoding == nil:
				t.Fatalf("only the schema refuses %s\n%v", data, validating)
			case validating == nil && decoding != nil && !beyondSchema(decoding):
				t.Fatalf("only the decoder refuses %s\n%v", data, decoding)
			case validating != nil:
				refused++
			default:
				taken++
			}
		}
	})
	if taken == 0 || refused == 0 {
		t.Errorf("%d taken, %d refused: nothing was compared", taken, refused)
	}
}

// beyondSchema are the reasons for which the decoder alone refuses, as listed
// in docs/events.md.
func beyondSchema(err error) bool {
	return slices.ContainsFunc([]string{
		errStampRange.Error(), "characters that an identifier may not have", "longer than 256 bytes", "a gap that ends before it begins",
		"ok: is not between 0 and n", "is a number that does not fit there", "is no date",
	}, func(reason string) bool { return strings.Contains(err.Error(), reason) })
}

// spoil takes a field away, or puts something in its place, once or twice.
func spoil(t *rapid.T, e map[string]any) []byte {
	for range rapid.IntRange(1, 2).Draw(t, "times") {
		in := e
		switch rapid.IntRange(0, 9).Draw(t, "where") {
		case 0:
			if sender, ok := e["sender"].(map[string]any); ok {
				in = sender
			}
		case 1:
			if gaps, ok := e["missing"].([]any); ok && len(gaps) > 0 {
				in, _ = gaps[0].(map[string]any)
			}
		}
		if len(in) == 0 {
			continue
		}
		field := rapid.SampledFrom(slices.Sorted(maps.Keys(in))).Draw(t, "field")
		if rapid.Bool().Draw(t, "take away") {
			delete(in, field)
			continue
		}
		in[field] = rapid.SampledFrom(oddities).Draw(t, "instead")
	}
	data, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// oddities are right in one field and wrong in others. Null is not among them:
// the decoder takes it for absent, the schema does not.
var oddities = []any{
	true, false, 0, 1, 5, 6, -1, 1.5, 1e-9, 1e30, 1773108000, 1773108000123.4, "", "x", "buyer", "ghost", "away", "seller", "旗舰店",
	"message.created", "conversation.closed", "refund.disputed", "baseline.set", "coffee.brewed",
	"2026-02-28", "2026-02-30", "28.2.2026", "2026-03-10T10:00:00Z", "2026-03-10T10:00:00.5+08:00", "2026-03-10T10:00:00",
	"2026-02-30T10:00:00Z", "1969-03-10T10:00:00Z", "a\u200bb", "a\x1b[31m", strings.Repeat("x", 257), strings.Repeat("字", 200),
	[]any{},
	[]any{"a"},
	[]any{1},
	[]any{map[string]any{"from": 1773108000}},
	[]any{map[string]any{"from": 2e9, "to": 1e9}},
	map[string]any{},
	map[string]any{"kind": "agent"},
	map[string]any{"kind": "ghost"},
	map[string]any{"kind": 1},
}

// TestNullIsAbsent: the one thing that the schema refuses and the decoder takes.
func TestNullIsAbsent(t *testing.T) {
	schema := eventSchema(t)
	const with = `{"id":"e","time":1773108000,"type":"conversation.opened","conversation":"c","team":null,"amount":null,"sender":null}`
	var e metrics.Event
	if err := Decode([]byte(with), &e); err != nil {
		t.Error(err)
	}
	if schema.Validate(parse(t, []byte(with))) == nil {
		t.Error("the schema takes null")
	}
}
