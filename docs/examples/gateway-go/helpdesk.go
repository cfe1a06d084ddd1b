package main

import (
	"encoding/json"
	"errors"
	"strings"
	"time"
	"unicode/utf8"
)

// webhook is what the invented helpdesk sends. It is signed, and sent up to
// three times within three seconds until it was answered with 200.
type webhook struct {
	Delivery string    `json:"delivery"`
	Kind     string    `json:"kind"`
	At       time.Time `json:"at"`
	Shop     string    `json:"shop"`
	Ticket   ticket    `json:"ticket"`
	Before   ticket    `json:"before"` // ticket.assigned: team and owner until then
	By       string    `json:"by"`
	Score    int       `json:"score"`
	Message  struct {
		ID       string `json:"id"`
		From     string `json:"from"`
		Author   person `json:"author"`
		Text     string `json:"text"`
		Internal bool   `json:"internal"`
	} `json:"message"`
	Agent struct {
		person
		Team  string `json:"team"`
		State string `json:"state"`
		Slots int    `json:"slots"`
	} `json:"agent"`
}

type ticket struct {
	ID    string `json:"id"`
	Team  string `json:"team"`
	Owner string `json:"owner"`
}

type person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// platform is what this helpdesk is called in events.
const platform = "helpdesk"

var (
	senders = map[string]string{"customer": "buyer", "agent": "agent", "bot": "robot", "greeting": "auto"}
	states  = map[string]string{"available": "online", "full": "busy", "break": "away", "off": "offline"}
)

var errWebhook = errors.New("not a webhook of the helpdesk")

// letters are the messages that a webhook becomes: none if it is about nothing
// that supervisors see.
func letters(body []byte) ([]letter, error) {
	var w webhook
	if err := json.Unmarshal(body, &w); err != nil || w.Delivery == "" || w.Shop == "" || w.At.IsZero() {
		return nil, errWebhook
	}
	e := event{
		ID: platform + ":" + w.Shop + ":" + w.Delivery, Time: w.At,
		Platform: platform, Shop: w.Shop, Team: team(w.Ticket.Team), Conversation: w.Ticket.ID, By: w.By,
	}
	switch w.Kind {
	case "ticket.opened":
		e.Type = "conversation.opened"
	case "ticket.closed":
		e.Type = "conversation.closed"
	case "ticket.rated":
		e.Type, e.Score, e.Agent = "rating.submitted", w.Score, w.Ticket.Owner
	case "ticket.assigned":
		return moved(e, w)
	case "message":
		return written(e, w)
	case "agent.status":
		return changed(e, w)
	default:
		return nil, nil
	}
	return one(e)
}

// written is a message. Its own id makes the event's, so that a message read
// from the helpdesk's history later is the same event.
func written(e event, w webhook) ([]letter, error) {
	kind := senders[w.Message.From]
	if kind == "" || w.Message.ID == "" {
		return nil, errWebhook
	}
	e.Type = "message.created"
	e.ID = platform + ":" + w.Shop + ":" + w.Message.ID
	e.Sender = &sender{Kind: kind, ID: w.Message.Author.ID, Name: w.Message.Author.Name}
	e.Text, e.Private = cut(w.Message.Text), w.Message.Internal
	return one(e)
}

// moved is another owner. A move to another team is told to both: the stream
// would drop a second message with one id, so the second carries the team too.
func moved(e event, w webhook) ([]letter, error) {
	e.Type, e.Agent, e.From = "conversation.assigned", w.Ticket.Owner, w.Before.Owner
	all, err := one(e)
	before := team(w.Before.Team)
	if err != nil || before == "" || before == e.Team {
		return all, err
	}
	copied := all[0]
	copied.subject = subjectFor(before, e)
	copied.id += "@" + token(before)
	return append(all, copied), nil
}

// changed is an agent's presence: about a person, on whatever platforms.
func changed(e event, w webhook) ([]letter, error) {
	e.Type, e.Platform, e.Shop = "agent.status", "", ""
	e.Team, e.Agent, e.Name = team(w.Agent.Team), w.Agent.ID, w.Agent.Name
	e.Status, e.Native, e.Capacity = states[w.Agent.State], w.Agent.State, w.Agent.Slots
	if e.Status == "" || e.Agent == "" {
		return nil, errWebhook
	}
	return one(e)
}

// team is a team's id: lower case, whatever the helpdesk calls it.
func team(name string) string { return strings.ToLower(name) }

// maxText keeps events below 64 KiB, in bytes.
const maxText = 16 << 10

func cut(text string) string {
	if len(text) <= maxText {
		return text
	}
	n := maxText
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}
