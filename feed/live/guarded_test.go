package live

import (
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"floorwalker/feed"
)

// startServer starts a server with other options than natstest's, on a free port
// if they name none. It may change them.
func startServer(t *testing.T, o *server.Options) *server.Server {
	t.Helper()
	o.Host, o.NoLog, o.NoSigs = "127.0.0.1", true, true
	if o.Port == 0 {
		o.Port = server.RANDOM_PORT
	}
	ns, err := server.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	ns.Start()
	t.Cleanup(func() { ns.Shutdown(); ns.WaitForShutdown() })
	if !ns.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server does not accept connections")
	}
	return ns
}

// connectAs connects as a user whose password is secret, or as nobody.
func connectAs(t *testing.T, ns *server.Server, user string) *feed.Conn {
	t.Helper()
	url := ns.ClientURL()
	if user != "" {
		url = strings.Replace(url, "://", "://"+user+":secret@", 1)
	}
	c, err := feed.Connect(feed.ConnectOptions{Server: url, Bare: true, FailFast: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// guardedSite is a connection of a user who may publish to allow only, to a
// server with the streams.
func guardedSite(t *testing.T, allow []string) *feed.Conn {
	t.Helper()
	ns := startServer(t, &server.Options{
		JetStream: true, StoreDir: t.TempDir(),
		Users: []*server.User{
			{Username: "admin", Password: "secret"},
			{Username: "li", Password: "secret", Permissions: &server.Permissions{Publish: &server.SubjectPermission{Allow: allow}}},
		},
	})
	admin := connectAs(t, ns, "admin").JetStream()
	if _, err := feed.Setup(t.Context(), admin, feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	return connectAs(t, ns, "li")
}

// guardedReader is a connection of a user who may subscribe to allow only.
func guardedReader(t *testing.T, allow string) *feed.Conn {
	t.Helper()
	ns := startServer(t, &server.Options{Users: []*server.User{{
		Username: "li", Password: "secret",
		Permissions: &server.Permissions{Subscribe: &server.SubjectPermission{Allow: []string{allow}}},
	}}})
	return connectAs(t, ns, "li")
}
