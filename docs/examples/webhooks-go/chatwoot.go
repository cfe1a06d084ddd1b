package webhooks

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Chatwoot maps the webhooks of one account. Since they do not say what has
// changed, or say it unreliably, it remembers the conversations it has heard of:
// a real gateway keeps them on disk. Its methods are for one goroutine.
type Chatwoot struct {
	Account string // webhooks about conversations do not name it: put it into the webhook's URL
	Team    string // of conversations without one; lower case

	known map[number]chatwootConversation
}

// chatwootConversation is a conversation as of its latest webhook.
type chatwootConversation struct {
	ID       number   `json:"id"` // counted by account
	Display  number   `json:"display_id"`
	Inbox    number   `json:"inbox_id"`
	Status   string   `json:"status"`
	Priority string   `json:"priority"`
	Labels   []string `json:"labels"`
	Updated  instant  `json:"updated_at"`
	Stamp    instant  `json:"timestamp"`
	Created  instant  `json:"created_at"`
	Meta     struct {
		Sender   chatwootPerson `json:"sender"`
		Assignee chatwootPerson `json:"assignee"`
		Team     chatwootPerson `json:"team"`
	} `json:"meta"`
}

// chatwootPerson is a contact, a user, a bot or a team. A contact has no type.
type chatwootPerson struct {
	ID   number `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"`
}

type chatwootMessage struct {
	ID           number               `json:"id"`
	Content      string               `json:"content"`
	ContentType  string               `json:"content_type"`
	Created      instant              `json:"created_at"`
	Direction    chatwootDirection    `json:"message_type"`
	Private      bool                 `json:"private"`
	Sender       chatwootPerson       `json:"sender"`
	Conversation chatwootConversation `json:"conversation"`
	Attributes   struct {
		Rule number `json:"automation_rule_id"`
	} `json:"content_attributes"`
	Additional struct {
		Campaign number `json:"campaign_id"`
	} `json:"additional_attributes"`
	Attachments []struct {
		Type string `json:"file_type"`
	} `json:"attachments"`
}

// chatwootDirection is a word in webhooks and a number everywhere else.
type chatwootDirection string

var chatwootDirections = map[string]chatwootDirection{"0": "incoming", "1": "outgoing", "2": "activity", "3": "template"}

// UnmarshalJSON reads either form.
func (d *chatwootDirection) UnmarshalJSON(data []byte) error {
	*d = chatwootDirections[string(data)]
	if *d == "" {
		return json.Unmarshal(data, (*string)(d))
	}
	return nil
}

// Map is what a webhook says, oldest first: nothing if it is about nothing that
// supervisors see, or older than what is known. The error is ErrWebhook.
func (c *Chatwoot) Map(body []byte) ([]Event, error) {
	var head struct {
		Event string `json:"event"`
	}
	if json.Unmarshal(body, &head) != nil || head.Event == "" {
		return nil, ErrWebhook
	}
	switch head.Event {
	case "message_created":
		return c.message(body)
	case "conversation_created", "conversation_updated", "conversation_status_changed":
		return c.conversation(body)
	}
	return nil, nil
}

func (c *Chatwoot) message(body []byte) ([]Event, error) {
	var m chatwootMessage
	if json.Unmarshal(body, &m) != nil || m.ID == "" || m.Created.IsZero() {
		return nil, ErrWebhook
	}
	if m.Direction == "activity" { // "X assigned this to Y": no message
		return nil, nil
	}
	e := c.about(m.Conversation)
	e.ID, e.Time = c.id("m", m.ID), m.Created.Time
	if m.ContentType == "input_csat" {
		e.Type, e.Agent = "rating.invited", string(m.Conversation.Meta.Assignee.ID)
		return []Event{e}, nil
	}
	e.Type, e.Text, e.Private = "message.created", m.Content, m.Private
	e.Sender = &Sender{Kind: m.kind(), ID: string(m.Sender.ID), Name: m.Sender.Name}
	if len(m.Attachments) > 0 {
		e.Media = m.Attachments[0].Type
	}
	return []Event{e}, nil
}

// kind is who speaks. Only what a person typed is an agent's.
func (m *chatwootMessage) kind() string {
	switch {
	case m.Direction == "incoming":
		return "buyer"
	case m.Direction == "template", m.Attributes.Rule != "", m.Additional.Campaign != "":
		return "auto"
	case m.Sender.Type == "user":
		return "agent"
	}
	return "robot" // agent_bot, captain_assistant
}

// conversation compares a conversation with what is known of it.
func (c *Chatwoot) conversation(body []byte) ([]Event, error) {
	var now chatwootConversation
	if json.Unmarshal(body, &now) != nil || now.id() == "" || now.at().IsZero() {
		return nil, ErrWebhook
	}
	before, known := c.known[now.id()]
	if known && !before.at().Before(now.at()) { // repeated, or overtaken by a later one
		return nil, nil
	}
	if c.known == nil {
		c.known = map[number]chatwootConversation{}
	}
	c.known[now.id()] = now
	var all []Event
	add := func(typ string, change func(*Event)) {
		e := c.about(now)
		e.Type, e.Time = typ, now.at()
		e.ID = c.id("c", now.id()) + ":" + strconv.FormatInt(now.at().UnixMilli(), 10) + ":" + typ
		change(&e)
		all = append(all, e)
	}
	if typ := statusEvent(before.Status, now.Status); typ != "" {
		add(typ, func(*Event) {})
	}
	if owner, team := now.Meta.Assignee, c.team(now); owner.ID != before.Meta.Assignee.ID || known && team != c.team(before) {
		add("conversation.assigned", func(e *Event) {
			e.Agent, e.Name, e.From = string(owner.ID), owner.Name, string(before.Meta.Assignee.ID)
			if known && team != c.team(before) {
				e.Before = c.team(before)
			}
		})
	}
	if now.Priority != before.Priority || !slices.Equal(now.Labels, before.Labels) {
		add("conversation.tagged", func(e *Event) { e.Priority, e.Tags = now.Priority, now.Labels })
	}
	return all, nil
}

// statusEvent is what a change of status means. While a conversation is
// pending, a bot has it; snoozed ones stay open for the buyer.
func statusEvent(before, now string) string {
	switch {
	case before == now:
		return ""
	case now == "resolved":
		return "conversation.closed"
	case before == "pending" && now == "open":
		return "conversation.handoff"
	case before == "" || before == "resolved":
		return "conversation.opened"
	}
	return ""
}

func (v *chatwootConversation) id() number {
	if v.ID != "" {
		return v.ID
	}
	return v.Display
}

// at is when the conversation was as the webhook says.
func (v *chatwootConversation) at() time.Time { return first(v.Updated, v.Stamp, v.Created) }

// about is an event about a conversation: an inbox is a shop.
func (c *Chatwoot) about(v chatwootConversation) Event {
	return Event{Platform: "chatwoot", Shop: c.Account + "-" + string(v.Inbox), Team: c.team(v), Conversation: string(v.id())}
}

func (c *Chatwoot) team(v chatwootConversation) string {
	if v.Meta.Team.Name == "" {
		return c.Team
	}
	return strings.ToLower(v.Meta.Team.Name)
}

func (c *Chatwoot) id(kind string, n number) string {
	return "chatwoot:" + c.Account + ":" + kind + "-" + string(n)
}
