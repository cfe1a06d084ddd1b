package main

import (
	"encoding/json"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"floorwalker/metrics"
)

func snapshotContract(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join(moduleRoot(t), "docs/schemas/snapshot.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(t *testing.T, schema *jsonschema.Schema, data string) error {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(data))
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	return schema.Validate(document)
}

// What is printed is what the schema says, at every hour and of every view.
func TestSnapshotsFollowTheirSchema(t *testing.T) {
	t.Parallel()
	schema, path := snapshotContract(t), shiftFile(t)
	for _, until := range []string{"2026-11-11 19:00", "2026-11-11 19:40", "2026-11-11 20:30"} {
		for _, view := range []string{"overview", "queues", "waiting", "agents", "shops", "lanes"} {
			out := runPlain(t, nil, "snapshot", "--file", path, "--until", until, "--view", view, "--format", "json")
			if err := validate(t, schema, string(out)); err != nil {
				t.Errorf("%s at %s: %v", view, until, err)
			}
		}
	}
	// A conversation, and a floor on which there is nothing.
	key := metrics.ConversationKey{Platform: "p", Shop: "s", Conversation: "c"}
	told := &metrics.View{Now: 2, Story: &metrics.Story{
		Key: key, Opened: 1, Waiting: &metrics.Waiting{Key: key, Since: 1},
		Steps: []metrics.Step{{Time: 1, Type: metrics.MessageCreated, Sender: metrics.Agent, Who: "li", Wait: 5}, {Type: metrics.RatingSubmitted, Score: 2}},
	}}
	for of, v := range map[view]*metrics.View{viewConversation: told, viewOverview: {}} {
		data, err := json.Marshal(jsonOf(observation{view: v}, of))
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, schema, string(data)); err != nil {
			t.Errorf("%s: %v", of, err)
		}
	}
	// The schema is not so wide that it lets anything through.
	if validate(t, schema, `{"schema":"floorwalker/snapshot","version":1,"view":"overview"}`) == nil {
		t.Error("a snapshot without figures passes")
	}
}

// The schema has every key of the program, and none that it does not have.
func TestSnapshotSchemaHasEveryKey(t *testing.T) {
	var schema struct {
		Properties map[string]any
		Defs       map[string]struct {
			Required   []string
			Properties map[string]any
		} `json:"$defs"`
	}
	if err := json.Unmarshal([]byte(document(t, "docs/schemas/snapshot.schema.json")), &schema); err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for key := range schema.Properties {
		documented["snapshot."+key] = true
	}
	for name, def := range schema.Defs {
		for key := range def.Properties {
			documented[name+"."+key] = true
		}
	}
	written := map[string]bool{}
	keysOfType(reflect.TypeFor[snapshotJSON](), func(owner, key string) { written[strings.TrimSuffix(owner, "JSON")+"."+key] = true })
	for key := range written {
		if !documented[key] {
			t.Errorf("the schema lacks %s", key)
		}
	}
	for key := range documented {
		if !written[key] {
			t.Errorf("the schema has %s, which is never written", key)
		}
	}
}

// keysOfType visits the keys of a type in JSON; those of an embedded struct are
// its owner's.
func keysOfType(typ reflect.Type, visit func(owner, key string)) {
	seen := map[reflect.Type]bool{}
	var walk func(typ reflect.Type, owner string)
	walk = func(typ reflect.Type, owner string) {
		for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || owner == "" && seen[typ] {
			return
		}
		name := owner
		if owner == "" {
			seen[typ], name = true, typ.Name()
		}
		for i := range typ.NumField() {
			f := typ.Field(i)
			if f.Anonymous {
				walk(f.Type, name)
				continue
			}
			key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			visit(name, key)
			walk(f.Type, "")
		}
	}
	walk(typ, "")
}
