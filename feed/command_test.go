package feed

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"floorwalker/metrics"
)

func TestCommandSubjectRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.StringN(1, 40, 60).Filter(func(s string) bool { return strings.ToValidUTF8(s, "") == s })
		team, supervisor := id.Draw(t, "team"), id.Draw(t, "supervisor")
		s := CommandSubject(metrics.Text(team), metrics.Text(supervisor), metrics.Take)
		gotTeam, gotSupervisor, verb, ok := ParseCommandSubject(s)
		if !ok || gotTeam != team || gotSupervisor != supervisor || verb != metrics.Take {
			t.Fatalf("%s reads as %q %q %q %v", s, gotTeam, gotSupervisor, verb, ok)
		}
	})
}

func TestSubjectsThatAreNoCommands(t *testing.T) {
	for _, s := range []string{
		"", "cmd.v1.", "cmd.v1.presale", "cmd.v1.presale.zhao", "cmd.v1.presale.zhao.", "cmd.v1.presale.zhao.take.now", "cmd.v1._.zhao.take",
		"cmd.v1.presale._.take", "cmd.v1.a=zz.zhao.take", "cmd.v2.presale.zhao.take", "chat.v1.presale.pdd.flagship.c-1", "x.cmd.v1.presale.zhao.take",
	} {
		if team, supervisor, verb, ok := ParseCommandSubject(s); ok {
			t.Errorf("%s reads as %q %q %q", s, team, supervisor, verb)
		}
	}
}

func TestCommandRequestRoundTrip(t *testing.T) {
	c := metrics.Command{
		ID: "0JW3", Verb: metrics.Reassign, Team: "presale", By: "zhao", To: "wang", ExpectOwner: "li-na", Why: "没回", Seen: 184223,
		Conversation: metrics.ConversationKey{Platform: "pdd", Shop: "flag-17", Conversation: "c-7731"},
		Deadline:     metrics.TimeOf(time.Date(2026, 11, 11, 12, 41, 12, 250_000_000, time.UTC)),
	}
	data, err := NewCommandRequest(c).Encode()
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"id":"0JW3","verb":"reassign","conversation":{"platform":"pdd","shop":"flag-17","conversation":"c-7731"},"to":{"agent":"wang"},` +
		`"expect":{"owner":"li-na"},"by":"zhao","why":"没回","seen":{"sequence":184223},"deadline":"2026-11-11T12:41:12.25Z"}`
	if string(data) != want {
		t.Errorf("on the wire\n%s\nwant\n%s", data, want)
	}
	r, err := DecodeCommandRequest(data)
	if err != nil {
		t.Fatal(err)
	}
	if key, err := r.Conversation.Key(); err != nil || key != c.Conversation || r.To.Agent != "wang" || !r.Deadline.Equal(c.Deadline.Std()) {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestStatusAndQueueOnTheWire(t *testing.T) {
	for want, c := range map[string]metrics.Command{
		`{"id":"s","verb":"status","agent":"lina","status":"away","by":"zhao"}`: {
			ID: "s", Verb: metrics.SetStatus, Agent: "lina", Presence: metrics.Away, By: "zhao",
		},
		`{"id":"q","verb":"reassign","conversation":{"platform":"p","shop":"s","conversation":"c"},"to":{"queue":true},"expect":{"owner":""}}`: {
			ID: "q", Verb: metrics.Reassign, Conversation: metrics.ConversationKey{Platform: "p", Shop: "s", Conversation: "c"},
		},
	} {
		data, err := NewCommandRequest(c).Encode()
		if err != nil || string(data) != want {
			t.Errorf("%s, %v, want %s", data, err, want)
		}
		if _, err := DecodeCommandRequest(data); err != nil {
			t.Errorf("%s: %v", data, err)
		}
	}
}

func TestRequestsThatAreRefusedUnread(t *testing.T) {
	for name, data := range map[string]string{
		"cut":              `{"id":"x","verb":"nudge"`,
		"no object":        `[1]`,
		"two ids":          `{"id":"x","id":"y","verb":"nudge","conversation":{"conversation":"c"}}`,
		"no id":            `{"verb":"nudge","conversation":{"conversation":"c"}}`,
		"id of control":    `{"id":"\u001b[2J","verb":"nudge","conversation":{"conversation":"c"}}`,
		"long id":          `{"id":"` + strings.Repeat("x", 65) + `","verb":"nudge","conversation":{"conversation":"c"}}`,
		"no conversation":  `{"id":"x","verb":"take"}`,
		"nowhere":          `{"id":"x","verb":"reassign","conversation":{"conversation":"c"}}`,
		"two places":       `{"id":"x","verb":"reassign","conversation":{"conversation":"c"},"to":{"agent":"a","queue":true}}`,
		"nobody":           `{"id":"x","verb":"status","status":"away"}`,
		"no such status":   `{"id":"x","verb":"status","agent":"a","status":"asleep"}`,
		"number for owner": `{"id":"x","verb":"take","conversation":{"conversation":"c"},"expect":{"owner":1}}`,
		"not UTF-8":        "{\"id\":\"x\",\"verb\":\"take\",\"conversation\":{\"conversation\":\"\xff\"}}",
		"huge":             `{"id":"x","verb":"take","conversation":{"conversation":"` + strings.Repeat("c", MaxPayload) + `"}}`,
	} {
		if _, err := DecodeCommandRequest([]byte(data)); err == nil {
			t.Errorf("%s: no error", name)
		} else if strings.ContainsAny(err.Error(), "\x1b\n") {
			t.Errorf("%s: the error is not printable: %q", name, err)
		}
	}
}

func TestCommandReplyRoundTrip(t *testing.T) {
	want := CommandReply{ID: "x", Status: CommandRefused, Code: CodeConflict, Text: "its owner has changed", Owner: "wang"}
	data, err := want.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := DecodeCommandReply(data); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := DecodeCommandReply([]byte(`{"id":`)); err == nil {
		t.Error("half a reply is read")
	}
}
