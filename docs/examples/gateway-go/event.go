package main

import (
	"encoding/json"
	"net/url"
	"strings"
	"time"
)

// event is the envelope of docs/events.md, as far as this gateway uses it.
type event struct {
	ID           string    `json:"id"`
	Type         string    `json:"type"`
	Time         time.Time `json:"time"`
	Platform     string    `json:"platform,omitempty"`
	Shop         string    `json:"shop,omitempty"`
	Team         string    `json:"team,omitempty"`
	Conversation string    `json:"conversation,omitempty"`
	Sender       *sender   `json:"sender,omitempty"`
	Text         string    `json:"text,omitempty"`
	Private      bool      `json:"private,omitempty"`
	Agent        string    `json:"agent,omitempty"`
	Name         string    `json:"name,omitempty"`
	Status       string    `json:"status,omitempty"`
	Native       string    `json:"native,omitempty"`
	Capacity     int       `json:"capacity,omitempty"`
	From         string    `json:"from,omitempty"`
	By           string    `json:"by,omitempty"`
	Score        int       `json:"score,omitempty"`
	State        string    `json:"state,omitempty"`
	Watermark    time.Time `json:"watermark,omitzero"`
	Missing      []gap     `json:"missing,omitempty"`
}

type sender struct {
	Kind string `json:"kind"`
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

// gap is a stretch of time in which webhooks were lost.
type gap struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// letter is a message to be published.
type letter struct {
	subject, id string // id: of the message, so that a repeat is stored once
	at          time.Time
	data        []byte
}

// one is e on its own subject.
func one(e event) ([]letter, error) {
	data, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	return []letter{{subject: subjectFor(e.Team, e), id: e.ID, at: e.Time, data: data}}, nil
}

// subjectFor is where a team hears of e.
func subjectFor(team string, e event) string {
	return "chat.v1." + token(team) + "." + token(e.Platform) + "." + token(e.Shop) + "." + token(e.Conversation)
}

var tokens = strings.NewReplacer("%", "=", ".", "=2E", "~", "=7E", "+", "=20")

// token is an id as one token of a subject.
func token(id string) string {
	switch id {
	case "":
		return "_"
	case "_":
		return "=5F"
	}
	return tokens.Replace(url.QueryEscape(id))
}
