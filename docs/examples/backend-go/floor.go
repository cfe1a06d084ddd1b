package main

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"
)

// Names of this example's platform and shop.
const (
	platform = "example"
	shop     = "shop-1"
)

// floor stands for the chat system: who is there, and who owns what. A real
// backend calls its platform's interface instead.
type floor struct {
	mu     sync.Mutex
	agents map[string]*agent
	chats  map[string]*chat
	events int
}

type agent struct {
	team   string
	online bool
	free   int // places
}

type chat struct{ team, owner string }

// event is the envelope of docs/events.md, as far as this backend uses it.
type event struct {
	ID           string    `json:"id"`
	Type         string    `json:"type"`
	Time         time.Time `json:"time"`
	Platform     string    `json:"platform,omitempty"`
	Shop         string    `json:"shop,omitempty"`
	Team         string    `json:"team,omitempty"`
	Conversation string    `json:"conversation,omitempty"`
	Sender       *sender   `json:"sender,omitempty"`
	Agent        string    `json:"agent,omitempty"`
	Text         string    `json:"text,omitempty"`
	Private      bool      `json:"private,omitempty"`
	From         string    `json:"from,omitempty"`
	By           string    `json:"by,omitempty"`
	Reason       string    `json:"reason,omitempty"`
	Command      string    `json:"command,omitempty"`
	Status       string    `json:"status,omitempty"`
	Capacity     int       `json:"capacity,omitempty"`
}

type sender struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
}

func exampleFloor() *floor {
	return &floor{
		agents: map[string]*agent{
			"li":   {"presale", true, 3},
			"wang": {"presale", true, 3},
			"sun":  {"presale", false, 3},
			"he":   {"presale", true, 0},
			"lin":  {"aftersale", true, 3},
		},
		chats: map[string]*chat{"c-1": {"presale", "li"}, "c-2": {"presale", ""}, "c-3": {"aftersale", "lin"}},
	}
}

// opening is what a screen must know before anything else: who is on, and what
// is open.
func (f *floor) opening(now time.Time) []event {
	var all []event
	for _, id := range slices.Sorted(maps.Keys(f.agents)) {
		a := f.agents[id]
		status := "offline"
		if a.online {
			status = "online"
		}
		all = append(all, f.event(now, event{Type: "agent.status", Team: a.team, Agent: id, Status: status, Capacity: max(a.free, 1)}))
	}
	for _, id := range slices.Sorted(maps.Keys(f.chats)) {
		c := f.chats[id]
		all = append(all,
			f.event(now, event{Type: "conversation.opened", Platform: platform, Shop: shop, Team: c.team, Conversation: id}),
			f.event(now, event{
				Type: "message.created", Platform: platform, Shop: shop, Team: c.team, Conversation: id,
				Sender: &sender{"buyer", "b-" + id}, Text: "hello?",
			}))
	}
	return all
}

// event gives e an id that no other event has, of this run or another.
func (f *floor) event(now time.Time, e event) event {
	f.events++
	e.ID, e.Time = fmt.Sprintf("%s:%d:%d", platform, now.UnixMilli(), f.events), now
	return e
}

// do carries out r for a team's supervisor. It returns the event that says so,
// or why not.
func (f *floor) do(team, supervisor string, r request, now time.Time) (event, *reply) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c, no := f.find(team, r)
	if no != nil {
		return event{}, no
	}
	e := event{
		Platform: platform, Shop: shop, Team: c.team, Conversation: r.Conversation.Conversation, By: supervisor, Reason: r.Why, Command: r.ID,
	}
	switch r.Verb {
	case "nudge", "note":
		e.Type, e.Private, e.Sender, e.Text = "message.created", true, &sender{"system", supervisor}, r.Words
		if r.Verb == "nudge" {
			e.Agent, e.Text = c.owner, "please answer"
		}
		return f.event(now, e), nil
	case "take":
		return f.move(c, supervisor, e, now), nil
	}
	if no := f.fits(r.To.Agent, c); no != nil {
		return event{}, no
	}
	return f.move(c, r.To.Agent, e, now), nil
}

// find is the conversation a request is about, if its supervisor may touch it
// and saw it as it is.
func (f *floor) find(team string, r request) (*chat, *reply) {
	c := f.chats[r.Conversation.Conversation]
	switch {
	case r.Conversation.Platform != platform || r.Conversation.Shop != shop || c == nil:
		return nil, refuse("unknown_conversation", "there is no such conversation")
	case c.team != team:
		return nil, refuse("forbidden", "it belongs to another team")
	case r.Expect != nil && r.Expect.Owner != c.owner && r.Verb != "note":
		no := refuse("conflict", "its owner has changed")
		no.Owner = c.owner
		return nil, no
	}
	return c, nil
}

// fits says why a conversation cannot go to an agent; to nobody it always can.
func (f *floor) fits(id string, c *chat) *reply {
	a := f.agents[id]
	switch {
	case id == "":
		return nil
	case a == nil:
		return refuse("unknown_agent", "there is no such agent")
	case a.team != c.team:
		return refuse("not_member", id+" is of another team")
	case !a.online:
		return refuse("offline", id+" is offline")
	case a.free == 0:
		return refuse("full", id+" has no free place")
	}
	return nil
}

// move gives a conversation to an agent, or back to the queue.
func (f *floor) move(c *chat, to string, e event, now time.Time) event {
	if a := f.agents[c.owner]; a != nil {
		a.free++
	}
	if a := f.agents[to]; a != nil {
		a.free--
	}
	e.Type, e.From, e.Agent = "conversation.assigned", c.owner, to
	c.owner = to
	return f.event(now, e)
}
