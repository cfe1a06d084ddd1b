// Package natsserver holds the configuration of a NATS server for a floor, and
// the same for servers in operator mode, made from the rights that the program
// asks for, and tries both on a real server.
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
	"floorwalker/feed/natstest"
)

var write = flag.Bool("write", false, "write nats-server.conf and operator.sh anew")

const file = "nats-server.conf"

// users are those of the configuration, with what each may do; role and tags say
// the same in operator mode.
var users = []struct {
	name, about string
	rights      feed.Rights
	role, tags  string
}{
	{"gateway", "publishes the events of the platform pdd", feed.GatewayRights("gateway", "pdd"), "gateway", "platform:pdd"},
	{"backend", "carries out commands", feed.BackendRights("backend"), "backend", ""},
	{
		"zhao", "supervisor of the teams presale and aftersale",
		feed.SupervisorRights("zhao", feed.StreamName, "presale", "aftersale"), "supervisor", "team:presale,team:aftersale",
	},
	{
		"wall", "watches the team presale: a screen on a wall, snapshot, check",
		feed.ObserverRights("wall", feed.StreamName, "presale"), "observer", "team:presale",
	},
	{"auditor", "reads who moved what", feed.AuditorRights("auditor"), "auditor", ""},
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

func TestConfigurationIsOfTheseRights(t *testing.T) { mustBe(t, file, configuration()) }

// mustBe holds a file against what the program makes of it.
func mustBe(t *testing.T, file, want string) {
	t.Helper()
	if *write {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil || string(data) != want {
		t.Errorf("%s is not up to date (%v): go test ./docs/examples/nats -write", file, err)
	}
}

// house is a server with the users of this page.
type house struct {
	url   string
	login func(user string) nats.Option
}

// configured runs a server with exactly the configuration, but for its port and
// folder.
func configured(t *testing.T) house {
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
	return house{ns.ClientURL(), func(user string) nats.Option { return nats.UserInfo(user, "p") }}
}

// signed runs a server in operator mode with exactly what the script says.
func signed(t *testing.T) house {
	t.Helper()
	o := natstest.StartOperator(t, script)
	return house{o.URL(), o.Login}
}

// connect logs a user in, and hears what the server forbids him.
func (h house) connect(t *testing.T, user string) (*nats.Conn, chan error) {
	t.Helper()
	forbidden := make(chan error, 10)
	nc, err := nats.Connect(h.url, h.login(user), nats.CustomInboxPrefix("_INBOX_"+user),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { forbidden <- err }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc, forbidden
}

// matters are what is asked of the server, and who may.
var matters = []struct {
	user, subject string
	may           bool
}{
	{"gateway", "chat.v1.presale.pdd.s1.c1", true},
	{"gateway", "chat.v1._.pdd.s1._", true},
	{"gateway", "chat.v1.presale._._._", true},
	{"gateway", "chat.v1.presale.jd.s1.c1", false},
	{"gateway", "cmd.v1.presale.zhao.take", false},
	{"gateway", "audit.v1.presale.zhao", false},
	{"backend", "chat.v1.presale.jd.s1.c1", true},
	{"backend", "audit.v1.presale.zhao", true},
	{"backend", "cmd.v1.presale.zhao.take", false},
	{"zhao", "cmd.v1.presale.zhao.take", true},
	{"zhao", "cmd.v1.aftersale.zhao.nudge", true},
	{"zhao", "cmd.v1.presale.qian.take", false},
	{"zhao", "cmd.v1.vip.zhao.take", false},
	{"zhao", "chat.v1.presale.pdd.s1.c1", false},
	{"zhao", "audit.v1.presale.zhao", true},
	{"zhao", "audit.v1.presale.qian", false},
	{"zhao", "$KV.FLOOR.presale.hide.x", true},
	{"zhao", "$KV.FLOOR._.ack.x", true},
	{"zhao", "$KV.FLOOR.vip.hide.x", false},
	{"zhao", "$JS.API.STREAM.DELETE.CHAT", false},
	{"zhao", "$JS.API.STREAM.INFO.CHAT", true},
	{"zhao", "$JS.API.STREAM.INFO.CHAT_AUDIT", false},
	{"zhao", "$SYS.REQ.USER.INFO", true},
	{"wall", "$JS.API.STREAM.INFO.CHAT", true},
	{"wall", "$KV.FLOOR.presale.presence.wall", true},
	{"wall", "$KV.FLOOR.presale.presence.zhao", false},
	{"wall", "$KV.FLOOR.presale.hide.x", false},
	{"wall", "cmd.v1.presale.wall.take", false},
	{"wall", "cmd.v1.presale.zhao.take", false},
	{"auditor", "$JS.API.STREAM.INFO.CHAT_AUDIT", true},
	{"auditor", "$JS.API.STREAM.INFO.CHAT", false},
	{"auditor", "audit.v1.presale.zhao", false},
}

// hearings are what is listened to, and by whom it may be.
var hearings = []struct {
	user, subject string
	may           bool
}{
	{"wall", "_INBOX_wall.>", true},
	{"wall", "_INBOX_zhao.>", false},
	{"wall", "_INBOX.>", false},
	{"wall", "cmd.v1.>", false},
	{"wall", "chat.v1.>", false}, // the stream is read by consumers
	{"zhao", "cmd.v1.presale.zhao.*", false},
	{"zhao", "audit.v1.>", false},
	{"gateway", "cmd.v1.>", false},
	{"backend", "cmd.v1.>", false}, // a second backend would hear each command too
	{"backend", "cmd.v1.> chat-backend", true},
	{"backend", "$SRV.PING", true},
}

// TestNobodyMayMore: each user does his own work, nobody signs as another, and
// nobody hears what was answered to another.
func TestNobodyMayMore(t *testing.T) {
	for name, start := range map[string]func(*testing.T) house{"configuration": configured, "operator mode": signed} {
		t.Run(name, func(t *testing.T) {
			h := start(t)
			h.setUp(t)
			for _, c := range matters {
				if got := h.asks(t, c.user, c.subject); got != c.may {
					t.Errorf("%s on %s: %t, want %t", c.user, c.subject, got, c.may)
				}
			}
			for _, c := range hearings {
				if got := h.hears(t, c.user, c.subject); got != c.may {
					t.Errorf("%s listens on %s: %t, want %t", c.user, c.subject, got, c.may)
				}
			}
		})
	}
}

// setUp makes the streams, and has somebody answer commands.
func (h house) setUp(t *testing.T) {
	t.Helper()
	conn, err := feed.Connect(feed.ConnectOptions{Server: h.url, Bare: true, FailFast: true, Options: []nats.Option{h.login("admin")}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	if _, err := feed.Setup(t.Context(), conn.JetStream(), feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Subscribe("cmd.v1.>", func(m *nats.Msg) { _ = m.Respond([]byte("heard")) }); err != nil {
		t.Fatal(err)
	}
	if err := conn.Flush(); err != nil {
		t.Fatal(err)
	}
}

// asks reports whether a user's request on a subject is answered: false if the
// server forbids it.
func (h house) asks(t *testing.T, user, subject string) bool {
	t.Helper()
	nc, forbidden := h.connect(t, user)
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

// hears reports whether a user may listen on a subject, or on one and in a queue
// group.
func (h house) hears(t *testing.T, user, subject string) bool {
	t.Helper()
	nc, _ := h.connect(t, user)
	subject, group, _ := strings.Cut(subject, " ")
	if _, err := nc.QueueSubscribeSync(subject, group); err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil { // answered after what came before
		t.Fatal(err)
	}
	switch err := nc.LastError(); {
	case errors.Is(err, nats.ErrPermissionViolation):
		return false
	case err != nil:
		t.Errorf("%s on %s: %v", user, subject, err)
	}
	return true
}
