package feed

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"floorwalker/metrics"
)

func TestSubject(t *testing.T) {
	for _, c := range []struct {
		event metrics.Event
		want  string
	}{
		{metrics.Event{Type: metrics.MessageCreated, Team: "presale", Platform: "pdd", Shop: "s1", Conversation: "c-1"}, "chat.v1.presale.pdd.s1.c-1"},
		{
			metrics.Event{Type: metrics.MessageCreated, Team: "presale", Platform: "pdd", Shop: "店 1", Conversation: "Delta/1.2*>"},
			"chat.v1.presale.pdd.=E5=BA=97=201.Delta=2F1=2E2=2A=3E",
		},
		{metrics.Event{Type: metrics.AgentStatusChanged, Team: "presale", Platform: "pdd", Agent: "a1"}, "chat.v1.presale._._._"},
		{metrics.Event{Type: metrics.SourceReported, Platform: "pdd", Shop: "s1"}, "chat.v1._.pdd.s1._"},
		{metrics.Event{Type: metrics.OrderPlaced, Team: "presale", Platform: "pdd", Shop: "s1", Order: "o1"}, "chat.v1.presale.pdd.s1._"},
		{metrics.Event{Type: metrics.MessageCreated, Team: "_", Platform: "~", Shop: "+", Conversation: "="}, "chat.v1.=5F.=7E.=2B.=3D"},
	} {
		if got := Subject(&c.event); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	if got := TeamFilter("pre sale"); got != "chat.v1.pre=20sale.>" {
		t.Errorf("TeamFilter = %s", got)
	}
}

var (
	// subjectToken and keyPart are the characters that subjects and KV keys
	// may have, less those that part tokens.
	subjectToken = regexp.MustCompile(`^[!-~]+$`)
	keyPart      = regexp.MustCompile(`^[-/_=a-zA-Z0-9]+$`)
)

func anyID() *rapid.Generator[string] {
	return rapid.OneOf(rapid.String(), rapid.StringMatching(`[=_%.~+A-F0-9 /*>]{0,6}`))
}

func TestTokenAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := anyID().Draw(t, "id")
		token := Token(id)
		if back, ok := Untoken(token); !ok || back != id {
			t.Fatalf("%q became %q became %q, %v", id, token, back, ok)
		}
		if !subjectToken.MatchString(token) || !keyPart.MatchString(token) {
			t.Fatalf("%q became %q", id, token)
		}
	})
}

func TestTokensDoNotCollide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyID().Draw(t, "a"), anyID().Draw(t, "b")
		if x, y := Token(a), Token(b); (a == b) != (x == y) {
			t.Fatalf("%q and %q became %q and %q", a, b, x, y)
		}
	})
}

func TestUntokenRefuses(t *testing.T) {
	for _, token := range []string{"", "a.b", "a b", "=", "=4", "=ZZ", "a%41", "=41", "a+b", "中", "=2e"} {
		if id, ok := Untoken(token); ok {
			t.Errorf("Untoken(%q) = %q", token, id)
		}
	}
}
