package webhooks

// chatwootSamples are invented webhooks, by the row of the tables in
// docs/publish.md that they stand for. Each comes after those in before.
var chatwootSamples = map[string]sample{
	"message_created incoming": {body: `{"event":"message_created","id":9,"message_type":"incoming","created_at":"2026-01-02T03:04:05.678Z","content":"hi",
		"sender":{"id":8,"name":"Bob"},"conversation":{"id":17,"inbox_id":3}}`},
	"message_created outgoing user": {body: `{"event":"message_created","id":10,"message_type":"outgoing","created_at":"2026-01-02T03:04:06Z",
		"sender":{"id":7,"type":"user"},"content_attributes":{"automation_rule_id":null},"conversation":{"id":17,"inbox_id":3}}`},
	"message_created private": {body: `{"event":"message_created","id":11,"message_type":"outgoing","created_at":"2026-01-02T03:04:06Z","private":true,
		"sender":{"id":7,"type":"user"},"conversation":{"id":17,"inbox_id":3}}`},
	"message_created outgoing agent_bot": {body: `{"event":"message_created","id":12,"message_type":"outgoing","created_at":"2026-01-02T03:04:06Z",
		"sender":{"id":1,"type":"agent_bot"},"conversation":{"id":17,"inbox_id":3}}`},
	"message_created outgoing automation_rule_id": {body: `{"event":"message_created","id":13,"message_type":"outgoing","created_at":"2026-01-02T03:04:06Z",
		"sender":{"id":7,"type":"user"},"content_attributes":{"automation_rule_id":4},"conversation":{"id":17,"inbox_id":3}}`},
	"message_created outgoing campaign_id": {body: `{"event":"message_created","id":14,"message_type":"outgoing","created_at":"2026-01-02T03:04:06Z",
		"sender":{"id":7,"type":"user"},"additional_attributes":{"campaign_id":4},"conversation":{"id":17,"inbox_id":3}}`},
	"message_created template": {body: `{"event":"message_created","id":15,"message_type":"template","created_at":"2026-01-02T03:04:06Z",
		"conversation":{"id":17,"inbox_id":3}}`},
	"message_created template input_csat": {body: `{"event":"message_created","id":16,"message_type":"template","content_type":"input_csat",
		"created_at":"2026-01-02T03:04:06Z","conversation":{"id":17,"inbox_id":3,"meta":{"assignee":{"id":7}}}}`},
	"conversation_created": {body: `{"event":"conversation_created","id":17,"inbox_id":3,"status":"open","updated_at":1767323000.5}`},
	"conversation_updated assignee_id": {before: []string{"conversation_created"}, body: `{"event":"conversation_updated","id":17,"inbox_id":3,"status":"open",
		"updated_at":1767323001.5,"changed_attributes":[{"assignee_id":{"previous_value":null,"current_value":7}}],"meta":{"assignee":{"id":7,"name":"Li"}}}`},
	"conversation_updated team_id": {before: []string{"conversation_created"}, body: `{"event":"conversation_updated","id":17,"inbox_id":3,"status":"open",
		"updated_at":1767323001.5,"meta":{"team":{"id":2,"name":"Aftersale"}}}`},
	"conversation_updated priority label_list": {before: []string{"conversation_created"}, body: `{"event":"conversation_updated","id":17,"inbox_id":3,
		"status":"open","updated_at":1767323001.5,"priority":"urgent","labels":["vip"]}`},
	"conversation_status_changed pending open": {before: []string{"pending"}, body: `{"event":"conversation_status_changed","id":17,"inbox_id":3,
		"status":"open","updated_at":1767323001.5,"changed_attributes":null}`},
	"conversation_status_changed resolved": {before: []string{"conversation_created"}, body: resolved},
	"conversation_status_changed resolved open": {
		before: []string{"conversation_created", "conversation_status_changed resolved"},
		body:   `{"event":"conversation_status_changed","id":17,"inbox_id":3,"status":"open","updated_at":1767323009}`,
	},
	"conversation_status_changed snoozed": {before: []string{"conversation_created"}, body: `{"event":"conversation_status_changed","id":17,"inbox_id":3,
		"status":"snoozed","updated_at":1767323001.5}`},
	"conversation_typing_on": {body: `{"event":"conversation_typing_on","conversation":{"id":17},"is_private":false}`},
	"pending":                {body: `{"event":"conversation_created","id":17,"inbox_id":3,"status":"pending","updated_at":1767323000.5}`, unlisted: true},
}

const resolved = `{"event":"conversation_status_changed","id":17,"inbox_id":3,"status":"resolved","updated_at":1767323001.5}`

var rocketSamples = map[string]sample{
	"LivechatSessionStart":  {body: `{"type":"LivechatSessionStart","_id":"room1","createdAt":"2026-01-02T03:04:05.678Z","messages":[]}`},
	"LivechatSessionQueued": {body: `{"type":"LivechatSessionQueued","_id":"room1","createdAt":"2026-01-02T03:04:05.678Z","departmentId":"d1"}`},
	"LivechatSessionTaken": {body: `{"type":"LivechatSessionTaken","_id":"room1","createdAt":"2026-01-02T03:04:05.678Z","departmentId":"d1",
		"servedBy":{"_id":"a7","username":"li","ts":"2026-01-02T03:05:05Z"},"messages":[{"_id":"m1","msg":"again","ts":"2026-01-02T03:04:06Z"}]}`},
	"LivechatSessionForwarded servedBy": {before: []string{"LivechatSessionTaken"}, body: `{"type":"LivechatSessionForwarded","_id":"room1",
		"createdAt":"2026-01-02T03:04:05Z","departmentId":"d1","servedBy":{"_id":"a8","ts":"2026-01-02T03:09:05Z"},"oldServedBy":{"_id":"a7"}}`},
	"LivechatSessionForwarded departmentId": {before: []string{"LivechatSessionTaken"}, body: `{"type":"LivechatSessionForwarded","_id":"room1",
		"createdAt":"2026-01-02T03:04:05Z","lastMessageAt":"2026-01-02T03:08:00Z","departmentId":"d2","oldDepartmentId":"d1","oldServedBy":{"_id":"a7"}}`},
	"LivechatSession": {body: `{"type":"LivechatSession","_id":"room1","createdAt":"2026-01-02T03:04:05Z","closedAt":"2026-01-02T04:04:05Z",
		"closedBy":{"_id":"a7"},"closer":"user","messages":[{"_id":"m1","msg":"again","ts":"2026-01-02T03:04:06Z"}]}`},
	"Message": {body: `{"type":"Message","_id":"room1","visitor":{"_id":"v1","name":"Bob"},"messages":[{"_id":"m1","msg":"hi","username":"guest-1",
		"ts":"2026-01-02T03:04:06Z"}]}`},
	"Message agentId": {body: `{"type":"Message","_id":"room1","messages":[{"_id":"m2","msg":"hello","username":"li","agentId":"a7",
		"ts":"2026-01-02T03:04:09Z"}]}`},
	"Message agentId Bots": {body: `{"type":"Message","_id":"room1","messages":[{"_id":"m3","msg":"hello","username":"rocket.cat","agentId":"a0",
		"ts":"2026-01-02T03:04:09Z"}]}`},
	"Message editedAt": {body: `{"type":"Message","_id":"room1","messages":[{"_id":"m2","msg":"hello!","username":"li","agentId":"a7",
		"ts":"2026-01-02T03:04:09Z","editedAt":"2026-01-02T03:05:09Z"}]}`},
	"LivechatEdit": {body: `{"type":"LivechatEdit","_id":"room1","createdAt":"2026-01-02T03:04:05Z","topic":"size"}`},
	"LeadCapture":  {body: `{"type":"LeadCapture","_id":"room1"}`},
}

// sample is a webhook, and those that came before it, by name.
type sample struct {
	before   []string
	body     string
	unlisted bool // in no table
}
