// Package backendnode runs the chat backend in this folder, which is JavaScript,
// against a real server.
package backendnode

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"go.uber.org/goleak"

	"floorwalker/feed"
	"floorwalker/feed/audit"
	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// installed is a copy of the backend with the packages that its lock file pins.
func installed(t *testing.T) string {
	t.Helper()
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: the Node backend is not tested", tool)
		}
	}
	dir := t.TempDir()
	files, err := filepath.Glob("*.js*")
	if err != nil || len(files) < 6 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	npm := exec.CommandContext(ctx, "npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund")
	npm.Dir = dir
	if out, err := npm.CombinedOutput(); err != nil {
		if os.Getenv("CI") == "" {
			t.Skipf("npm cannot install its packages, the Node backend is not tested: %v\n%s", err, out)
		}
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	return dir
}

// start runs the backend in dir until the test ends.
func start(t *testing.T, dir, server string) {
	t.Helper()
	node := exec.Command("node", "backend.js")
	node.Dir = dir
	node.Env = append(os.Environ(), "NATS_URL="+server, "NATS_INBOX=_INBOX_backend")
	var said bytes.Buffer
	node.Stderr = &said
	stdout, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = node.Process.Signal(os.Interrupt)
		if err := node.Wait(); err != nil {
			t.Errorf("%v\n%s", err, said.String())
		}
	})
	if _, err := bufio.NewReader(stdout).ReadString('\n'); err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	go func() { _, _ = io.Copy(io.Discard, stdout) }()
}

// publish stores what the gateway of ../gateway-node publishes: its events, and
// a few more of the same kind.
func publish(t *testing.T, js jetstream.JetStream) {
	t.Helper()
	data, err := os.ReadFile("../helpdesk/events.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	floor := `{"id":"1","type":"agent.status","time":"2026-03-10T10:20:00+08:00","team":"presale","agent":"li","status":"online","capacity":5}
{"id":"2","type":"agent.status","time":"2026-03-10T10:20:00+08:00","team":"presale","agent":"wang","status":"online","capacity":1}
{"id":"3","type":"agent.status","time":"2026-03-10T10:20:00+08:00","team":"presale","agent":"sun","status":"offline","capacity":3}
{"id":"4","type":"agent.status","time":"2026-03-10T10:20:00+08:00","team":"aftersale","agent":"lin","status":"online","capacity":3}
{"id":"5","type":"conversation.assigned","time":"2026-03-10T10:20:00+08:00","platform":"helpdesk","shop":"shop-1","team":"presale","conversation":"t-20","agent":"li"}
{"id":"6","type":"message.created","time":"2026-03-10T10:20:01+08:00","platform":"helpdesk","shop":"shop-1","team":"presale","conversation":"t-20","sender":{"kind":"buyer","id":"b"},"text":"?"}
{"id":"7","type":"message.created","time":"2026-03-10T10:20:02+08:00","platform":"helpdesk","shop":"shop-1","team":"presale","conversation":"t-21","sender":{"kind":"buyer","id":"c"},"text":"?"}`
	for _, line := range strings.Split(strings.TrimSpace(string(data))+"\n"+floor, "\n") {
		var e metrics.Event
		if err := feed.Decode([]byte(line), &e); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if _, err := js.Publish(t.Context(), feed.Subject(&e), []byte(line), jetstream.WithMsgID(string(e.ID))); err != nil {
			t.Fatal(err)
		}
	}
}

// screen is what a supervisor's screen has of a desk.
type screen struct {
	*desk.Desk
	mu   sync.Mutex
	told map[string]string
}

func (s *screen) Asked(metrics.Command) {}

func (s *screen) Replied(r metrics.CommandReply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told[r.ID] = strings.TrimSpace(r.State.String() + " " + r.Code)
}

func (s *screen) ask(t *testing.T, c metrics.Command) string {
	t.Helper()
	s.mu.Lock()
	delete(s.told, c.ID)
	s.mu.Unlock()
	id, err := s.Send(c)
	if err != nil {
		t.Fatal(err)
	}
	var said string
	natstest.Eventually(t, "an answer", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		said = s.told[id]
		return said != ""
	})
	return said
}

func command(v metrics.Verb, conversation, owner, to metrics.Text) metrics.Command {
	return metrics.Command{
		Verb: v, Team: "presale", By: "zhao", ExpectOwner: owner, To: to,
		Conversation: metrics.ConversationKey{Platform: "helpdesk", Shop: "shop-1", Conversation: conversation},
	}
}

// TestBackend is one test, since installing takes a while.
func TestBackend(t *testing.T) {
	dir := installed(t)
	server := natstest.Start(t)
	js := server.JetStream()
	if _, err := feed.Setup(t.Context(), js, feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	publish(t, js)
	start(t, dir, server.URL())
	s := &screen{told: map[string]string{}}
	var err error
	if s.Desk, err = desk.New(server.Connect(), s, desk.Options{Timeout: time.Minute, Discover: 10 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	natstest.Eventually(t, "the backend is found", func() bool {
		ok, _ := s.Capabilities().Can(metrics.Take, "helpdesk", "shop-1")
		return ok && s.Capabilities().Known()
	})
	if ok, _ := s.Capabilities().Can(metrics.Take, "pdd", "shop-1"); ok {
		t.Error("it offers another platform's conversations")
	}
	if ok, why := s.Capabilities().Can(metrics.SetStatus, "", ""); ok || why != desk.ReasonNoVerb {
		t.Errorf("%v %q", ok, why)
	}
	t.Run("every answer", func(t *testing.T) { everyAnswer(t, s) })
	t.Run("the same id once", func(t *testing.T) { sameIDOnce(t, s, js) })
}

func everyAnswer(t *testing.T, s *screen) {
	foreign := command(metrics.Take, "t-17", "", "")
	for _, c := range []struct {
		what string
		c    metrics.Command
		want string
	}{
		{"nudge", command(metrics.Nudge, "t-20", "li", ""), "accepted"},
		{"stale", command(metrics.Take, "t-20", "wang", ""), "refused conflict"},
		{"unknown", command(metrics.Take, "t-99", "", ""), "refused unknown_conversation"},
		{"another team's", foreign, "refused forbidden"},
		{"nobody", command(metrics.Reassign, "t-20", "li", "nobody"), "refused unknown_agent"},
		{"offline", command(metrics.Reassign, "t-20", "li", "sun"), "refused offline"},
		{"not a member", command(metrics.Reassign, "t-20", "li", "lin"), "refused not_member"},
		{"reassign", command(metrics.Reassign, "t-20", "li", "wang"), "accepted"},
		{"full", command(metrics.Reassign, "t-21", "", "wang"), "refused full"},
		{"take", command(metrics.Take, "t-21", "", ""), "accepted"},
	} {
		if got := s.ask(t, c.c); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// sameIDOnce: a repeated command is answered as before, and one event moves the
// row.
func sameIDOnce(t *testing.T, s *screen, js jetstream.JetStream) {
	c := command(metrics.Reassign, "t-20", "wang", "li")
	c.ID = "m1"
	for range 2 {
		if got := s.ask(t, c); got != "accepted" {
			t.Error(got)
		}
	}
	natstest.Eventually(t, "two records", func() bool { return records(t, js, "m1") == 2 })
	f := metrics.New(metrics.DefaultPolicy())
	moves := 0
	for _, e := range events(t, js) {
		f.Apply(&e)
		if e.Command == "m1" {
			moves++
		}
	}
	f.Advance(metrics.TimeOf(time.Now()))
	if moves != 1 {
		t.Errorf("%d events of one command", moves)
	}
	for _, w := range f.View(metrics.Query{}).Waiting {
		if w.Key == c.Conversation && w.Owner != "li" {
			t.Errorf("the row shows %q", w.Owner)
		}
	}
}

func events(t *testing.T, js jetstream.JetStream) (all []metrics.Event) {
	t.Helper()
	c, err := js.OrderedConsumer(t.Context(), feed.StreamName, jetstream.OrderedConsumerConfig{})
	if err != nil {
		t.Fatal(err)
	}
	batch, err := c.FetchNoWait(1000)
	if err != nil {
		t.Fatal(err)
	}
	for m := range batch.Messages() {
		var e metrics.Event
		if err := feed.Decode(m.Data(), &e); err != nil {
			t.Fatalf("%s: %v", m.Data(), err)
		}
		all = append(all, e)
	}
	return all
}

// records counts those of a command.
func records(t *testing.T, js jetstream.JetStream, id metrics.Text) (n int) {
	t.Helper()
	malformed, err := audit.Read(t.Context(), js, audit.Filter{}, func(e audit.Entry) error {
		if e.ID == id && e.Status == feed.CommandAccepted && e.Supervisor == "zhao" && e.To == "li" {
			n++
		}
		return nil
	})
	if err != nil || malformed != 0 {
		t.Fatalf("%d malformed, %v", malformed, err)
	}
	return n
}
