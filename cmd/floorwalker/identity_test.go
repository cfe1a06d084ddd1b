package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"

	"floorwalker/feed"
	"floorwalker/feed/audit"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// seedOf writes a new user's seed to a file, and returns it with the public key.
func seedOf(t *testing.T, name string) (path, key string) {
	t.Helper()
	pair, err := nkeys.CreateUser()
	if err != nil {
		t.Fatal(err)
	}
	seed, err := pair.Seed()
	if err != nil {
		t.Fatal(err)
	}
	if key, err = pair.PublicKey(); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, append(seed, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, key
}

// credsOf writes credentials in which an account says who it is.
func credsOf(t *testing.T, name string) (path, key string) {
	t.Helper()
	account, err := nkeys.CreateAccount()
	if err != nil {
		t.Fatal(err)
	}
	pair, err := nkeys.CreateUser()
	if err != nil {
		t.Fatal(err)
	}
	if key, err = pair.PublicKey(); err != nil {
		t.Fatal(err)
	}
	claims := jwt.NewUserClaims(key)
	claims.Name = name
	token, err := claims.Encode(account)
	if err != nil {
		t.Fatal(err)
	}
	seed, err := pair.Seed()
	if err != nil {
		t.Fatal(err)
	}
	creds, err := jwt.FormatUserConfig(token, seed)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "somebody.creds")
	if err := os.WriteFile(path, creds, 0o600); err != nil {
		t.Fatal(err)
	}
	return path, key
}

func TestAFileSaysWhoItIs(t *testing.T) {
	seed, key := seedOf(t, "zhao.min.nk")
	p, err := readPerson(seed)
	if err != nil || p.name != "zhao.min" || p.key != key || p.login == nil {
		t.Errorf("a seed: %+v, %v", p, err)
	}
	creds, key := credsOf(t, "赵敏")
	p, err = readPerson(creds)
	if err != nil || p.name != "赵敏" || p.key != key || p.login == nil {
		t.Errorf("credentials: %+v, %v", p, err)
	}

	open, nonsense := filepath.Join(t.TempDir(), "open.nk"), filepath.Join(t.TempDir(), "nonsense.nk")
	nameless, _ := credsOf(t, "")
	for path, text := range map[string]string{open: "SUAxxx", nonsense: "hello"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(open, 0o640); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]error{
		open: errLoginOpen, nonsense: errLoginNone, nameless: errLoginName, filepath.Join(t.TempDir(), "gone"): fs.ErrNotExist,
	} {
		p, err := readPerson(path)
		if !errors.Is(err, want) {
			t.Errorf("%s: %+v, %v; want %v", filepath.Base(path), p, err, want)
		}
		for lang, words := range doorWords {
			if said := words.failure(err).Error(); strings.Contains(said, path) || lang == tui.Chinese && said == err.Error() {
				t.Errorf("%d says %q", lang, said)
			}
		}
	}
}

// A spell is on record in each team, with its reason, and so is its end; without
// a record there is none.
func TestASpellIsOnRecord(t *testing.T) {
	js := natstest.Start(t).JetStream()
	front := newFront(nil)
	front.latest.Store(&metrics.View{Agents: []metrics.AgentRow{{Team: "presale"}, {Team: "aftersale"}}})
	online := false
	c := &clerk{stream: js, online: func() bool { return online }, front: front, now: func() metrics.Time { return 1000 }, lang: tui.Chinese}
	s := &station{options: tui.Options{Who: "zhao"}, spell: 15 * metrics.Minute}
	end := s.elevate(c, func(said string) { t.Error(said) })
	spell := s.options.Access.Elevation
	end() // nothing has begun
	if err := spell.Begin("lunch"); !errors.Is(err, errAuditOffline) || err.Error() != clerkWords[tui.Chinese].offline {
		t.Errorf("offline: %v", err)
	}
	online = true
	if err := spell.Begin("lunch"); err == nil {
		t.Error("it begins without a stream to be recorded in")
	}
	end()
	if _, err := feed.Setup(t.Context(), js, feed.NewPlan(feed.Scale{MaxBytes: leastBytes}), false); err != nil {
		t.Fatal(err)
	}
	if err := spell.Begin("lunch"); err != nil {
		t.Fatal(err)
	}
	end()
	end()
	var got []string
	_, err := audit.Read(t.Context(), js, audit.Filter{}, func(e audit.Entry) error {
		got = append(got, fmt.Sprintln(e.Supervisor, e.Verb, e.Team, e.Words, e.Why))
		return nil
	})
	slices.Sort(got)
	want := []string{
		"zhao elevate aftersale 15m0s lunch\n", "zhao elevate presale 15m0s lunch\n", "zhao elevate_end aftersale  \n", "zhao elevate_end presale  \n",
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v\nwant %q", got, err, want)
	}
}

// sharedSite is a server with a user for the account that all share, who may
// only watch, and one with a key of his own, who may act.
func sharedSite(t *testing.T) (server *natsServer, admin *nats.Conn, seed string) {
	t.Helper()
	seed, key := seedOf(t, "zhao.nk")
	conf := filepath.Join(t.TempDir(), "server.conf")
	text := fmt.Sprintf("jetstream: { store_dir: %q }\nno_auth_user: kefu\nauthorization: { users: [\n"+
		"{ user: admin, password: admin }\n{ user: kefu, password: kefu, %s }\n{ nkey: %s, %s }\n] }\n", t.TempDir(),
		feed.ObserverRights("kefu", feed.StreamName, "presale").Config(), key, feed.SupervisorRights("zhao", feed.StreamName, "presale").Config())
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	server = startPlainNATSServer(t, "--config", conf)
	url := strings.Replace(server.url, "://", "://admin:admin@", 1)
	mustRun(t, t.TempDir(), "setup", "--server", url, "--max-bytes", "1GiB")
	admin, err := nats.Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(admin.Close)
	return server, admin, seed
}

// On an account that several people share the screen only watches, until one
// signs on with a key of his own; what he does then is done in his name.
func TestSignOnToASharedScreen(t *testing.T) {
	t.Parallel()
	server, admin, seed := sharedSite(t)
	floor := obey(t, admin)
	ask := map[string]any{"type": "message.created", "text": "hello?", "sender": map[string]string{"kind": "buyer", "id": "b1"}}
	if err := floor.publishAt(time.Now().Add(-time.Minute), "c1", ask); err != nil {
		t.Fatal(err)
	}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	config := noonConfig(t, fmt.Sprintf("[identity]\nby = \"kefu\"\nshared_accounts = [%q]\n", me.Username))
	x := openTerminal(t, 160, 40, "watch", "--server", server.url, "--config", config)
	x.see(saysLive, "kefu", "[nobody: I signs on]", "waiting 1 ")
	x.keys("t")
	x.see("nobody is signed on here: I")
	x.keys("I")
	x.see("file of your credentials or nkey seed")
	x.keys(seed+"x", "Enter")
	x.see("not signed on: there is no such file")
	x.keys("I")
	x.see("file of your credentials or nkey seed")
	x.keys(seed, "Enter")
	x.until("zhao's screen", func(screen string) bool {
		return strings.HasPrefix(screen, " zhao ") && strings.Contains(screen, saysLive) && strings.Contains(screen, "waiting 1 ") && !strings.Contains(screen, "[nobody")
	})
	x.keys("t")
	x.confirm("1 take it")
	x.see("→zhao 0:")
	if got := floor.commands(); !slices.Equal(got, []string{"zhao take"}) {
		t.Errorf("asked: %q", got)
	}

	x.keys("I")
	x.confirm("1 sign off")
	x.see("kefu", "[nobody: I signs on]", saysLive)
	x.keys("Q")
	x.exits(exitOK)
}

func TestSignOnAtTheStart(t *testing.T) {
	t.Parallel()
	server, _, seed := sharedSite(t)
	x := openTerminal(t, 160, 40, "watch", "--server", server.url, "--config", noonConfig(t, ""), "--sign-on", seed)
	x.see(saysLive, " zhao ")
	x.keys("Q")
	x.exits(exitOK)
	x = openTerminal(t, 120, 20, "watch", "--server", server.url, "--sign-on", seed+"x")
	x.see("error: --sign-on: open", "ended with")
}
