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
	Conversation CommandConversation `json:"conversation,omitzero"` // nudge, take and reassign: which
	Agent        string              `json:"agent,omitzero"`        // nudge and status: whom
	To           CommandTarget       `json:"to,omitzero"`           // reassign
	Expect       *CommandExpect      `json:"expect,omitzero"`       // nil: whoever owns it
	Status       string              `json:"status,omitzero"`       // status: online, busy, away, offline
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
		ID: c.ID, Verb: c.Verb, Agent: string(c.Agent), Status: c.Presence.String(),
		By: string(c.By), Why: string(c.Why), Seen: CommandSeen{c.Seen},
	}
	if c.Deadline != 0 {
		r.Deadline = c.Deadline.Std()
	}
	if k := c.Conversation; k != (metrics.ConversationKey{}) {
		r.Conversation = CommandConversation{string(k.Platform), string(k.Shop), string(k.Conversation)}
		r.Expect = &CommandExpect{string(c.ExpectOwner)}
	}
	if c.Verb == metrics.Reassign {
		r.To = CommandTarget{Agent: string(c.To), Queue: c.To == ""}
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

// maxCommandID is the longest id of a command, in bytes.
const maxCommandID = 64

func (r CommandRequest) check() error {
	_, errID := text.ID(r.ID)
	switch {
	case r.ID == "" || len(r.ID) > maxCommandID || errID != nil:
		return fmt.Errorf("the id must be 1 to %d printable bytes", maxCommandID)
	case r.Verb != metrics.SetStatus && r.Conversation == (CommandConversation{}):
		return fmt.Errorf("%s needs a conversation", text.Name(string(r.Verb)))
	case r.Verb == metrics.Reassign && r.To.Queue == (r.To.Agent != ""):
		return errors.New("reassign needs either an agent or the queue to go to")
	case r.Verb == metrics.SetStatus && r.Agent == "":
		return errors.New("status needs an agent")
	case r.Verb == metrics.SetStatus && metrics.ParsePresence(r.Status) == metrics.UnknownPresence:
		return errors.New("status must be online, busy, away or offline")
	}
	return nil
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
