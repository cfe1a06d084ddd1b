package feed

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"pgregory.net/rapid"

	"floorwalker/metrics"
)

// agrees asserts that quick takes nothing that the JSON library, wire and fill
// refuse or read otherwise, and tells whether it took data.
func agrees(t interface{ Fatalf(string, ...any) }, q *quick, data []byte) bool {
	var taken, want metrics.Event
	if !q.read(data, &taken) {
		return false
	}
	var w wire
	if err := json.Unmarshal(data, &w); err != nil {
		t.Fatalf("took what the library refuses: %v\n%q", err, data)
	}
	if err := w.fill(&want); err != nil {
		t.Fatalf("took what is refused: %v\n%q", err, data)
	}
	if !reflect.DeepEqual(taken, want) {
		t.Fatalf("%q\nquick   %+v\nlibrary %+v", data, taken, want)
	}
	return true
}

// TestQuickKnowsTheEnvelope keeps the tables complete.
func TestQuickKnowsTheEnvelope(t *testing.T) {
	for of, known := range map[reflect.Type]map[string]uint8{
		reflect.TypeFor[wire](): envelope.byName, reflect.TypeFor[wireSender](): envelopeSender.byName,
	} {
		var names []string
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			if name == "missing" {
				continue
			}
			names = append(names, name)
			if known[name] == 0 {
				t.Errorf("%v: quick does not know %s", of, name)
			}
		}
		if len(known) != len(names) || len(known) > maxMembers {
			t.Errorf("%v: quick knows %d members, of %d", of, len(known), len(names))
		}
	}
}

// TestQuickTakes names what a gateway may write without losing speed, and what is
// left to the library.
func TestQuickTakes(t *testing.T) {
	for in, want := range map[string]bool{
		string(chinese): true,
		`{}`:            true,
		` { "id" : "e1" , "sender" : { } , "time" : 1773108000.5 } ` + "\r\n\t": true,
		`{"text":"a\nb \"quoted\" \u4eb2\ud83d\ude00","tags":["a","b"]}`:        true,
		`{"sender":null,"agent":null,"time":null,"items":null,"private":null}`:  true,
		`{"private":true,"quick":false,"grouped":true,"capacity":-3}`:           true,
		`{"amount":129.90,"items":3,"ship_by":1773108000123}`:                   true,
		`{"time":"2026-03-10T10:00:00.123456789Z","received":"1999-02-29"}`:     false,
		`{"id":"e1","id":"e1"}`:             false,
		`{"sender":{"id":"a","id":"a"}}`:    false,
		`{"id":"e1","trace":"x"}`:           false,
		`{"ID":"e1"}`:                       false,
		`{"i\u0064":"e1"}`:                  false,
		`{"missing":[]}`:                    false,
		`{"id":"e1",}`:                      false,
		`{"id":"e1"}}`:                      false,
		`{"id":"e1"} x`:                     false,
		"{\"id\":\"e1\"}\x00":               false,
		`{"id" "e1"}`:                       false,
		`{"id":"e`:                          false,
		`{"id":"e\`:                         false,
		`{"id":"e\"`:                        false,
		`{"id":e1}`:                         false,
		"{\"id\":\"e\x01\"}":                false,
		"{\"text\":\"\xe4\xba\"}":           false,
		`{"text":"\ud83d"}`:                 false,
		`{"text":"\x"}`:                     false,
		`{"items":1.5}`:                     false,
		`{"items":1e2}`:                     false,
		`{"items":01}`:                      false,
		`{"items":+1}`:                      false,
		`{"items":-}`:                       false,
		`{"items":9223372036854775808}`:     false,
		`{"amount":1.}`:                     false,
		`{"amount":.5}`:                     false,
		`{"amount":1e3}`:                    false,
		`{"private":truest}`:                false,
		`{"private":"true"}`:                false,
		`{"tags":["a",]}`:                   false,
		`{"tags":[1]}`:                      false,
		`{"time":0}`:                        false,
		`{"time":true}`:                     false,
		`{"sender":[]}`:                     false,
		`[]`:                                false,
		``:                                  false,
		`{"id":"` + strings.Repeat("\\", 9): false,
		`{"id":nul}`:                        false,
		"\ufeff{}":                          false,
		`{"agent":nullnull}`:                false,
		`{"text":"` + strings.Repeat("亲", 9999): false,
	} {
		if got := agrees(t, new(quick), []byte(in)); got != want {
			t.Errorf("took: %t, want %t: %.80q", got, want, in)
		}
	}
}

// pieces of generated events; some are wrong somewhere.
var (
	nameParts  = rapid.OneOf(rapid.SampledFrom(wireNames()), rapid.SampledFrom([]string{"trace", "ID", `i\u0064`, "", "kind", "名"}))
	valueParts = rapid.OneOf(
		rapid.Map(rapid.SampledFrom([]string{
			"e1", "", "亲，什么时候发货？", `a\nb`, `\u4eb2\/\t`, `\ud83d\ude00`, `\ud83d`, "\x01", "\xff", "\u00e9", "pdd:s1:1773108000123-77", `\`, "long enough to leave the first word",
			"2026-03-10T10:00:00.123+08:00", "2024-02-29T23:59:59Z", "2023-02-29T00:00:00Z", "1970-01-01T00:00:00Z", "buyer",
		}), func(s string) string { return `"` + s + `"` }),
		rapid.SampledFrom([]string{
			"0", "-0", "1", "12", "-7", "007", "1.5", "129.90", "1e3", "1773108000", "1773108000123", "1773108000.123", "99999999999999999999", "-1.25", "3.",
			"true", "false", "null", "nul", "[]", `["a"]`, `["a","b\n"]`, `[1]`, "{}", `{"kind":"buyer"}`, `{"kind":"buyer","id":"u1","name":"小明","tier":"vip"}`,
			`{"id":1}`, `{"from":1,"to":2}`, `[{"from":1773107000,"to":1773107100}]`,
		}),
	)
	spaceParts = rapid.SampledFrom([]string{"", "", "", "", "", " ", "\n", "\t\r ", "\u00a0", "\x00"})
)

func wireNames() (names []string) {
	for name := range envelope.byName {
		names = append(names, name)
	}
	return names
}

// TestQuickAgrees writes events well and badly, and cuts some of them anywhere.
func TestQuickAgrees(t *testing.T) {
	taken, all := 0, 0
	q := new(quick) // one, as in a process: what it learnt must not matter
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		space := func() { b.WriteString(spaceParts.Draw(t, "space")) }
		b.WriteByte('{')
		for i := range rapid.IntRange(0, 6).Draw(t, "members") {
			if i > 0 {
				b.WriteByte(',')
			}
			space()
			b.WriteString(`"` + nameParts.Draw(t, "name") + `"`)
			space()
			b.WriteByte(':')
			space()
			b.WriteString(valueParts.Draw(t, "value"))
			space()
		}
		b.WriteByte('}')
		space()
		data := []byte(b.String())
		if rapid.IntRange(0, 3).Draw(t, "spoil") == 0 {
			data[rapid.IntRange(0, len(data)-1).Draw(t, "where")] = rapid.Byte().Draw(t, "byte")
		}
		all++
		if agrees(t, q, data) {
			taken++
		}
	})
	if taken == 0 || taken == all {
		t.Errorf("quick took %d of %d", taken, all)
	}
}

// TestInstant compares with package time, around what is right and what is not.
func TestInstant(t *testing.T) {
	for day := metrics.Date(0); day < 366*140; day++ { // with 2000, 2100 and their February
		in := day.String() + "T23:59:59.999-09:30"
		want, err := time.Parse(time.RFC3339, in)
		if got, ok := parseInstant([]byte(in)); err != nil || !ok || got != want.UnixMilli() {
			t.Fatalf("%s: %d, %t, want %d, %v", in, got, ok, want.UnixMilli(), err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		in := []byte(rapid.StringMatching(`(19[67]\d|20[0-9]{2}|9999)-[01]\d-[0-3]\d[Tt ][0-2]\d:[0-6]\d:[0-6]\d([.,]\d{0,10})?(Z|z|[+-][0-2]\d:?[0-6]\d|)`).Draw(t, "instant"))
		if rapid.IntRange(0, 4).Draw(t, "spoil") == 0 {
			in[rapid.IntRange(0, len(in)-1).Draw(t, "where")] = rapid.Byte().Draw(t, "byte")
		}
		got, ok := parseInstant(in)
		if !ok {
			return
		}
		var want time.Time
		if err := want.UnmarshalText(in); err != nil || want.UnixMilli() != got {
			t.Fatalf("%q: %d, want %d, %v", in, got, want.UnixMilli(), err)
		}
	})
}

// Words are what they were made of, also where one takes another's place.
func TestWords(t *testing.T) {
	var w words
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SliceOfN(rapid.Byte(), 0, longWord+2).Draw(t, "word")
		want, valid := cleanLabel(string(in))
		if got, ok := w.get(in, cleanLabel); got != want || ok != valid {
			t.Fatalf("%q became %q, %t, not %q, %t", in, got, ok, want, valid)
		}
	})
	known := []byte("presale")
	if n := testing.AllocsPerRun(100, func() { w.get(known, cleanLabel) }); n != 0 {
		t.Errorf("%g allocations for a word that is known", n)
	}
}

// TestDecodeAllocates holds the budget of an event.
func TestDecodeAllocates(t *testing.T) {
	var e metrics.Event
	if n := testing.AllocsPerRun(1000, func() {
		if err := Decode(chinese, &e); err != nil {
			t.Fatal(err)
		}
	}); n > 8 {
		t.Errorf("%g allocations", n)
	}
}
