package feed_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"floorwalker/feed"
	"floorwalker/metrics"
)

func TestOriginIsThatOfTheSubject(t *testing.T) {
	said := metrics.Event{Type: metrics.MessageCreated, Team: "presale", Platform: "pdd", Shop: "flag-17", Conversation: "c"}
	odd := said
	odd.Shop = "旗舰.店"
	nowhere := said
	nowhere.Platform, nowhere.Shop = "", ""
	underscore := said
	underscore.Platform, underscore.Shop = "_", "_"
	person := metrics.Event{Type: metrics.AgentStatusChanged, Platform: "feige", Agent: "li"}
	for _, c := range []struct {
		subject string
		event   metrics.Event
		wrong   string // field; empty: it is right
	}{
		{"chat.v1.presale.pdd.flag-17.c", said, ""},
		{"chat.v1.presale.pdd.flag-17.3", said, ""},
		{"chat.v1.aftersale.pdd.flag-17.3", said, ""}, // a move is told to both teams
		{"chat.v1.presale.feige.flag-17.c", said, "platform"},
		{"chat.v1.presale.PDD.flag-17.c", said, "platform"},
		{"chat.v1.presale.pdd.flag-18.c", said, "shop"},
		{"chat.v1.presale._._._", said, "platform"},
		{"chat.v1.presale.pdd._._", said, "shop"},
		{"chat.v1.presale.pdd.flag-17.c", odd, "shop"},
		{"chat.v1.presale.pdd.旗舰=2E店.c", odd, "shop"},
		{"chat.v1.presale.pdd." + feed.Token(odd.Shop) + ".c", odd, ""},
		{"chat.v1.presale._._.3", nowhere, ""},
		{"chat.v1.presale.=5F.=5F.3", nowhere, "platform"},
		{"chat.v1.presale._._.3", underscore, "platform"},
		{"chat.v1.presale.=5F.=5F.3", underscore, ""},
		{"chat.v1.presale._._._", person, ""},
		{"events.of.another.house", said, ""},
		{"chat.v1.presale.feige.flag-17", said, ""},
		{"chat.v10.presale.feige.flag-17.c", said, ""},
	} {
		err := feed.CheckOrigin(c.subject, &c.event)
		wrong, ok := errors.AsType[*feed.MalformedError](err)
		if (err != nil) != (c.wrong != "") || ok && string(wrong.Field) != c.wrong {
			t.Errorf("%s of %s/%s: %v, want %q", c.subject, c.event.Platform, c.event.Shop, err, c.wrong)
		}
	}
}

// Whatever ids an event has, it may come on its own subject, and on no other
// platform's or shop's.
func TestEveryEventMayComeOnItsOwnSubject(t *testing.T) {
	id := rapid.StringOfN(rapid.RuneFrom([]rune("aZ09-_.~+ =%*>店é")), 0, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		e := metrics.Event{Type: metrics.MessageCreated, Conversation: "c", Platform: metrics.Text(id.Draw(t, "platform")), Shop: metrics.Text(id.Draw(t, "shop"))}
		other := e
		other.Platform, other.Shop = metrics.Text(id.Draw(t, "platform")), metrics.Text(id.Draw(t, "shop"))
		if err := feed.CheckOrigin(feed.Subject(&e), &e); err != nil {
			t.Fatalf("%s: %v", feed.Subject(&e), err)
		}
		same := e.Platform == other.Platform && e.Shop == other.Shop
		if err := feed.CheckOrigin(feed.Subject(&e), &other); (err == nil) != same || err != nil && strings.TrimSpace(err.Error()) == "" {
			t.Fatalf("%s of %q/%q: %v", feed.Subject(&e), other.Platform, other.Shop, err)
		}
	})
}
