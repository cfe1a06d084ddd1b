package config

import (
	"bytes"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var writeSchema = flag.Bool("write-schema", false, "write docs/schemas/config.schema.json anew")

const published = "../../../docs/schemas/config.schema.json"

// TestSchemaIsPublished: the published schema is the one of the types.
func TestSchemaIsPublished(t *testing.T) {
	want, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	if *writeSchema {
		if err := os.WriteFile(published, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(published)
	if err != nil || string(got) != string(want) {
		t.Errorf("docs/schemas/config.schema.json is not the schema of the types (%v); go test ./cmd/floorwalker/config -run Schema -write-schema", err)
	}
}

// TestSchemaJudgesAsTheProgram: what is fine for one is fine for the other.
func TestSchemaJudgesAsTheProgram(t *testing.T) {
	data, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("config.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema := compiler.MustCompile("config.schema.json")
	for text, fine := range map[string]bool{
		enabled(example): true, "newer = 1": true, "keys.nudge = \"n\"": true, "keys.nudge = [\"n\"]": true, "policy.window_start = \"08:00\"": true,
		"policy.window_start = \"8 am\"": false, "screen.theme = \"drak\"": false, "identity.read_only = 1": false, "hooks.h.on = [\"x\"]": false,
		"shops.\"pdd/s\".metrics.turn_3m.line = \"half\"": false, "teams.a = 3": false, "policy.ladder_s = [1.5]": false, "connection.timeout = \"soon\"": false,
	} {
		var table map[string]any
		if err := toml.Unmarshal([]byte(text), &table); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(table); (err == nil) != fine {
			t.Errorf("%.60s: %v", text, err)
		}
		l := newLayers()
		l.addFile("f", []byte(text))
		r := &reader{origins: l.origins}
		if r.read(defaults(), l.merged.Raw()); (r.errors() == 0) != fine {
			t.Errorf("%.60s: %s", text, lines(r.problems))
		}
	}
}

// everyKey calls see with each key of every section.
func everyKey(at path, t reflect.Type, see func(at path, f field)) {
	switch {
	case t.Kind() == reflect.Pointer || t.Kind() == reflect.Map || t.Kind() == reflect.Slice:
		everyKey(at, t.Elem(), see)
	case shapeOf(t) == shapeSection:
		for _, f := range fieldsOf(t) {
			see(at.then(f.key), f)
			everyKey(at.then(f.key), f.typ, see)
		}
	}
}

// TestEveryKeyIsExplained: in the types, in the example, and in the reference in
// both languages.
func TestEveryKeyIsExplained(t *testing.T) {
	texts := map[string]string{"example": example, "Chinese example": exampleChinese}
	for _, name := range []string{"docs/configuration.md", "docs/configuration.zh-CN.md"} {
		data, err := os.ReadFile("../../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(data)
	}
	seen := 0
	everyKey(nil, reflect.TypeFor[Config](), func(at path, f field) {
		seen++
		if f.doc == "" {
			t.Errorf("%s has no doc", at)
		}
		for name, text := range texts {
			key := "`" + f.key + "`"
			if strings.HasSuffix(name, "example") {
				key = f.key
			}
			if !strings.Contains(text, key) {
				t.Errorf("%s does not explain %s", name, at)
			}
		}
		for _, choice := range written(f.choices) {
			for name, text := range texts {
				if !strings.Contains(text, choice) {
					t.Errorf("%s does not name %s, a choice of %s", name, choice, at)
				}
			}
		}
	})
	if seen < 100 {
		t.Errorf("only %d keys", seen)
	}
}
