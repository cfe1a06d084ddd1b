package feed

import (
	"net/url"
	"strings"

	"floorwalker/metrics"
)

// AllEvents is the filter of every chat event, team by team.
const AllEvents = eventRoot + ".*.*.*.*"

// eventRoot is the first part of the subject of every chat event, with the
// version of the envelope.
const eventRoot = "chat.v1"

// noToken stands in a subject for an id that an event does not have.
const noToken = "_"

// Two steps from an escape that URLs know to one that subjects and KV keys
// know too: ASCII without dot, wildcards, space and percent sign.
var tokens = strings.NewReplacer("%", "=", ".", "=2E", "~", "=7E", "+", "=20")

// Token is id as one token of a subject, and as a part of a KV key. No two ids
// have the same token, and Untoken finds the id again. The empty id is "_",
// which is no KV key of its own.
func Token[S ~string](id S) string {
	switch id {
	case "":
		return noToken
	case noToken:
		return "=5F"
	}
	return tokens.Replace(url.QueryEscape(string(id)))
}

// Untoken is the id of a token; ok is false if Token did not make it.
func Untoken(token string) (id string, ok bool) {
	if token == noToken {
		return "", true
	}
	id, err := url.QueryUnescape(strings.ReplaceAll(token, "=", "%"))
	if err != nil || id == "" || Token(id) != token {
		return "", false
	}
	return id, true
}

// Subject is where e is published: chat.v1.TEAM.PLATFORM.SHOP.CONVERSATION.
func Subject(e *metrics.Event) string { return subjectFor(e.Team, e) }

func subjectFor(team metrics.Text, e *metrics.Event) string {
	parts := [...]metrics.Text{team, e.Platform, e.Shop, e.Conversation}
	if e.Type == metrics.AgentStatusChanged { // a person, on whatever platforms
		parts = [...]metrics.Text{0: team, 3: ""}
	}
	var b strings.Builder
	b.WriteString(eventRoot)
	for _, id := range parts {
		b.WriteByte('.')
		b.WriteString(Token(id))
	}
	return b.String()
}

// TeamFilter is the filter of the events of one team.
func TeamFilter(team metrics.Text) string { return eventRoot + "." + Token(team) + ".>" }
