package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// What the program prints is what docs/schemas publishes.
func TestSchemasArePublished(t *testing.T) {
	for _, name := range []string{"snapshot", "config"} {
		text, err := schemaNamed(name)
		if err != nil || document(t, "docs/schemas/"+name+".schema.json") != text {
			t.Errorf("docs/schemas/%s.schema.json is not what floorwalker schema prints (%v)", name, err)
		}
	}
	for _, name := range schemaNames {
		text, err := schemaNamed(name)
		if err != nil {
			t.Fatal(err)
		}
		compile(t, text)
	}
}

func compile(t *testing.T, text string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// The schema and the reader agree on each type: whole, without each of its
// fields, and with each of a wrong kind.
func TestEventSchemaJudgesAsTheReader(t *testing.T) {
	schema := compile(t, feed.EventSchema)
	agree := func(fields map[string]any) {
		t.Helper()
		data, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		var e metrics.Event
		read, said := feed.Decode(data, &e), validate(t, schema, string(data))
		if (read == nil) != (said == nil) {
			t.Errorf("%s\nthe reader says %v, the schema %v", data, read, said)
		}
	}
	for kind := metrics.MessageCreated; kind <= metrics.BaselineSet; kind++ {
		whole := wholeEvent(kind.String())
		agree(whole)
		for name, value := range whole {
			delete(whole, name)
			agree(whole)
			whole[name] = []any{1}
			agree(whole)
			whole[name] = ""
			agree(whole)
			whole[name] = value
		}
	}
	agree(map[string]any{"id": "1", "type": "message.imagined", "time": 1})
}

// wholeEvent has a value for whatever some type needs.
func wholeEvent(kind string) map[string]any {
	e := map[string]any{
		"id": "1", "type": kind, "time": "2026-11-11T20:40:00+08:00", "sender": map[string]any{"kind": "buyer"},
		"status": "online", "score": 5, "stars": 1, "day": "2026-11-11",
	}
	for i, name := range strings.Fields("platform shop conversation agent ref order buyer refund metric") {
		e[name] = fmt.Sprint(name, i)
	}
	return e
}
