package feed

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const asyncAPI = "../docs/asyncapi.yaml"

// readDocument reads YAML or JSON.
func readDocument(t *testing.T, file string) map[string]any {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if strings.HasSuffix(file, ".json") {
		err = json.Unmarshal(data, &doc)
	} else {
		err = yaml.Unmarshal(data, &doc)
	}
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return doc
}

// member is what a path of names leads to, nil if nothing.
func member(doc any, path ...string) any {
	for _, name := range path {
		object, _ := doc.(map[string]any)
		doc = object[name]
	}
	return doc
}

// refs are the references within a document.
func refs(doc any) (all []string) {
	switch doc := doc.(type) {
	case map[string]any:
		for name, v := range doc {
			if ref, ok := v.(string); ok && name == "$ref" {
				all = append(all, ref)
			}
			all = append(all, refs(v)...)
		}
	case []any:
		for _, v := range doc {
			all = append(all, refs(v)...)
		}
	}
	return all
}

func TestAsyncAPIReferencesLead(t *testing.T) {
	files := []string{asyncAPI}
	for i := 0; i < len(files); i++ {
		doc := readDocument(t, files[i])
		for _, ref := range refs(doc) {
			file, pointer, _ := strings.Cut(ref, "#")
			in := doc
			if file != "" {
				path := filepath.Join(filepath.Dir(files[i]), file)
				if in = readDocument(t, path); !slices.Contains(files, path) {
					files = append(files, path)
				}
			}
			if pointer != "" && member(in, strings.Split(strings.TrimPrefix(pointer, "/"), "/")...) == nil {
				t.Errorf("%s: %s leads nowhere", files[i], ref)
			}
		}
	}
	if len(files) != 5 {
		t.Errorf("%v: not the document and its four schemas", files)
	}
}

func TestAsyncAPIHasEveryMessage(t *testing.T) {
	doc := readDocument(t, asyncAPI)
	if v := member(doc, "asyncapi"); v != "3.0.0" {
		t.Errorf("version %v", v)
	}
	var verbs []string
	for _, v := range Verbs() {
		verbs = append(verbs, string(v))
	}
	for channel, want := range map[string][]string{"chat": everyType(), "command": verbs, "reply": {"reply"}, "audit": {"record"}} {
		messages, _ := member(doc, "channels", channel, "messages").(map[string]any)
		if len(messages) != len(want) {
			t.Errorf("%s has %d messages, not %d", channel, len(messages), len(want))
		}
		for _, name := range want {
			if ref := member(messages, name, "$ref"); ref != "#/components/messages/"+name {
				t.Errorf("%s: %s is %v", channel, name, ref)
			}
		}
	}
	for _, typ := range everyType() {
		carries(t, doc, typ, "event.schema.json", "event.schema.json#/$defs/"+typ)
	}
	for _, verb := range verbs {
		carries(t, doc, verb, "command-request.json")
	}
	if enum := reflect.ValueOf(member(doc, "channels", "command", "parameters", "verb", "enum")); enum.Len() != len(verbs) {
		t.Errorf("verbs %v", enum)
	}
}

// carries asks that a message's payload is made of the schemas.
func carries(t *testing.T, doc any, message string, schemas ...string) {
	t.Helper()
	got := refs(member(doc, "components", "messages", message, "payload"))
	for _, want := range schemas {
		if !slices.Contains(got, "../feed/schema/"+want) {
			t.Errorf("%s is made of %v, not of %s", message, got, want)
		}
	}
}

func TestAsyncAPIAddresses(t *testing.T) {
	doc := readDocument(t, asyncAPI)
	const id = "{x}"
	for channel, want := range map[string]string{
		"chat":    eventRoot + ".{x}.{x}.{x}.{x}",
		"command": CommandRoot + "{x}.{x}.{x}",
		"audit":   strings.ReplaceAll(AuditSubject("t", "t"), ".t", "."+id),
	} {
		address, _ := member(doc, "channels", channel, "address").(string)
		parameters, _ := member(doc, "channels", channel, "parameters").(map[string]any)
		for name := range parameters {
			address = strings.ReplaceAll(address, "{"+name+"}", id)
		}
		if address != want {
			t.Errorf("%s is at %s, not %s", channel, address, want)
		}
	}
}

func TestAuditRecordSchema(t *testing.T) {
	data, err := os.ReadFile("../docs/schemas/audit-record.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	schema := parseSchema(t, string(data))
	sameShape(t, "record", schema, reflect.TypeFor[AuditRecord]())
	want := []string{string(CommandAccepted), string(CommandRefused), string(CommandDuplicate), string(AuditDone)}
	if !slices.Equal(schema.Properties["status"].Enum, want) {
		t.Errorf("%v, in Go %v", schema.Properties["status"].Enum, want)
	}
}
