// Package webhooks maps the webhooks of Chatwoot and Rocket.Chat to the events
// of docs/events.md. It is an example to copy: what is around it, from the HTTP
// server to the watermark, is in gateway-go. docs/publish.md has the mapping as
// tables, with the traps.
package webhooks

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"
)

// Event is the envelope of docs/events.md, as far as these platforms fill it.
type Event struct {
	ID           string    `json:"id"`
	Type         string    `json:"type"`
	Time         time.Time `json:"time"`
	Platform     string    `json:"platform,omitempty"`
	Shop         string    `json:"shop,omitempty"`
	Team         string    `json:"team,omitempty"`
	Conversation string    `json:"conversation,omitempty"`
	Sender       *Sender   `json:"sender,omitempty"`
	Text         string    `json:"text,omitempty"`
	Media        string    `json:"media,omitempty"`
	Private      bool      `json:"private,omitempty"`
	Agent        string    `json:"agent,omitempty"`
	Name         string    `json:"name,omitempty"`
	From         string    `json:"from,omitempty"`
	By           string    `json:"by,omitempty"`
	Priority     string    `json:"priority,omitempty"`
	Tags         []string  `json:"tags,omitempty"`

	// Before is the team that a move left, empty if it stayed: the event is
	// published on its subject too, under the message id ID@Before.
	Before string `json:"-"`
}

// Sender is who wrote a message.
type Sender struct {
	Kind string `json:"kind"`
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

// ErrWebhook is returned for what is no webhook of the platform.
var ErrWebhook = errors.New("not a webhook of this platform")

// instant reads every form in which these platforms write one: ISO 8601, unix
// seconds with or without a fraction, and the form of Chatwoot's older pages.
// Null and 0 are no instant.
type instant struct{ time.Time }

// UnmarshalJSON reads an instant. The error is ErrWebhook.
func (t *instant) UnmarshalJSON(data []byte) error {
	if bytes.Equal(data, []byte("null")) || bytes.Equal(data, []byte("0")) {
		return nil
	}
	text := strings.Trim(string(data), `"`)
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		t.Time = time.UnixMilli(int64(math.Round(seconds * 1000))).UTC()
		return nil
	}
	for _, form := range []string{time.RFC3339, "2006-01-02 15:04:05 MST"} {
		if at, err := time.Parse(form, text); err == nil {
			t.Time = at
			return nil
		}
	}
	return ErrWebhook
}

// first is the first instant that is one.
func first(all ...instant) time.Time {
	for _, t := range all {
		if !t.IsZero() {
			return t.Time
		}
	}
	return time.Time{}
}

// number is an id that is a number in some versions and a string in others.
type number string

// UnmarshalJSON reads either; null is no id. The error is ErrWebhook.
func (n *number) UnmarshalJSON(data []byte) error {
	switch {
	case bytes.Equal(data, []byte("null")):
		return nil
	case len(data) > 1 && data[0] == '"':
		return json.Unmarshal(data, (*string)(n))
	}
	if _, err := strconv.ParseUint(string(data), 10, 64); err != nil {
		return ErrWebhook
	}
	*n = number(data)
	return nil
}
