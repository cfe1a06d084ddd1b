package feed_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/audit"
	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
	"floorwalker/feed/shared"
	"floorwalker/feed/sim"
	"floorwalker/metrics"
)

// fortress is a real server with a user in each role, all streams and a backend.
type fortress struct {
	url   string
	login func(user string) nats.Option
	admin *feed.Conn
}

// fortified runs a test on servers of both kinds: with the rights in their
// configuration, and in operator mode as the script that is shipped sets it up.
func fortified(t *testing.T, test func(t *testing.T, g *fortress)) {
	t.Helper()
	for name, start := range map[string]func(*testing.T) *fortress{"configuration": configured, "operator mode": signed} {
		t.Run(name, func(t *testing.T) {
			g := start(t)
			g.admin = g.as(t, "admin")
			if _, err := feed.Setup(t.Context(), g.admin.JetStream(), feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
				t.Fatal(err)
			}
			test(t, g)
		})
	}
}

func permissions(r feed.Rights) *server.Permissions {
	p := &server.Permissions{
		Publish: &server.SubjectPermission{Allow: r.Publish}, Subscribe: &server.SubjectPermission{Allow: r.Subscribe},
	}
	if r.Responses {
		p.Response = &server.ResponsePermission{MaxMsgs: 1, Expires: 10 * time.Second}
	}
	return p
}

func configured(t *testing.T) *fortress {
	t.Helper()
	user := func(name string, r feed.Rights) *server.User {
		return &server.User{Username: name, Password: name, Permissions: permissions(r)}
	}
	ns, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true, JetStream: true, StoreDir: t.TempDir(),
		Users: []*server.User{
			{Username: "admin", Password: "admin"},
			user("zhao", feed.SupervisorRights("zhao", feed.StreamName, "presale")),
			user("qian", feed.SupervisorRights("qian", feed.StreamName, "presale", "aftersale")),
			user("watcher", feed.ObserverRights("watcher", feed.StreamName, "presale")),
			user("backend", feed.BackendRights("backend")),
			user("gateway", feed.GatewayRights("gateway", "pdd")),
			user("auditor", feed.AuditorRights("auditor")),
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
	return &fortress{url: ns.ClientURL(), login: func(user string) nats.Option { return nats.UserInfo(user, user) }}
}

func signed(t *testing.T) *fortress {
	t.Helper()
	o := natstest.StartOperator(t, "../docs/examples/nats/operator.sh")
	o.Issue("zhao", "supervisor", "team:presale")
	o.Issue("qian", "supervisor", "team:presale", "team:aftersale")
	o.Issue("watcher", "observer", "team:presale")
	return &fortress{url: o.URL(), login: o.Login}
}

func (g *fortress) as(t *testing.T, user metrics.Text) *feed.Conn {
	t.Helper()
	c, err := feed.Connect(feed.ConnectOptions{
		Server: g.url, User: user, Bare: true, FailFast: true, Options: []nats.Option{g.login(string(user))},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// world accepts everything and counts.
type world struct {
	mu  sync.Mutex
	got []sim.Request
}

func (w *world) Command(_ context.Context, r sim.Request) (sim.Answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.got = append(w.got, r)
	return sim.Answer{Reply: feed.CommandReply{ID: r.ID, Status: feed.CommandAccepted}}, nil
}

func (w *world) Capability(metrics.Verb) feed.Capability { return feed.Capability{Everywhere: true} }

// verdicts hears what becomes of commands.
type verdicts chan string

func (v verdicts) Asked(metrics.Command) {}

func (v verdicts) Replied(r metrics.CommandReply) {
	v <- strings.TrimSpace(r.State.String() + " " + r.Code)
}

func TestRightsOfEachRole(t *testing.T) { fortified(t, rightsOfEachRole) }

func rightsOfEachRole(t *testing.T, g *fortress) {
	t.Helper()
	w := &world{}
	b, err := sim.NewBackend(g.as(t, "backend").Conn, w, sim.BackendOptions{
		Audit: g.as(t, "backend").JetStream(), OnError: func(err error) { t.Error(err) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	nudge := metrics.Command{
		Verb: metrics.Nudge, Team: "presale", By: "zhao",
		Conversation: metrics.ConversationKey{Platform: "pdd", Shop: "s", Conversation: "c"},
	}
	otherTeam, otherName := nudge, nudge
	otherTeam.Team, otherName.By = "aftersale", "qian"
	watching := nudge
	watching.By = "watcher"
	broadcast := metrics.Command{Verb: metrics.Broadcast, Team: "presale", By: "zhao", Words: "x"}
	for name, c := range map[string]struct {
		who     metrics.Text
		command metrics.Command
		want    string
	}{
		"own team":                  {"zhao", nudge, "accepted"},
		"own team, another verb":    {"zhao", broadcast, "accepted"},
		"another team":              {"zhao", otherTeam, "refused forbidden"},
		"another name":              {"zhao", otherName, "refused forbidden"},
		"an observer":               {"watcher", watching, "refused forbidden"},
		"an observer as supervisor": {"watcher", nudge, "refused forbidden"},
		"a gateway":                 {"gateway", nudge, "refused forbidden"},
		"an auditor":                {"auditor", nudge, "refused forbidden"},
	} {
		conn, heard := g.as(t, c.who), make(verdicts, 10)
		d, err := desk.New(conn, heard, desk.Options{Timeout: 20 * time.Second})
		if err != nil {
			t.Fatal(err)
		}
		stop := conn.OnError(d.Error)
		if _, err := d.Send(c.command); err != nil {
			t.Fatal(err)
		}
		if got := <-heard; got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		d.Close(t.Context())
		stop()
	}
	if len(w.got) != 2 {
		t.Errorf("the backend got %+v", w.got)
	}
}

func TestAuditStreamCannotBeCleaned(t *testing.T) { fortified(t, auditStreamCannotBeCleaned) }

func auditStreamCannotBeCleaned(t *testing.T, g *fortress) {
	t.Helper()
	js := g.admin.JetStream()
	if err := audit.Write(t.Context(), js, feed.AuditRecord{Verb: feed.AuditCopy, Team: "presale", Supervisor: "zhao"}); err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), feed.AuditName)
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.DeleteMsg(t.Context(), 1); err == nil {
		t.Error("a record can be deleted")
	}
	if err := stream.SecureDeleteMsg(t.Context(), 1); err == nil {
		t.Error("a record can be erased")
	}
	if err := stream.Purge(t.Context()); err == nil {
		t.Error("the stream can be purged")
	}
	c := stream.CachedInfo().Config
	c.DenyDelete, c.DenyPurge = false, false
	if _, err := js.UpdateStream(t.Context(), c); err == nil {
		t.Error("the denial can be taken back")
	}
	if n := count(t, js); n != 1 {
		t.Errorf("%d records are left", n)
	}
}

// count is how many records an auditor finds.
func count(t *testing.T, js jetstream.JetStream) (n int) {
	t.Helper()
	malformed, err := audit.Read(t.Context(), js, audit.Filter{}, func(audit.Entry) error { n++; return nil })
	if err != nil || malformed != 0 {
		t.Fatalf("%d malformed, %v", malformed, err)
	}
	return n
}

func TestWhoMayWriteAndReadTheAudit(t *testing.T) { fortified(t, whoMayWriteAndReadTheAudit) }

func whoMayWriteAndReadTheAudit(t *testing.T, g *fortress) {
	t.Helper()
	soon := func() context.Context {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		t.Cleanup(cancel)
		return ctx
	}
	own := feed.AuditRecord{Verb: feed.AuditUnmask, Team: "presale", Supervisor: "zhao"}
	if err := audit.Write(t.Context(), g.as(t, "zhao").JetStream(), own); err != nil {
		t.Errorf("his own: %v", err)
	}
	other := own
	other.Supervisor = "qian"
	if err := audit.Write(soon(), g.as(t, "zhao").JetStream(), other); err == nil {
		t.Error("a record under another name")
	}
	if n := count(t, g.as(t, "auditor").JetStream()); n != 1 {
		t.Errorf("the auditor finds %d", n)
	}
	auditor := g.as(t, "auditor").JetStream()
	unheard(t, g, "zhao", "presale", "refused no_responder")
	natstest.Eventually(t, "what no backend heard is on record", func() bool { return count(t, auditor) == 2 })
	unheard(t, g, "zhao", "aftersale", "refused forbidden") // whose records he may not write either
	unheard(t, g, "watcher", "presale", "refused forbidden")
	natstest.Eventually(t, "what an observer tried is on record", func() bool { return count(t, auditor) == 3 })
	_, err := audit.Read(soon(), g.as(t, "zhao").JetStream(), audit.Filter{}, func(audit.Entry) error { return nil })
	if err == nil || feed.Hint(err) == "" {
		t.Errorf("a supervisor reads the audit: %v", err)
	}
}

// unheard has somebody ask for something that no backend is there to hear.
func unheard(t *testing.T, g *fortress, who, team metrics.Text, want string) {
	t.Helper()
	heard, conn := make(verdicts, 10), g.as(t, who)
	d, err := desk.New(conn, heard, desk.Options{Timeout: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(t.Context())
	defer conn.OnError(d.Error)()
	if _, err := d.Send(metrics.Command{Verb: metrics.Broadcast, Team: team, By: who, Words: "x"}); err != nil {
		t.Fatal(err)
	}
	if got := <-heard; got != want {
		t.Errorf("%s in %s: %s, want %s", who, team, got, want)
	}
}

func TestWhoMaySeeAndPublishEvents(t *testing.T) { fortified(t, whoMaySeeAndPublishEvents) }

func whoMaySeeAndPublishEvents(t *testing.T, g *fortress) {
	t.Helper()
	event := &metrics.Event{
		ID: "e", Type: metrics.ConversationOpened, Time: 1_700_000_000_000, Platform: "pdd", Shop: "s", Team: "presale", Conversation: "c",
	}
	gateway, err := feed.NewPublisher(g.as(t, "gateway").Conn, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(gateway.Publish(t.Context(), event), gateway.Close(t.Context())); err != nil {
		t.Fatal(err)
	}
	denied := make(chan error, 1)
	stranger := g.as(t, "gateway")
	stranger.OnError(func(err error) { denied <- err })
	if err := stranger.Publish("chat.v1.presale.feige.s.c", []byte("{}")); err != nil {
		t.Fatal(err)
	}
	if err := <-denied; !errors.Is(err, nats.ErrPermissionViolation) {
		t.Errorf("%v", err)
	}
	for _, who := range []metrics.Text{"zhao", "watcher"} {
		c, err := g.as(t, who).JetStream().OrderedConsumer(t.Context(), feed.StreamName, jetstream.OrderedConsumerConfig{
			FilterSubjects: []string{feed.TeamFilter("presale")},
		})
		if err != nil {
			t.Fatalf("%s: %v", who, err)
		}
		m, err := c.Next(jetstream.FetchMaxWait(10 * time.Second))
		if err != nil || !strings.HasPrefix(m.Subject(), "chat.v1.presale.") {
			t.Errorf("%s: %v", who, err)
		}
	}
}

func TestRightsToShare(t *testing.T) { fortified(t, rightsToShare) }

func rightsToShare(t *testing.T, g *fortress) {
	t.Helper()
	board := func(who metrics.Text) *shared.Board {
		b := shared.Open(g.as(t, who), shared.Options{By: who, Teams: []metrics.Text{"presale"}, Beat: 50 * time.Millisecond})
		t.Cleanup(func() {
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			_ = b.Close(ctx) // an observer has nothing to take back
		})
		return b
	}
	zhao, watcher := board("zhao"), board("watcher")
	row := shared.Queue("presale")
	if _, err := zhao.Claim(t.Context(), "presale", row, time.Hour); err != nil {
		t.Fatal(err)
	}
	zhao.SetPresence("")
	watcher.SetPresence("shop:s")
	natstest.Eventually(t, "the observer sees the claim, and both are on", func() bool {
		select {
		case s := <-watcher.Updates():
			return len(s.About(shared.Claim, row)) == 1 && len(s.Supervisors()) == 2
		default:
			return false
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := watcher.Hide(ctx, "presale", row, time.Hour); err == nil {
		t.Error("an observer hides")
	}
	ctx, cancel = context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if _, err := zhao.Claim(ctx, "aftersale", row, time.Hour); err == nil {
		t.Error("a supervisor claims for another team")
	}
	if err := zhao.Ack(t.Context(), "", shared.Alert("feed"), time.Hour); err != nil {
		t.Errorf("an alert of nobody's team: %v", err)
	}
	if err := watcher.Look(t.Context(), "presale", row, time.Hour); err != nil {
		t.Errorf("what an observer looks at: %v", err)
	}
}
