package feed_test

import (
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// A gateway with rights to shops can say nothing of others, by its subjects; what
// it claims beside them in its payloads does not count.
func TestGatewayOfShops(t *testing.T) {
	ns, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true,
		Users: []*server.User{
			{Username: "all", Password: "all"},
			{Username: "gateway", Password: "gateway", Permissions: permissions(feed.ShopGatewayRights("gateway", "pdd", "flag-17", "旗舰.店"))},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	ns.Start()
	t.Cleanup(func() { ns.Shutdown(); ns.WaitForShutdown() })
	if !ns.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server does not accept connections")
	}
	login := func(name string) *feed.Conn { return natstest.Dial(t, ns.ClientURL(), nats.UserInfo(name, name)) }
	listener, gateway := login("all"), login("gateway")
	heard, err := listener.SubscribeSync("chat.>")
	if err != nil || listener.Flush() != nil {
		t.Fatal(err)
	}
	denied := make(chan error, 100)
	gateway.OnError(func(err error) { denied <- err })
	in := func(platform, shop metrics.Text) *metrics.Event {
		return &metrics.Event{Type: metrics.MessageCreated, Team: "presale", Platform: platform, Shop: shop, Conversation: "c"}
	}
	for _, c := range []struct {
		event *metrics.Event
		may   bool
	}{
		{in("pdd", "flag-17"), true},
		{in("pdd", "旗舰.店"), true},
		{&metrics.Event{Type: metrics.SourceReported, Platform: "pdd", Shop: "flag-17"}, true},
		{&metrics.Event{Type: metrics.AgentStatusChanged, Team: "presale", Agent: "li"}, true},
		{in("pdd", "flag-18"), false},
		{in("feige", "flag-17"), false},
		{&metrics.Event{Type: metrics.SourceReported, Platform: "pdd"}, false}, // for all shops of the platform
	} {
		subject := feed.Subject(c.event)
		if err := gateway.Publish(subject, []byte("x")); err != nil || gateway.Flush() != nil || listener.Flush() != nil {
			t.Fatal(err)
		}
		if came := next(t, heard); (came == subject) != c.may || !c.may && (came != "" || <-denied == nil) {
			t.Errorf("%s: %q came", subject, came)
		}
	}
}

// next is the subject of the message that has come; empty if none has.
func next(t *testing.T, heard *nats.Subscription) string {
	t.Helper()
	if n, _, err := heard.Pending(); err != nil || n == 0 {
		return ""
	}
	m, err := heard.NextMsg(time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return m.Subject
}
