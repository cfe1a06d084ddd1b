package webhooks

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// fixtures are recorded webhooks that lie beside the repository, on machines
// that have them.
const fixtures = "../../../../shared/data/webhook-fixtures"

func fixture(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(fixtures, name))
	if err != nil {
		t.Skipf("no recorded webhooks beside the repository: %v", err)
	}
	return string(data)
}

// wanted is what a recorded webhook becomes. All but file and summary are paths
// into it; an empty one leads to nothing.
type wanted struct{ file, summary, id, at, agent, from, sender, text string }

func (w wanted) hold(t *testing.T, m mapper, prefix string) {
	t.Helper()
	body := fixture(t, w.file)
	var raw any
	if err := json.Unmarshal([]byte(body), &raw); err != nil {
		t.Fatal(err)
	}
	events := mapped(t, m, body)
	if got := summary(events); got != w.summary {
		t.Fatalf("%s is %q, not %q", w.file, got, w.summary)
	}
	e := events[0]
	if e.Sender == nil {
		e.Sender = &Sender{}
	}
	for what, pair := range map[string][2]string{
		"agent": {e.Agent, lead(raw, w.agent)}, "from": {e.From, lead(raw, w.from)},
		"sender": {e.Sender.ID, lead(raw, w.sender)}, "text": {e.Text, lead(raw, w.text)},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %s is %q, not %q", w.file, what, pair[0], pair[1])
		}
	}
	if !strings.HasPrefix(e.ID, prefix+lead(raw, w.id)) {
		t.Errorf("%s has the id %s", w.file, e.ID)
	}
	if at, err := time.Parse(time.RFC3339, lead(raw, w.at)); err != nil || !at.Equal(e.Time) {
		t.Errorf("%s is at %v: %v", w.file, e.Time, err)
	}
}

// lead is what a path such as messages.0.msg leads to.
func lead(doc any, path string) string {
	if path == "" {
		return ""
	}
	for name := range strings.SplitSeq(path, ".") {
		switch v := doc.(type) {
		case map[string]any:
			doc = v[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(v) {
				return "nothing"
			}
			doc = v[i]
		}
	}
	return fmt.Sprint(doc)
}

func TestRecordedChatwoot(t *testing.T) {
	wanted{
		file: "chatwoot/message_created-incoming.json", summary: "message.created buyer",
		id: "id", at: "created_at", sender: "sender.id", text: "content",
	}.hold(t, chatwoot(), "chatwoot:1:m-")
}

// Fields that the mapping reads are in the official shapes or in the recorded
// message.
func TestChatwootShapes(t *testing.T) {
	shapes := fixture(t, "chatwoot/shapes.jsonc") + fixture(t, "chatwoot/message_created-incoming.json")
	for _, field := range []string{
		"event", "id", "display_id", "inbox_id", "status", "priority", "labels", "timestamp", "created_at", "meta", "sender", "assignee", "team",
		"name", "type", "content", "content_type", "message_type", "private", "conversation", "content_attributes", "additional_attributes",
		"message_created", "conversation_created", "conversation_updated", "conversation_status_changed", "changed_attributes",
	} {
		if !strings.Contains(shapes, `"`+field+`"`) {
			t.Errorf("no %s", field)
		}
	}
}

func TestRecordedRocketChat(t *testing.T) {
	var taken rocketWebhook
	if err := json.Unmarshal([]byte(fixture(t, "rocketchat/session-taken.json")), &taken); err != nil {
		t.Fatal(err)
	}
	m := &RocketChat{Shop: "s", Team: "presale", Teams: map[string]string{taken.Department: "vip"}}
	message := wanted{id: "messages.0._id", at: "messages.0.ts", text: "messages.0.msg"}
	visitor, agent := message, message
	visitor.file, visitor.summary, visitor.sender = "message-visitor.json", "message.created buyer", "visitor._id"
	agent.file, agent.summary, agent.sender = "message-agent.json", "message.created agent", "agent._id"
	for _, w := range []wanted{
		{file: "session-start.json", summary: "conversation.opened", id: "_id", at: "createdAt"},
		{file: "session-taken.json", summary: "conversation.assigned", id: "_id", at: "servedBy.ts", agent: "servedBy._id"},
		visitor,
		{
			file: "session-forwarded.json", summary: "conversation.transferred",
			id: "_id", at: "servedBy.ts", agent: "servedBy._id", from: "oldServedBy._id",
		},
		agent,
		{file: "livechat-session-closed.json", summary: "conversation.closed", id: "_id", at: "closedAt"},
	} {
		w.file = "rocketchat/" + w.file
		w.hold(t, m, "rocketchat:s:")
	}
	// The visitor's room is that of session-taken, whose department it keeps.
	if e := mapped(t, m, fixture(t, "rocketchat/"+visitor.file))[0]; e.Team != "vip" {
		t.Errorf("the department is forgotten: %+v", e)
	}
}
