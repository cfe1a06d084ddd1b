// Package gatewaynode runs the gateway in this folder, which is JavaScript,
// against a real server.
package gatewaynode

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// installed is a copy of the gateway with the packages that its lock file pins.
func installed(t *testing.T) string {
	t.Helper()
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: the Node example is not tested", tool)
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
			t.Skipf("npm cannot install its packages, the Node example is not tested: %v\n%s", err, out)
		}
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	return dir
}

// gateway is a run of it.
type gateway struct {
	url  string
	stop func()
}

// start runs the gateway in dir until stop is called or the test ends.
func start(t *testing.T, dir, server string) *gateway {
	t.Helper()
	node := exec.Command("node", "gateway.js")
	node.Dir = dir
	node.Env = append(os.Environ(), "NATS_URL="+server, "NATS_INBOX=_INBOX_gateway", "HELPDESK_SECRET=s", "HELPDESK_SHOPS=shop-1",
		"LISTEN=127.0.0.1:0", "BEAT_MS=20", "PATIENCE_MS=300")
	var said bytes.Buffer
	node.Stderr = &said
	stdout, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	stopped := false
	g := &gateway{stop: func() {
		if stopped {
			return
		}
		stopped = true
		_ = node.Process.Signal(os.Interrupt)
		if err := node.Wait(); err != nil {
			t.Errorf("%v\n%s", err, said.String())
		}
	}}
	t.Cleanup(g.stop)
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, g.url, _ = strings.Cut(strings.TrimSpace(line), " on ")
	go func() { _, _ = io.Copy(io.Discard, stdout) }()
	return g
}

// send is the helpdesk.
func (g *gateway) send(t *testing.T, body []byte, secret string) int {
	t.Helper()
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, g.url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("X-Helpdesk-Signature", hex.EncodeToString(mac.Sum(nil)))
	a, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return a.StatusCode
}

// stored is what the stream holds: the events but for reports, and the reports.
// Each is one that the program takes.
func stored(t *testing.T, js jetstream.JetStream) (events []jetstream.Msg, reports []metrics.Event) {
	t.Helper()
	c, err := js.OrderedConsumer(t.Context(), feed.StreamName, jetstream.OrderedConsumerConfig{})
	if err != nil {
		t.Fatal(err)
	}
	batch, err := c.FetchNoWait(10_000)
	if err != nil {
		t.Fatal(err)
	}
	for m := range batch.Messages() {
		if e := decoded(t, m.Data()); e.Type == metrics.SourceReported {
			reports = append(reports, e)
		} else {
			events = append(events, m)
		}
	}
	return events, reports
}

func decoded(t *testing.T, data []byte) (e metrics.Event) {
	t.Helper()
	if err := feed.Decode(data, &e); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return e
}

func lines(t *testing.T, file string) [][]byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Split(bytes.TrimSpace(data), []byte("\n"))
}

// TestGateway is one test, since installing takes a while.
func TestGateway(t *testing.T) {
	dir := installed(t)
	server := natstest.Start(t)
	js := server.JetStream()
	if _, err := feed.Setup(t.Context(), js, feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	g := start(t, dir, server.URL())
	t.Run("webhooks become events", func(t *testing.T) { becomeEvents(t, g, js) })
	t.Run("what is none is refused", func(t *testing.T) { refused(t, g) })
	t.Run("a server that was away", func(t *testing.T) { serverAway(t, g, server, js) })
	t.Run("reports", func(t *testing.T) { reported(t, js, false) })
	g.stop()
	hourAgo := strconv.FormatInt(time.Now().Add(-time.Hour).UnixMilli(), 10)
	if err := os.WriteFile(filepath.Join(dir, "gateway.state"), []byte(hourAgo), 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, dir, server.URL())
	t.Run("the time without a gateway", func(t *testing.T) { reported(t, js, true) })
	t.Run("rights of a gateway", func(t *testing.T) { withRights(t, dir) })
}

// withRights: a gateway needs no more than a gateway's rights.
func withRights(t *testing.T, dir string) {
	rights := feed.GatewayRights("gateway", "helpdesk")
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
	js := natstest.Dial(t, "nats://admin:a@"+ns.Addr().String()).JetStream()
	if _, err := feed.Setup(t.Context(), js, feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	g := start(t, dir, "nats://gateway:g@"+ns.Addr().String())
	for _, hook := range lines(t, "../helpdesk/webhooks.ndjson") {
		if code := g.send(t, hook, "s"); code != http.StatusOK {
			t.Fatalf("%d: %s", code, hook)
		}
	}
	reported(t, js, false)
}

func becomeEvents(t *testing.T, g *gateway, js jetstream.JetStream) {
	hooks := lines(t, "../helpdesk/webhooks.ndjson")
	for range 2 { // a helpdesk repeats
		for _, hook := range hooks {
			if code := g.send(t, hook, "s"); code != http.StatusOK {
				t.Fatalf("%d: %s", code, hook)
			}
		}
	}
	want := lines(t, "../helpdesk/events.ndjson")
	got, _ := stored(t, js)
	if len(got) != len(want) {
		t.Fatalf("%d events, not %d", len(got), len(want))
	}
	for i := range want {
		a, b := decoded(t, got[i].Data()), decoded(t, want[i])
		if a.Digest != b.Digest {
			t.Errorf("got  %s\nwant %s", got[i].Data(), want[i])
		}
		team := feed.Token(b.Team)
		if i == 8 { // the move is told to both teams
			team = "presale"
		}
		if subject := got[i].Subject(); !strings.HasPrefix(subject, "chat.v1."+team+".") {
			t.Errorf("%s is on %s", got[i].Data(), subject)
		}
	}
}

func refused(t *testing.T, g *gateway) {
	for body, want := range map[string]int{
		`{`:                                    http.StatusBadRequest,
		`null`:                                 http.StatusBadRequest,
		`{"kind":"x"}`:                         http.StatusBadRequest,
		`"` + strings.Repeat("x", 1<<20) + `"`: http.StatusRequestEntityTooLarge,
		// Larger than the stream takes: to try again would block what comes after it.
		`{"delivery":"d","kind":"message","shop":"s","at":"2026-03-10T10:00:00Z","message":{"id":"m","from":"bot","author":{"name":"` +
			strings.Repeat("x", 70_000) + `"}}}`: http.StatusBadRequest,
		`{"delivery":"d","kind":"message","shop":"s","at":"2026-03-10T10:00:00Z","message":{"id":"m","from":"ghost"}}`: http.StatusBadRequest,
	} {
		if code := g.send(t, []byte(body), "s"); code != want {
			t.Errorf("%d, not %d: %.80s", code, want, body)
		}
	}
	if code := g.send(t, lines(t, "../helpdesk/webhooks.ndjson")[0], "another"); code != http.StatusUnauthorized {
		t.Errorf("%d", code)
	}
}

// serverAway: what came meanwhile is published once the server is back, once.
func serverAway(t *testing.T, g *gateway, server *natstest.Server, js jetstream.JetStream) {
	before, _ := stored(t, js)
	hook := []byte(`{"delivery":"d-99","kind":"ticket.opened","at":"2026-03-10T11:00:00Z","shop":"shop-1","ticket":{"id":"a.b c*","team":"_"}}`)
	server.Stop()
	if code := g.send(t, hook, "s"); code != http.StatusServiceUnavailable {
		t.Errorf("%d", code)
	}
	server.Restart()
	natstest.Eventually(t, "the webhook is answered", func() bool { return g.send(t, hook, "s") == http.StatusOK })
	after, _ := stored(t, js)
	if len(after) != len(before)+1 {
		t.Fatalf("%d events", len(after)-len(before))
	}
	if subject := after[len(before)].Subject(); !strings.HasPrefix(subject, "chat.v1.=5F.helpdesk.shop-1.") {
		t.Error(subject)
	}
}

// reported waits for a report of the gateway, with an hour missing or nothing.
func reported(t *testing.T, js jetstream.JetStream, hour bool) {
	natstest.Eventually(t, "a report", func() bool {
		_, reports := stored(t, js)
		for _, r := range reports {
			lost := len(r.Missing) == 1 && r.Missing[0].To.Sub(r.Missing[0].From) >= metrics.Hour
			if r.Shop == "shop-1" && r.Watermark < r.Time && lost == hour {
				return true
			}
		}
		return false
	})
}
