package main

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"floorwalker/feed"
)

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
	mine := noonConfig(t, fmt.Sprintf("[identity]\nby = \"kefu\"\nshared_accounts = [%q]\n", me.Username))
	x := openTerminal(t, 160, 40, "watch", "--server", server.url, "--config", mine)
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

// A screen that only watches acts once there is a reason on record, and leaving
// it ends the spell.
func TestASpellInATerminal(t *testing.T) {
	t.Parallel()
	server, home := startNATSServer(t), t.TempDir()
	mustRun(t, home, "setup", "--server", server.url, "--max-bytes", "1GiB")
	floor := obey(t, newPublisher(t, server).nc)
	ask := map[string]any{"type": "message.created", "text": "hello?", "sender": map[string]string{"kind": "buyer", "id": "b1"}}
	if err := floor.publishAt(time.Now().Add(-time.Minute), "c1", ask); err != nil {
		t.Fatal(err)
	}
	x := openTerminal(t, 160, 40, "watch", "--server", server.url, "--as", "zhao", "--config", noonConfig(t, "[identity]\nelevate = \"15m\"\n"))
	x.see(saysLive, "[read-only]", "waiting 1 ")
	x.keys("t")
	x.see("take: read-only: E and a reason let you act")
	x.keys("E")
	x.see("why must this screen act, for 15:00?")
	x.keys("lunch", "Enter")
	x.see("[acts 14:5")
	x.keys("t")
	x.confirm("1 take it")
	x.see("→zhao 0:")
	x.keys("Q")
	x.exits(exitOK)
	out := mustRun(t, home, "audit", "--server", server.url, "--verb", "elevate,elevate_end")
	if lines := strings.Split(strings.TrimSpace(out), "\n"); len(lines) != 2 ||
		!strings.Contains(lines[0], "zhao  elevate  15m0s  lunch  done") || !strings.Contains(lines[1], "zhao  elevate_end  done") {
		t.Errorf("on record:\n%s", out)
	}
}
