// Package natsserver holds the configuration of a NATS server for a floor, made
// from the rights that the program asks for, and tries it on a real server.
package natsserver

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"floorwalker/feed"
)

var write = flag.Bool("write", false, "write nats-server.conf anew")

const file = "nats-server.conf"

// users are those of the configuration, with what each may do.
var users = []struct {
	name, about string
	rights      feed.Rights
}{
	{"gateway", "publishes the events of the platform pdd", feed.GatewayRights("gateway", "pdd")},
	{"backend", "carries out commands", feed.BackendRights("backend")},
	{"zhao", "supervisor of the teams presale and aftersale", feed.SupervisorRights("zhao", feed.StreamName, "presale", "aftersale")},
	{"wall", "watches the team presale: a screen on a wall, snapshot, check", feed.ObserverRights("wall", feed.StreamName, "presale")},
	{"auditor", "reads who moved what", feed.AuditorRights("auditor")},
}

// configuration is the whole file.
func configuration() string {
	var b strings.Builder
	b.WriteString(`# A NATS server for one floor: docs/secure.md. Each user's password is in the
# environment of the server, such as ZHAO_PASSWORD. Made from the program by a test.
server_name: floor
listen: "0.0.0.0:4222"

# tls {
#   cert_file: "/etc/nats/server.pem"
#   key_file: "/etc/nats/server.key"
#   ca_file: "/etc/nats/ca.pem"
# }

jetstream { store_dir: "/var/lib/nats" }

authorization {
  users: [
    # creates the streams: floorwalker setup
    { user: admin, password: $ADMIN_PASSWORD }
`)
	for _, u := range users {
		fmt.Fprintf(&b, "    # %s\n    { user: %s, password: $%s_PASSWORD, %s    }\n", u.about, u.name, strings.ToUpper(u.name),
			strings.ReplaceAll(u.rights.Config(), "\n", "\n    "))
	}
	b.WriteString("  ]\n}\n")
	return strings.ReplaceAll(b.String(), "    }\n        }\n", "    }}\n")
}

func TestConfigurationIsOfTheseRights(t *testing.T) {
	if *write {
		if err := os.WriteFile(file, []byte(configuration()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil || string(data) != configuration() {
		t.Errorf("%s is not up to date (%v): go test ./docs/examples/nats -write", file, err)
	}
}

// start runs a server with exactly this file, but for its port and folder.
func start(t *testing.T) *server.Server {
	t.Helper()
	t.Setenv("ADMIN_PASSWORD", "p")
	for _, u := range users {
		t.Setenv(strings.ToUpper(u.name)+"_PASSWORD", "p")
	}
	o, err := server.ProcessConfigFile(file)
	if err != nil {
		t.Fatal(err)
	}
	o.Host, o.Port, o.StoreDir, o.NoLog, o.NoSigs = "127.0.0.1", server.RANDOM_PORT, t.TempDir(), true, true
	ns, err := server.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	ns.Start()
	t.Cleanup(func() { ns.Shutdown(); ns.WaitForShutdown() })
	if !ns.ReadyForConnections(time.Minute) {
		t.Fatal("the server does not start")
	}
	return ns
}

// login connects a user, and hears what the server forbids him.
func login(t *testing.T, ns *server.Server, user string) (*nats.Conn, chan error) {
	t.Helper()
	forbidden := make(chan error, 10)
	nc, err := nats.Connect(ns.ClientURL(), nats.UserInfo(user, "p"), nats.CustomInboxPrefix("_INBOX_"+user),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { forbidden <- err }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc, forbidden
}

// TestNobodyMayMore: each user does his own work, and nobody signs as another.
func TestNobodyMayMore(t *testing.T) {
	ns := start(t)
	admin, _ := login(t, ns, "admin")
	conn, err := feed.Connect(feed.ConnectOptions{Server: ns.ClientURL(), FailFast: true, Getenv: func(name string) string {
		return map[string]string{"NATS_USER": "admin", "NATS_PASSWORD": "p"}[name]
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := feed.Setup(t.Context(), conn.JetStream(), feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	if _, err := admin.Subscribe("cmd.v1.>", func(m *nats.Msg) { _ = m.Respond([]byte("heard")) }); err != nil {
		t.Fatal(err)
	}
	if err := admin.Flush(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		user, subject string
		may           bool
	}{
		{"gateway", "chat.v1.presale.pdd.s1.c1", true},
		{"gateway", "chat.v1._.pdd.s1._", true},
		{"gateway", "chat.v1.presale.jd.s1.c1", false},
		{"gateway", "cmd.v1.presale.zhao.take", false},
		{"backend", "chat.v1.presale.jd.s1.c1", true},
		{"backend", "audit.v1.presale.zhao", true},
		{"zhao", "cmd.v1.presale.zhao.take", true},
		{"zhao", "cmd.v1.aftersale.zhao.nudge", true},
		{"zhao", "cmd.v1.presale.qian.take", false},
		{"zhao", "cmd.v1.vip.zhao.take", false},
		{"zhao", "chat.v1.presale.pdd.s1.c1", false},
		{"zhao", "$JS.API.STREAM.DELETE.CHAT", false},
		{"zhao", "$JS.API.STREAM.INFO.CHAT", true},
		{"zhao", "$JS.API.STREAM.INFO.CHAT_AUDIT", false},
		{"wall", "$JS.API.STREAM.INFO.CHAT", true},
		{"wall", "cmd.v1.presale.wall.take", false},
		{"auditor", "$JS.API.STREAM.INFO.CHAT_AUDIT", true},
		{"auditor", "$JS.API.STREAM.INFO.CHAT", false},
	} {
		if got := asks(t, ns, c.user, c.subject); got != c.may {
			t.Errorf("%s on %s: %t, want %t", c.user, c.subject, got, c.may)
		}
	}
}

// asks reports whether a user's request on a subject is answered: false if the
// server forbids it.
func asks(t *testing.T, ns *server.Server, user, subject string) bool {
	t.Helper()
	nc, forbidden := login(t, ns, user)
	answer := make(chan error, 1)
	go func() {
		_, err := nc.Request(subject, []byte("{}"), time.Minute)
		answer <- err
	}()
	select {
	case err := <-answer:
		if err != nil {
			t.Errorf("%s on %s: %v", user, subject, err)
		}
		return true
	case err := <-forbidden:
		if !errors.Is(err, nats.ErrPermissionViolation) {
			t.Errorf("%s on %s: %v", user, subject, err)
		}
		return false
	}
}
