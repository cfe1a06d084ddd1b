package feed

import (
	"time"

	"github.com/go-json-experiment/json"

	"floorwalker/metrics"
)

// Verbs of records that the screen writes by itself: nobody is asked.
const (
	AuditCopy   metrics.Verb = "copy"   // a real number was copied
	AuditUnmask metrics.Verb = "unmask" // a masked name or number was shown
	AuditHide   metrics.Verb = "hide"   // a row was taken off the lists

	AuditElevate    metrics.Verb = "elevate"     // a screen that only watches may act for a while
	AuditElevateEnd metrics.Verb = "elevate_end" // and does not any more
)

// AuditDone is the status of such a record.
const AuditDone CommandStatus = "done"

// AuditRecord is what is kept of a command: who asked for what, knowing what,
// and what he was told. One record per request; a repeated request that was
// answered from memory has a record of its own.
type AuditRecord struct {
	ID           string              `json:"id"` // of the command
	Time         time.Time           `json:"time"`
	Team         string              `json:"team"` // of the subject
	Supervisor   string              `json:"supervisor"`
	Verb         metrics.Verb        `json:"verb"`
	Conversation CommandConversation `json:"conversation,omitzero"`
	Agent        string              `json:"agent,omitzero"`
	From         *CommandExpect      `json:"from,omitzero"` // the owner he saw
	To           CommandTarget       `json:"to,omitzero"`
	Presence     string              `json:"presence,omitzero"` // asked for, as the three that follow
	Capacity     int                 `json:"capacity,omitzero"`
	Priority     string              `json:"priority,omitzero"`
	Tags         []string            `json:"tags,omitzero"`
	Words        string              `json:"words,omitzero"`
	Undoes       string              `json:"undoes,omitzero"`
	By           string              `json:"by,omitzero"` // as the request claims
	Why          string              `json:"why,omitzero"`
	Seen         CommandSeen         `json:"seen,omitzero"`
	Status       CommandStatus       `json:"status"`
	Code         string              `json:"code,omitzero"`
	Text         string              `json:"text,omitzero"`
	Owner        string              `json:"owner,omitzero"` // as the backend answered
}

// NewAuditRecord is the record of a request and its answer at an instant.
func NewAuditRecord(at time.Time, team, supervisor string, q CommandRequest, a CommandReply) AuditRecord {
	return AuditRecord{
		ID: q.ID, Time: at, Team: team, Supervisor: supervisor, Verb: q.Verb, Conversation: q.Conversation,
		Agent: q.Agent, From: q.Expect, To: q.To, Presence: q.Status, Capacity: q.Capacity, Priority: q.Priority, Tags: q.Tags,
		Words: q.Words, Undoes: q.Undoes, By: q.By, Why: q.Why, Seen: q.Seen,
		Status: a.Status, Code: a.Code, Text: a.Text, Owner: a.Owner,
	}
}

// Encode is r as JSON.
func (r AuditRecord) Encode() ([]byte, error) { return json.Marshal(r) }
