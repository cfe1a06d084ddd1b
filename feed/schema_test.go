package feed

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"floorwalker/metrics"
)

// node is what of a JSON Schema the contract uses.
type node struct {
	Type       string           `json:"type"`
	Enum       []string         `json:"enum"`
	Required   []string         `json:"required"`
	Properties map[string]*node `json:"properties"`
	Items      *node            `json:"items"`
	MaxLength  int              `json:"maxLength"`
	MaxItems   int              `json:"maxItems"`
	Maximum    int              `json:"maximum"`
	Format     string           `json:"format"`
	AllOf      []struct {
		If   node `json:"if"`
		Then node `json:"then"`
	} `json:"allOf"`
	Const string `json:"const"`
}

func parseSchema(t *testing.T, schema string) *node {
	t.Helper()
	var n node
	if err := json.Unmarshal([]byte(schema), &n); err != nil {
		t.Fatal(err)
	}
	return &n
}

// sameShape holds a schema against the Go type that is its truth.
func sameShape(t *testing.T, at string, n *node, typ reflect.Type) {
	t.Helper()
	for typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	want := map[reflect.Kind]string{
		reflect.Struct: "object", reflect.String: "string", reflect.Int: "integer", reflect.Uint64: "integer",
		reflect.Bool: "boolean", reflect.Slice: "array",
	}[typ.Kind()]
	switch {
	case typ.String() == "time.Time":
		if n.Type != "string" || n.Format != "date-time" {
			t.Errorf("%s is %s %s", at, n.Type, n.Format)
		}
	case n.Enum != nil && typ.Kind() == reflect.String:
	case n.Type != want:
		t.Errorf("%s is %s, in Go %s", at, n.Type, typ)
	case typ.Kind() == reflect.Slice:
		sameShape(t, at+"[]", n.Items, typ.Elem())
	case typ.Kind() == reflect.Struct:
		sameFields(t, at, n, typ)
	}
}

func sameFields(t *testing.T, at string, n *node, typ reflect.Type) {
	t.Helper()
	named := map[string]bool{}
	for f := range typ.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		named[name] = true
		if n.Properties[name] == nil {
			t.Errorf("%s has no %s", at, name)
			continue
		}
		if always := options == ""; always != slices.Contains(n.Required, name) {
			t.Errorf("%s.%s: is it always there? in Go %v", at, name, always)
		}
		sameShape(t, at+"."+name, n.Properties[name], f.Type)
	}
	for name := range n.Properties {
		if !named[name] {
			t.Errorf("%s.%s is not in Go", at, name)
		}
	}
}

func TestSchemasSayWhatTheTypesSay(t *testing.T) {
	request, reply := parseSchema(t, CommandRequestSchema), parseSchema(t, CommandReplySchema)
	sameShape(t, "request", request, reflect.TypeFor[CommandRequest]())
	sameShape(t, "reply", reply, reflect.TypeFor[CommandReply]())
	if request.Properties["id"].MaxLength != maxCommandID || request.Properties["words"].MaxLength != maxCommandWords ||
		request.Properties["tags"].MaxItems != maxCommandTags || request.Properties["capacity"].Maximum != maxCapacity {
		t.Error("the bounds differ")
	}
	var verbs []string
	for _, v := range Verbs() {
		verbs = append(verbs, string(v))
	}
	if !slices.Equal(request.Properties["verb"].Enum, verbs) {
		t.Errorf("verbs %v, in Go %v", request.Properties["verb"].Enum, verbs)
	}
	for _, s := range request.Properties["status"].Enum {
		if metrics.ParsePresence(s) == metrics.UnknownPresence {
			t.Errorf("status %s is none", s)
		}
	}
	codes := []string{
		CodeConflict, CodeUnknownConversation, CodeUnknownAgent, CodeUnknownTeam, CodeOffline, CodeFull, CodeNotMember, CodeForbidden,
		CodeClosed, CodeUnsupported, CodeBusy, CodeExpired, CodeInvalid, CodeDuplicate,
	}
	if !slices.Equal(reply.Properties["code"].Enum, codes) {
		t.Errorf("codes %v, in Go %v", reply.Properties["code"].Enum, codes)
	}
}

// What the schema requires of a verb, decoding requires too.
func TestSchemaRequiresWhatDecodingDoes(t *testing.T) {
	request := parseSchema(t, CommandRequestSchema)
	rules := map[string][]string{}
	for _, r := range request.AllOf {
		rules[r.If.Properties["verb"].Const] = r.Then.Required
	}
	full := map[string]any{
		"id": "x", "conversation": map[string]string{"platform": "p", "shop": "s", "conversation": "c"}, "agent": "a",
		"to": map[string]string{"agent": "b"}, "words": "w", "priority": "high", "status": "away",
	}
	for _, v := range Verbs() {
		m := maps.Clone(full)
		m["verb"] = string(v)
		if v == metrics.SetStatus {
			m["to"] = map[string]string{"team": "t"}
		}
		if err := decodes(t, m); err != nil {
			t.Errorf("%s with everything: %v", v, err)
		}
		if len(rules[string(v)]) == 0 {
			t.Errorf("%s requires nothing", v)
		}
		for _, field := range rules[string(v)] {
			without := maps.Clone(m)
			delete(without, field)
			if err := decodes(t, without); err == nil {
				t.Errorf("%s is taken without %s", v, field)
			}
		}
	}
}

func decodes(t *testing.T, request map[string]any) error {
	t.Helper()
	data, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	_, err = DecodeCommandRequest(data)
	return err
}

func TestEveryCommandOnTheWire(t *testing.T) {
	key := metrics.ConversationKey{Platform: "p", Shop: "s", Conversation: "c"}
	const conversation = `"conversation":{"platform":"p","shop":"s","conversation":"c"}`
	for want, c := range map[string]metrics.Command{
		`{"id":"t","verb":"reassign",` + conversation + `,"to":{"team":"aftersale"},"expect":{"owner":"li"},"undoes":"m1"}`: {
			ID: "t", Verb: metrics.Reassign, Conversation: key, ToTeam: "aftersale", ExpectOwner: "li", Undoes: "m1",
		},
		`{"id":"s","verb":"status","agent":"li","to":{"team":"presale"},"capacity":12}`: {
			ID: "s", Verb: metrics.SetStatus, Agent: "li", ToTeam: "presale", Capacity: 12,
		},
		`{"id":"g","verb":"tag",` + conversation + `,"expect":{"owner":""},"priority":"high","tags":["催"]}`: {
			ID: "g", Verb: metrics.Tag, Conversation: key, Priority: "high", Tags: []metrics.Text{"催"},
		},
		`{"id":"g","verb":"tag",` + conversation + `,"expect":{"owner":""},"tags":[]}`: {
			ID: "g", Verb: metrics.Tag, Conversation: key, Tags: []metrics.Text{},
		},
		`{"id":"n","verb":"note",` + conversation + `,"expect":{"owner":""},"words":"先首响"}`: {
			ID: "n", Verb: metrics.Note, Conversation: key, Words: "先首响",
		},
		`{"id":"b","verb":"broadcast","words":"先首响","by":"zhao"}`: {ID: "b", Verb: metrics.Broadcast, Words: "先首响", By: "zhao"},
		`{"id":"a","verb":"escalation",` + conversation + `,"agent":"sun","expect":{"owner":"sun"},"words":"95 折"}`: {
			ID: "a", Verb: metrics.Answer, Conversation: key, Agent: "sun", ExpectOwner: "sun", Words: "95 折",
		},
	} {
		data, err := NewCommandRequest(c).Encode()
		if err != nil || string(data) != want {
			t.Errorf("%s, %v, want %s", data, err, want)
		}
		r, err := DecodeCommandRequest(data)
		if err != nil || !reflect.DeepEqual(r, NewCommandRequest(c)) {
			t.Errorf("%s reads as %+v, %v", data, r, err)
		}
	}
}

func TestRequestsThatMakeNoSense(t *testing.T) {
	const c = `"conversation":{"platform":"p","shop":"s","conversation":"c"}`
	for name, data := range map[string]string{
		"team and queue":     `{"id":"x","verb":"reassign",` + c + `,"to":{"team":"t","queue":true}}`,
		"status to an agent": `{"id":"x","verb":"status","agent":"a","to":{"agent":"b"}}`,
		"nothing to change":  `{"id":"x","verb":"status","agent":"a"}`,
		"negative capacity":  `{"id":"x","verb":"status","agent":"a","capacity":-1}`,
		"huge capacity":      `{"id":"x","verb":"status","agent":"a","capacity":1001}`,
		"nothing to tag":     `{"id":"x","verb":"tag",` + c + `,"tags":null}`,
		"many tags":          `{"id":"x","verb":"tag",` + c + `,"tags":[` + strings.Repeat(`"t",`, maxCommandTags) + `"t"]}`,
		"no words":           `{"id":"x","verb":"note",` + c + `}`,
		"many words":         `{"id":"x","verb":"broadcast","words":"` + strings.Repeat("w", maxCommandWords+1) + `"}`,
	} {
		if _, err := DecodeCommandRequest([]byte(data)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
