package webhooks

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// RocketChat maps the omnichannel webhook of one workspace. Most webhooks do
// not name the department: it remembers those that do. A real gateway keeps that
// on disk. Its methods are for one goroutine.
type RocketChat struct {
	Shop  string
	Teams map[string]string // by department's id; lower case
	Team  string            // of rooms without a known one
	Bots  []string          // user names: nothing in a webhook tells a bot from an agent

	departments map[string]string // by room
}

type rocketWebhook struct {
	Type          string          `json:"type"`
	Room          string          `json:"_id"`
	Created       instant         `json:"createdAt"`
	LastMessage   instant         `json:"lastMessageAt"`
	Visitor       rocketPerson    `json:"visitor"`
	Messages      []rocketMessage `json:"messages"`
	Department    string          `json:"departmentId"`
	OldDepartment string          `json:"oldDepartmentId"`
	ServedBy      rocketPerson    `json:"servedBy"`
	OldServedBy   rocketPerson    `json:"oldServedBy"`
	ClosedAt      instant         `json:"closedAt"`
	ClosedBy      rocketPerson    `json:"closedBy"`
}

type rocketPerson struct {
	ID         string  `json:"_id"`
	Username   string  `json:"username"`
	Name       string  `json:"name"`
	Department string  `json:"department"`
	Since      instant `json:"ts"`
}

type rocketMessage struct {
	ID       string  `json:"_id"`
	Username string  `json:"username"`
	Text     string  `json:"msg"`
	At       instant `json:"ts"`
	Edited   instant `json:"editedAt"`
	AgentID  string  `json:"agentId"`
	User     struct {
		Name string `json:"name"`
	} `json:"u"`
	File *struct {
		Type string `json:"type"`
	} `json:"file"`
}

// Map is what a webhook says: nothing if it is about nothing that supervisors
// see. The error is ErrWebhook.
func (r *RocketChat) Map(body []byte) ([]Event, error) {
	var w rocketWebhook
	if json.Unmarshal(body, &w) != nil || w.Type == "" || w.Room == "" {
		return nil, ErrWebhook
	}
	before := r.team(w.Room)
	r.learn(w)
	switch w.Type {
	case "Message":
		return r.messages(w)
	case "LivechatSessionStart":
		return r.one(w, "conversation.opened", w.Created.Time, Event{})
	case "LivechatSessionQueued":
		return r.one(w, "conversation.assigned", w.Created.Time, Event{})
	case "LivechatSessionTaken":
		return r.one(w, "conversation.assigned", w.ServedBy.Since.Time, Event{Agent: w.ServedBy.ID})
	case "LivechatSessionForwarded":
		return r.forwarded(w, before)
	case "LivechatSession":
		return r.one(w, "conversation.closed", w.ClosedAt.Time, Event{By: w.ClosedBy.ID})
	}
	return nil, nil
}

// forwarded is a move. To a department nobody serves the room yet, and the
// webhook has no instant of its own: the last message's comes closest of what a
// repeated webhook says again.
func (r *RocketChat) forwarded(w rocketWebhook, before string) ([]Event, error) {
	if old := r.Teams[w.OldDepartment]; old != "" {
		before = old
	}
	e := Event{Agent: w.ServedBy.ID, From: w.OldServedBy.ID}
	if before != r.team(w.Room) {
		e.Before = before
	}
	return r.one(w, "conversation.transferred", first(w.ServedBy.Since, w.LastMessage, w.Created), e)
}

// messages takes them from webhooks of their own only: the others carry the
// whole transcript again. An edited message is no new one.
func (r *RocketChat) messages(w rocketWebhook) ([]Event, error) {
	var all []Event
	for _, m := range w.Messages {
		if m.ID == "" || m.At.IsZero() {
			return nil, ErrWebhook
		}
		if !m.Edited.IsZero() {
			continue
		}
		e := r.about(w)
		e.Type, e.ID, e.Time = "message.created", r.id(m.ID), m.At.Time
		e.Sender = &Sender{Kind: r.kind(m), ID: m.AgentID, Name: m.User.Name}
		if m.AgentID == "" {
			e.Sender.ID, e.Sender.Name = w.Visitor.ID, w.Visitor.Name
		}
		if e.Text = m.Text; m.File != nil {
			e.Media = m.File.Type
		}
		all = append(all, e)
	}
	return all, nil
}

// kind is who speaks: only agents and bots have an agent's id.
func (r *RocketChat) kind(m rocketMessage) string {
	switch {
	case m.AgentID == "":
		return "buyer"
	case slices.Contains(r.Bots, m.Username):
		return "robot"
	}
	return "agent"
}

// one fills in e, which happened at an instant.
func (r *RocketChat) one(w rocketWebhook, typ string, at time.Time, e Event) ([]Event, error) {
	if at.IsZero() {
		return nil, ErrWebhook
	}
	about := r.about(w)
	about.Type, about.Time = typ, at
	about.ID = r.id(w.Room) + ":" + w.Type + ":" + strconv.FormatInt(at.UnixMilli(), 10)
	about.Agent, about.From, about.By, about.Before = e.Agent, e.From, e.By, e.Before
	return []Event{about}, nil
}

func (r *RocketChat) about(w rocketWebhook) Event {
	return Event{Platform: "rocketchat", Shop: r.Shop, Team: r.team(w.Room), Conversation: w.Room}
}

func (r *RocketChat) id(of string) string { return "rocketchat:" + r.Shop + ":" + of }

// learn remembers a room's department.
func (r *RocketChat) learn(w rocketWebhook) {
	department := w.Department
	if department == "" && r.departments[w.Room] == "" {
		department = w.Visitor.Department
	}
	if department == "" {
		return
	}
	if r.departments == nil {
		r.departments = map[string]string{}
	}
	r.departments[w.Room] = department
}

func (r *RocketChat) team(room string) string {
	if team := r.Teams[r.departments[room]]; team != "" {
		return team
	}
	return r.Team
}
