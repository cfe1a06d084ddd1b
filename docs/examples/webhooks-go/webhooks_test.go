package webhooks

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// mapper maps the webhooks of one platform.
type mapper interface {
	Map(body []byte) ([]Event, error)
}

func chatwoot() mapper { return &Chatwoot{Account: "1", Team: "presale"} }

func rocket() mapper {
	return &RocketChat{
		Shop: "shop-1", Team: "presale", Bots: []string{"rocket.cat"},
		Teams: map[string]string{"d1": "presale", "d2": "aftersale"},
	}
}

// guides are the pages that show the mapping, and how a heading in each begins.
var guides = []string{"../../publish.md", "../../publish.zh-CN.md"}

var (
	code = regexp.MustCompile("`([^`]+)`")
	row  = regexp.MustCompile(`(?m)^\| (.*?) \| (.*?) \|`)
)

// words are what a cell sets in code type.
func words(cell string) string {
	var all []string
	for _, m := range code.FindAllStringSubmatch(cell, -1) {
		all = append(all, m[1])
	}
	return strings.Join(all, " ")
}

// table is the mapping that a guide shows under the platform's heading: from
// webhooks to events, both by the words in code type.
func table(t *testing.T, guide, platform string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(data), "\n### "+platform+"\n")
	if !found {
		t.Fatalf("%s has no section about %s", guide, platform)
	}
	section, _, _ = strings.Cut(section, "\n##")
	rows := map[string]string{}
	for _, m := range row.FindAllStringSubmatch(section, -1) {
		if from := words(m[1]); from != "" {
			rows[from] = words(m[2])
		}
	}
	return rows
}

// The guides show what the mapping does, row by row.
func TestGuidesShowTheMapping(t *testing.T) {
	for _, guide := range guides {
		sameAsShown(t, guide, table(t, guide, "Chatwoot"), chatwootSamples, chatwoot)
		sameAsShown(t, guide, table(t, guide, "Rocket.Chat"), rocketSamples, rocket)
	}
}

func sameAsShown(t *testing.T, guide string, rows map[string]string, samples map[string]sample, fresh func() mapper) {
	t.Helper()
	listed := slices.DeleteFunc(slices.Sorted(maps.Keys(samples)), func(name string) bool { return samples[name].unlisted })
	if shown := slices.Sorted(maps.Keys(rows)); !slices.Equal(shown, listed) {
		t.Errorf("%s shows %q\nnot %q", guide, shown, listed)
	}
	for _, name := range listed {
		m := fresh()
		for _, before := range samples[name].before {
			mapped(t, m, samples[before].body)
		}
		if got := summary(mapped(t, m, samples[name].body)); got != rows[name] {
			t.Errorf("%s: %s is shown as %q, and is %q", guide, name, rows[name], got)
		}
	}
}

// mapped is what a webhook becomes, held against the program.
func mapped(t *testing.T, m mapper, body string) []Event {
	t.Helper()
	events, err := m.Map([]byte(body))
	if err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	for _, e := range events {
		decoded(t, e)
	}
	return events
}

// decoded is e as the program reads it.
func decoded(t *testing.T, e Event) (out metrics.Event) {
	t.Helper()
	data, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	if err := feed.Decode(data, &out); err != nil {
		t.Errorf("%s: %v", data, err)
	}
	return out
}

// summary names the events, with who speaks and whether it is a note.
func summary(events []Event) string {
	var all []string
	for _, e := range events {
		all = append(all, e.Type)
		if e.Sender != nil {
			all = append(all, e.Sender.Kind)
		}
		if e.Private {
			all = append(all, "private")
		}
	}
	return strings.Join(all, " ")
}

// What comes twice, or late, changes nothing.
func TestChatwootRepeatedAndOvertaken(t *testing.T) {
	m := chatwoot()
	created, assigned := chatwootSamples["conversation_created"].body, chatwootSamples["conversation_updated assignee_id"].body
	mapped(t, m, created)
	mapped(t, m, assigned)
	for _, body := range []string{assigned, created} {
		if again := mapped(t, m, body); again != nil {
			t.Errorf("%+v", again)
		}
	}
	message := chatwootSamples["message_created incoming"].body
	if a, b := mapped(t, m, message)[0], mapped(t, m, message)[0]; a.ID != b.ID || decoded(t, a).Digest != decoded(t, b).Digest {
		t.Errorf("%+v %+v", a, b)
	}
}

// A move to another team is for both.
func TestMoveToAnotherTeam(t *testing.T) {
	m := chatwoot()
	mapped(t, m, chatwootSamples["conversation_created"].body)
	if e := mapped(t, m, chatwootSamples["conversation_updated team_id"].body)[0]; e.Team != "aftersale" || e.Before != "presale" {
		t.Errorf("%+v", e)
	}
	r := rocket()
	mapped(t, r, rocketSamples["LivechatSessionTaken"].body)
	if e := mapped(t, r, rocketSamples["LivechatSessionForwarded departmentId"].body)[0]; e.Team != "aftersale" || e.Before != "presale" || e.Agent != "" {
		t.Errorf("%+v", e)
	}
	if e := mapped(t, r, rocketSamples["Message"].body)[0]; e.Team != "aftersale" {
		t.Errorf("the room's department is forgotten: %+v", e)
	}
}

func TestEveryFormOfInstant(t *testing.T) {
	for text, want := range map[string]int64{
		`1759831384`: 1759831384000, `1759831384.123`: 1759831384123, `"2025-10-07T10:03:04.123Z"`: 1759831384123,
		`"2020-03-03 13:05:57 UTC"`: 1583240757000,
	} {
		var at instant
		if err := json.Unmarshal([]byte(text), &at); err != nil || at.UnixMilli() != want {
			t.Errorf("%s: %v, %v", text, at, err)
		}
	}
	for _, none := range []string{`null`, `0`} {
		var at instant
		if err := json.Unmarshal([]byte(none), &at); err != nil || !at.IsZero() {
			t.Errorf("%s: %v, %v", none, at, err)
		}
	}
}

func TestNoWebhooks(t *testing.T) {
	for _, body := range []string{
		``, `[]`, `{}`, `{"event":"message_created"}`, `{"event":"message_created","id":1.5}`, `{"event":"conversation_updated","id":1}`,
		`{"event":"message_created","id":1,"created_at":"yesterday"}`,
	} {
		if _, err := chatwoot().Map([]byte(body)); !errors.Is(err, ErrWebhook) {
			t.Errorf("chatwoot: %s: %v", body, err)
		}
	}
	for _, body := range []string{
		``, `{}`, `{"type":"Message"}`, `{"type":"Message","_id":"r","messages":[{}]}`, `{"type":"LivechatSessionTaken","_id":"r"}`,
	} {
		if _, err := rocket().Map([]byte(body)); !errors.Is(err, ErrWebhook) {
			t.Errorf("rocket: %s: %v", body, err)
		}
	}
}
