package feed

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"floorwalker/metrics"
)

// eventSchema is EventSchema as a validator that holds formats too.
func eventSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(EventSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("event.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("event.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func parse(t rapid.TB, data []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return v
}

// everyType are the event types. The engine keeps their number to itself, so
// it is found by asking for the name of one too many.
func everyType() (all []string) {
	defer func() { _ = recover() }()
	for typ := metrics.MessageCreated; ; typ++ {
		all = append(all, typ.String())
	}
}

func TestEventSchemaNamesEveryField(t *testing.T) {
	var schema struct {
		Properties map[string]any `json:"properties"`
	}
	if err := json.Unmarshal([]byte(EventSchema), &schema); err != nil {
		t.Fatal(err)
	}
	sameProperties(t, "event", schema.Properties, reflect.TypeFor[wire]())
}

// sameProperties holds the properties of an object against the wire type.
func sameProperties(t *testing.T, at string, properties map[string]any, typ reflect.Type) {
	t.Helper()
	var named []string
	for f := range typ.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		named = append(named, name)
		p, _ := properties[name].(map[string]any)
		sameProperty(t, at+"."+name, p, f.Type)
	}
	slices.Sort(named)
	if in := slices.Sorted(maps.Keys(properties)); !slices.Equal(in, named) {
		t.Errorf("%s has %v, in Go %v", at, in, named)
	}
}

func sameProperty(t *testing.T, at string, p map[string]any, typ reflect.Type) {
	t.Helper()
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if p["description"] == nil {
		t.Errorf("%s has no description", at)
	}
	is := p["type"]
	if ref := p["$ref"]; ref != nil {
		is = map[any]string{"#/$defs/id": "string", "#/$defs/instant": "instant"}[ref]
	}
	want := map[reflect.Kind]string{
		reflect.String: "string", reflect.Int: "integer", reflect.Float64: "number", reflect.Bool: "boolean",
		reflect.Slice: "array", reflect.Struct: "object", reflect.Int64: "instant",
	}[typ.Kind()]
	if is != want {
		t.Errorf("%s is %v, in Go %s", at, is, typ)
	}
	items, _ := p["items"].(map[string]any)
	if typ.Kind() == reflect.Slice && typ.Elem().Kind() == reflect.Struct {
		p, typ = items, typ.Elem()
	}
	if inner, ok := p["properties"].(map[string]any); ok && typ.Kind() == reflect.Struct {
		sameProperties(t, at, inner, typ)
	}
}

func TestEventSchemaHasEveryType(t *testing.T) {
	var schema struct {
		Properties map[string]struct{ Enum []string }
		AllOf      []struct {
			If struct {
				Properties map[string]struct{ Const string }
			}
			Then map[string]string
		}
		Defs map[string]any `json:"$defs"`
	}
	if err := json.Unmarshal([]byte(EventSchema), &schema); err != nil {
		t.Fatal(err)
	}
	all := everyType()
	if last := metrics.BaselineSet.String(); !slices.Contains(all, last) {
		t.Fatalf("%v has no %s", all, last)
	}
	if !slices.Equal(schema.Properties["type"].Enum, all) {
		t.Errorf("%v\nin Go %v", schema.Properties["type"].Enum, all)
	}
	if len(schema.AllOf) != len(all) || len(schema.Defs) != len(all)+2 {
		t.Errorf("%d rules, %d definitions", len(schema.AllOf), len(schema.Defs))
	}
	for i, rule := range schema.AllOf {
		name := rule.If.Properties["type"].Const
		if name != all[i] || rule.Then["$ref"] != "#/$defs/"+name || schema.Defs[name] == nil {
			t.Errorf("%s has the rule %v", all[i], rule)
		}
	}
}

func TestValidEventsPassTheSchema(t *testing.T) {
	schema := eventSchema(t)
	rapid.Check(t, func(t *rapid.T) {
		e := anyEvent(t)
		data, err := Encode(&e)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(parse(t, data)); err != nil {
			t.Fatalf("%s\n%v", data, err)
		}
	})
}

// TestLeastEvents: what the schema requires of a type, and no more, is enough
// for both; without any one of it neither takes the event.
func TestLeastEvents(t *testing.T) {
	schema := eventSchema(t)
	for _, line := range leastEvents {
		both(t, schema, []byte(line), true)
		fields, _ := parse(t, []byte(line)).(map[string]any)
		for name := range fields {
			without := maps.Clone(fields)
			delete(without, name)
			data, err := json.Marshal(without)
			if err != nil {
				t.Fatal(err)
			}
			both(t, schema, data, false)
		}
	}
	if len(leastEvents) < len(everyType()) {
		t.Error("a type is missing")
	}
}

// leastEvents are the smallest events of every type.
var leastEvents = []string{
	`{"id":"e","time":1773108000,"type":"message.created","conversation":"c","sender":{"kind":"buyer"}}`,
	`{"id":"e","time":1773108000,"type":"message.recalled","conversation":"c","ref":"m"}`,
	`{"id":"e","time":1773108000,"type":"message.deleted","conversation":"c","ref":"m"}`,
	`{"id":"e","time":1773108000,"type":"conversation.opened","conversation":"c"}`,
	`{"id":"e","time":1773108000,"type":"conversation.closed","conversation":"c"}`,
	`{"id":"e","time":1773108000,"type":"conversation.assigned","conversation":"c"}`,
	`{"id":"e","time":1773108000,"type":"conversation.transferred","conversation":"c"}`,
	`{"id":"e","time":1773108000,"type":"conversation.handoff","conversation":"c"}`,
	`{"id":"e","time":1773108000,"type":"conversation.tagged","conversation":"c"}`,
	`{"id":"e","time":1773108000,"type":"conversation.escalated","conversation":"c"}`,
	`{"id":"e","time":1773108000,"type":"escalation.answered","conversation":"c"}`,
	`{"id":"e","time":1773108000,"type":"agent.status","agent":"a","status":"away"}`,
	`{"id":"e","time":1773108000,"type":"rating.invited","conversation":"c"}`,
	`{"id":"e","time":1773108000,"type":"rating.submitted","conversation":"c","score":5}`,
	`{"id":"e","time":1773108000,"type":"order.placed","order":"o","buyer":"b"}`,
	`{"id":"e","time":1773108000,"type":"order.updated","order":"o"}`,
	`{"id":"e","time":1773108000,"type":"review.submitted","order":"o","stars":1}`,
	`{"id":"e","time":1773108000,"type":"complaint.opened","conversation":"c"}`,
	`{"id":"e","time":1773108000,"type":"complaint.opened","order":"o"}`,
	`{"id":"e","time":1773108000,"type":"complaint.opened","buyer":"b"}`,
	`{"id":"e","time":1773108000,"type":"refund.requested","order":"o"}`,
	`{"id":"e","time":1773108000,"type":"refund.completed","refund":"r"}`,
	`{"id":"e","time":1773108000,"type":"refund.disputed","refund":"r"}`,
	`{"id":"e","time":1773108000,"type":"source.status","platform":"p"}`,
	`{"id":"e","time":1773108000,"type":"baseline.set","platform":"p","shop":"s","metric":"m","day":"2026-03-09"}`,
}

// both asks schema and decoder about data.
func both(t *testing.T, schema *jsonschema.Schema, data []byte, fine bool) {
	t.Helper()
	var e metrics.Event
	if err := Decode(data, &e); (err == nil) != fine {
		t.Errorf("decoder: %s: %v", data, err)
	}
	if err := schema.Validate(parse(t, data)); (err == nil) != fine {
		t.Errorf("schema: %s: %v", data, err)
	}
}
