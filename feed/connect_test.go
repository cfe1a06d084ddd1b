package feed_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
)

// contexts writes NATS contexts for the test, and selects one.
func contexts(t *testing.T, selected string, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", dir)
	if err := os.MkdirAll(filepath.Join(dir, "nats", "context"), 0o700); err != nil {
		t.Fatal(err)
	}
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, "nats", name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range files {
		write(filepath.Join("context", name+".json"), content)
	}
	write("context.txt", selected)
}

func env(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestConnectPrecedence(t *testing.T) {
	servers := map[string]*natstest.Server{}
	for _, name := range []string{"flag", "env", "selected", "named"} {
		servers[name] = natstest.Start(t)
	}
	url := func(name string) string { return servers[name].URL() }
	contexts(t, "one", map[string]string{
		"one": fmt.Sprintf(`{"url":%q,"jetstream_domain":"hub","inbox_prefix":"_INBOX_ctx"}`, url("selected")),
		"two": fmt.Sprintf(`{"url":%q}`, url("named")),
	})
	for _, c := range []struct {
		name string
		o    feed.ConnectOptions
		env  map[string]string
		want string
	}{
		{"selected context", feed.ConnectOptions{}, nil, "selected"},
		{"named context", feed.ConnectOptions{Context: "two"}, map[string]string{"NATS_CONTEXT": "one"}, "named"},
		{"context of the environment", feed.ConnectOptions{}, map[string]string{"NATS_CONTEXT": "two"}, "named"},
		{"environment before context", feed.ConnectOptions{Context: "two"}, map[string]string{"NATS_URL": url("env")}, "env"},
		{"flag before environment", feed.ConnectOptions{Server: url("flag")}, map[string]string{"NATS_URL": url("env")}, "flag"},
		{"the first that answers", feed.ConnectOptions{Server: "nats://127.0.0.1:1, " + url("flag")}, nil, "flag"},
		{"bare", feed.ConnectOptions{Server: url("flag"), Bare: true}, map[string]string{"NATS_URL": url("env")}, "flag"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.o.Getenv, c.o.FailFast, c.o.User = env(c.env), true, "li.na"
			conn, err := feed.Connect(c.o)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if conn.ConnectedUrl() != url(c.want) {
				t.Errorf("connected to %s, want %s", conn.ConnectedUrl(), c.want)
			}
			inbox := "_INBOX_li=2Ena."
			if domain := conn.JetStream().Options().Domain; domain != "" {
				inbox = "_INBOX_ctx."
			}
			if !strings.HasPrefix(conn.NewInbox(), inbox) {
				t.Errorf("inbox %s", conn.NewInbox())
			}
		})
	}
}

func TestConnectCredentials(t *testing.T) {
	ns := guarded(t)
	contexts(t, "", map[string]string{
		"right": fmt.Sprintf(`{"url":%q,"user":"li","password":"secret"}`, ns.ClientURL()),
		"wrong": fmt.Sprintf(`{"url":%q,"user":"li","password":"guess"}`, ns.ClientURL()),
	})
	for _, c := range []struct {
		name, context string
		env           map[string]string
		ok            bool
	}{
		{"context", "right", nil, true},
		{"wrong context", "wrong", nil, false},
		{"environment replaces the context's", "wrong", map[string]string{"NATS_USER": "li", "NATS_PASSWORD": "secret"}, true},
		{"user alone is a token", "right", map[string]string{"NATS_USER": "li"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			conn, err := feed.Connect(feed.ConnectOptions{Context: c.context, Getenv: env(c.env), FailFast: true})
			if c.ok != (err == nil) {
				t.Fatalf("got %v", err)
			}
			if c.ok {
				conn.Close()
				return
			}
			if !errors.Is(err, nats.ErrAuthorization) || !strings.Contains(feed.Hint(err), "credentials") {
				t.Errorf("got %v, hint %q", err, feed.Hint(err))
			}
		})
	}
}

// guarded is a server that lets user li in, who may subscribe to ok.> only.
func guarded(t *testing.T) *server.Server {
	t.Helper()
	ns, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true,
		Users: []*server.User{{
			Username: "li", Password: "secret",
			Permissions: &server.Permissions{Subscribe: &server.SubjectPermission{Allow: []string{"ok.>", "_INBOX.>"}}},
		}},
	})
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

func TestConnErrors(t *testing.T) {
	ns := guarded(t)
	conn, err := feed.Connect(feed.ConnectOptions{Server: strings.Replace(ns.ClientURL(), "://", "://li:secret@", 1), Bare: true, FailFast: true})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	errs := make(chan error, 10)
	stop := conn.OnError(func(err error) { errs <- err })
	if _, err := conn.SubscribeSync("chat.v1.>"); err != nil {
		t.Fatal(err)
	}
	if err := <-errs; !errors.Is(err, nats.ErrPermissionViolation) || !strings.Contains(err.Error(), "chat.v1.>") {
		t.Errorf("got %v", err)
	}
	stop()
	if _, err := conn.SubscribeSync("other"); err != nil {
		t.Fatal(err)
	}
	if err := conn.Flush(); err != nil {
		t.Fatal(err)
	}
	if len(errs) != 0 {
		t.Error("heard of an error after the end")
	}
}

func TestConnectToNobody(t *testing.T) {
	o := feed.ConnectOptions{Server: "nats://li:secret@127.0.0.1:1", Getenv: env(nil), FailFast: true}
	contexts(t, "", nil)
	_, err := feed.Connect(o)
	if err == nil || !strings.Contains(feed.Hint(err), "--server") || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v, hint %q", err, feed.Hint(err))
	}
	o.FailFast = false
	conn, err := feed.Connect(o)
	if err != nil {
		t.Fatal(err)
	}
	if conn.Status() != nats.RECONNECTING {
		t.Errorf("status %v", conn.Status())
	}
	conn.Close()
}

func TestConnectRefuses(t *testing.T) {
	contexts(t, "", nil)
	for _, c := range []struct {
		name string
		o    feed.ConnectOptions
		env  map[string]string
		hint string
	}{
		{"unknown context", feed.ConnectOptions{Context: "nowhere"}, nil, "nats context ls"},
		{"bad timeout", feed.ConnectOptions{}, map[string]string{"NATS_TIMEOUT": "soon"}, "5s"},
		{"no such seed", feed.ConnectOptions{}, map[string]string{"NATS_NKEY": "/none"}, "seed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.o.Getenv, c.o.FailFast = env(c.env), true
			if _, err := feed.Connect(c.o); err == nil || !strings.Contains(feed.Hint(err), c.hint) {
				t.Errorf("got %v, hint %q", err, feed.Hint(err))
			}
		})
	}
}

func TestRedact(t *testing.T) {
	inner := errors.New(`dial nats://li:secret@host:4222, tls://token@b: no`)
	err := feed.Redact(inner)
	if err.Error() != `dial nats://***@host:4222, tls://***@b: no` || !errors.Is(err, inner) {
		t.Errorf("got %v", err)
	}
	if plain := errors.New("a@b"); feed.Redact(plain) != plain || feed.Redact(nil) != nil {
		t.Error("changed what has no credentials")
	}
}
