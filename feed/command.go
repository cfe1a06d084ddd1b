package feed

import (
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// CommandRequest is what a supervisor asks of the chat backend, the payload of
// a request on CommandSubject; docs/commands.md. Its strings are as they came.
// Team and supervisor are not in it: the subject proves them.
type CommandRequest struct {
	ID           string              `json:"id"` // the same id asks for the same thing, once
	Verb         metrics.Verb        `json:"verb"`
	Conversation CommandConversation `json:"conversation,omitzero"` // which: all verbs but status and broadcast
	Agent        string              `json:"agent,omitzero"`        // nudge and status: whom; escalation: who asked
	To           CommandTarget       `json:"to,omitzero"`           // reassign; status: the agent's new team
	Expect       *CommandExpect      `json:"expect,omitzero"`       // nil: whoever owns it
	Status       string              `json:"status,omitzero"`       // status: online, busy, away, offline; empty: unchanged
	Capacity     int                 `json:"capacity,omitzero"`     // status: conversations at a time; 0: unchanged
	Priority     string              `json:"priority,omitzero"`     // tag; empty: unchanged
	Tags         []string            `json:"tags,omitzero"`         // tag: the whole list; nil: unchanged
	Words        string              `json:"words,omitzero"`        // note, broadcast and escalation
	Undoes       string              `json:"undoes,omitzero"`       // id of the command that this one takes back
	By           string              `json:"by,omitzero"`           // must be who the subject names
	Why          string              `json:"why,omitzero"`
	Seen         CommandSeen         `json:"seen,omitzero"`
	Deadline     time.Time           `json:"deadline,omitzero"` // wall clock; after it nothing may happen any more
}

// CommandConversation names a conversation.
type CommandConversation struct {
	Platform     string `json:"platform"`
	Shop         string `json:"shop"`
	Conversation string `json:"conversation"`
}

// CommandTarget is where a conversation is to go: one of the fields is set.
type CommandTarget struct {
	Agent string `json:"agent,omitzero"`
	Team  string `json:"team,omitzero"`  // to that team's queue
	Queue bool   `json:"queue,omitzero"` // back to the queue of its team
}

// CommandExpect is what the supervisor believed. The backend refuses with
// CodeConflict if it is no longer so.
type CommandExpect struct {
	Owner string `json:"owner"` // empty: nobody
}

// CommandSeen is what the supervisor's screen knew.
type CommandSeen struct {
	Sequence uint64 `json:"sequence"` // of the stream
}

// CommandReply is the backend's answer. It promises the event that carries the
// command's id; it is not that event.
type CommandReply struct {
	ID     string        `json:"id"`
	Status CommandStatus `json:"status"`
	Code   string        `json:"code,omitzero"`
	Text   string        `json:"text,omitzero"`
	Owner  string        `json:"owner,omitzero"` // of the conversation, where that explains the code
}

// CommandStatus is the backend's word.
type CommandStatus string

// Statuses of a reply.
const (
	CommandAccepted  CommandStatus = "accepted"
	CommandRefused   CommandStatus = "refused"
	CommandDuplicate CommandStatus = "duplicate" // accepted before; nothing happens twice
)

// Codes of a refusal.
const (
	CodeConflict            = "conflict" // the owner is not the expected one
	CodeUnknownConversation = "unknown_conversation"
	CodeUnknownAgent        = "unknown_agent"
	CodeUnknownTeam         = "unknown_team"
	CodeOffline             = "offline"    // the agent takes nobody: off or on a break
	CodeFull                = "full"       // the agent has no free place
	CodeNotMember           = "not_member" // the agent has no account in the shop, or is of another team
	CodeForbidden           = "forbidden"
	CodeClosed              = "closed"
	CodeUnsupported         = "unsupported" // this platform cannot do it
	CodeBusy                = "busy"        // try again
	CodeExpired             = "expired"     // the deadline had passed
	CodeInvalid             = "invalid"     // the request makes no sense
	CodeDuplicate           = "duplicate"   // the id belongs to another command
)

// NewCommandRequest is c as it travels.
func NewCommandRequest(c metrics.Command) CommandRequest {
	r := CommandRequest{
		ID: c.ID, Verb: c.Verb, Agent: string(c.Agent), Status: c.Presence.String(), Capacity: c.Capacity,
		Priority: string(c.Priority), Words: string(c.Words), Undoes: c.Undoes,
		By: string(c.By), Why: string(c.Why), Seen: CommandSeen{c.Seen},
	}
	if c.Tags != nil {
		r.Tags = append([]string{}, stringsOf(c.Tags)...)
	}
	if c.Deadline != 0 {
		r.Deadline = c.Deadline.Std()
	}
	if k := c.Conversation; k != (metrics.ConversationKey{}) {
		r.Conversation = CommandConversation{string(k.Platform), string(k.Shop), string(k.Conversation)}
		r.Expect = &CommandExpect{string(c.ExpectOwner)}
	}
	switch c.Verb {
	case metrics.Reassign:
		r.To = CommandTarget{Agent: string(c.To), Team: string(c.ToTeam), Queue: c.To == "" && c.ToTeam == ""}
	case metrics.SetStatus:
		r.To = CommandTarget{Team: string(c.ToTeam)}
	}
	return r
}

// Key is the conversation, if its names are fit to be ids.
func (c CommandConversation) Key() (metrics.ConversationKey, error) {
	platform, errPlatform := text.ID(c.Platform)
	shop, errShop := text.ID(c.Shop)
	conversation, errConversation := text.ID(c.Conversation)
	key := metrics.ConversationKey{Platform: platform, Shop: shop, Conversation: conversation}
	return key, errors.Join(errPlatform, errShop, errConversation)
}

// Encode is r as JSON.
func (r CommandRequest) Encode() ([]byte, error) { return json.Marshal(r) }

// Encode is r as JSON.
func (r CommandReply) Encode() ([]byte, error) { return json.Marshal(r) }

// DecodeCommandRequest reads a request. The error is in plain words; what of
// the request could be read comes with it, so that it can be answered.
func DecodeCommandRequest(data []byte) (CommandRequest, error) {
	var r CommandRequest
	if len(data) > MaxPayload {
		return r, fmt.Errorf("the request has %d bytes, more than %d", len(data), MaxPayload)
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return r, fmt.Errorf("the request is malformed: %w", describe(err))
	}
	return r, r.check()
}

// DecodeCommandReply reads a reply.
func DecodeCommandReply(data []byte) (CommandReply, error) {
	var r CommandReply
	if len(data) > MaxPayload {
		return r, fmt.Errorf("the reply has %d bytes, more than %d", len(data), MaxPayload)
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return r, fmt.Errorf("the reply is malformed: %w", describe(err))
	}
	return r, nil
}
