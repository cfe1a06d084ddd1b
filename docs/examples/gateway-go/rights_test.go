package main

import (
	"net/http"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
)

// guarded is a server with the streams and a user who may do what a gateway of
// this platform may.
func guarded(t *testing.T) (url string, admin *feed.Conn) {
	t.Helper()
	rights := feed.GatewayRights("gateway", platform)
	ns, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true, JetStream: true, StoreDir: t.TempDir(),
		Users: []*server.User{{Username: "admin", Password: "a"}, {Username: "gateway", Password: "g", Permissions: &server.Permissions{
			Publish: &server.SubjectPermission{Allow: rights.Publish}, Subscribe: &server.SubjectPermission{Allow: rights.Subscribe},
		}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	ns.Start()
	t.Cleanup(func() { ns.Shutdown(); ns.WaitForShutdown() })
	if !ns.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server does not accept connections")
	}
	at := ns.Addr().String()
	admin = natstest.Dial(t, "nats://admin:a@"+at)
	if _, err := feed.Setup(t.Context(), admin.JetStream(), feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	return "nats://gateway:g@" + at, admin
}

// A gateway needs no more than a gateway's rights.
func TestRightsOfAGateway(t *testing.T) {
	url, admin := guarded(t)
	g := &gateway{tb: t, nats: url, js: admin.JetStream(), state: t.TempDir() + "/state"}
	g.start()
	for _, hook := range lines(t, "../helpdesk/webhooks.ndjson") {
		if code := g.send(hook); code != http.StatusOK {
			t.Fatalf("%d: %s", code, hook)
		}
	}
	natstest.Eventually(t, "a report", func() bool { _, reports := g.stored(); return len(reports) > 0 })
}
