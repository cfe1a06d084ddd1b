package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"go.uber.org/goleak"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// gateway is a run against a real server.
type gateway struct {
	tb     testing.TB
	server *natstest.Server
	nats   string
	js     jetstream.JetStream
	state  string
	url    string
	stop   func()
}

// newGateway has a server with the streams, and no gateway running yet.
func newGateway(t *testing.T) *gateway {
	t.Helper()
	g := &gateway{tb: t, server: natstest.Start(t), state: filepath.Join(t.TempDir(), "state")}
	g.nats, g.js = g.server.URL(), g.server.JetStream()
	if _, err := feed.Setup(t.Context(), g.js, feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	return g
}

// start runs the gateway until stop is called or the test ends.
func (g *gateway) start() {
	g.tb.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		g.tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	c := config{
		url: g.nats, inbox: "_INBOX_gateway", secret: "s", shops: []string{"shop-1"}, state: g.state,
		beat: 10 * time.Millisecond, patience: 300 * time.Millisecond,
	}
	go func() { ended <- run(ctx, c, listener) }()
	g.url = "http://" + listener.Addr().String() + "/"
	stopped := false
	g.stop = func() {
		if cancel(); !stopped {
			stopped = true
			if err := <-ended; err != nil {
				g.tb.Error(err)
			}
		}
	}
	g.tb.Cleanup(g.stop)
}

// send is the helpdesk.
func (g *gateway) send(body []byte) int {
	g.tb.Helper()
	mac := hmac.New(sha256.New, []byte("s"))
	mac.Write(body)
	return g.sendSigned(body, hex.EncodeToString(mac.Sum(nil)))
}

func (g *gateway) sendSigned(body []byte, signature string) int {
	g.tb.Helper()
	q, err := http.NewRequestWithContext(context.Background(), http.MethodPost, g.url, bytes.NewReader(body))
	if err != nil {
		g.tb.Fatal(err)
	}
	q.Header.Set("X-Helpdesk-Signature", signature)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	a, err := client.Do(q)
	if err != nil {
		g.tb.Fatal(err)
	}
	return errorOr(a.StatusCode, a.Body.Close())
}

func errorOr(code int, err error) int {
	if err != nil {
		return -1
	}
	return code
}

// stored is what the stream holds: the events but for reports, and the reports.
// Each is one that the program takes.
func (g *gateway) stored() (events []jetstream.Msg, reports []metrics.Event) {
	g.tb.Helper()
	c, err := g.js.OrderedConsumer(context.Background(), feed.StreamName, jetstream.OrderedConsumerConfig{})
	if err != nil {
		g.tb.Fatal(err)
	}
	batch, err := c.FetchNoWait(10_000)
	if err != nil {
		g.tb.Fatal(err)
	}
	for m := range batch.Messages() {
		var e metrics.Event
		if err := feed.Decode(m.Data(), &e); err != nil {
			g.tb.Fatalf("%s: %v", m.Data(), err)
		}
		if e.Type == metrics.SourceReported {
			reports = append(reports, e)
		} else {
			events = append(events, m)
		}
	}
	return events, reports
}

func lines(t *testing.T, file string) (all [][]byte) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(bytes.NewReader(data)); s.Scan(); {
		all = append(all, bytes.Clone(s.Bytes()))
	}
	return all
}

func TestWebhooksBecomeEvents(t *testing.T) {
	g := newGateway(t)
	g.start()
	hooks := lines(t, "../helpdesk/webhooks.ndjson")
	for range 2 { // a helpdesk repeats
		for _, hook := range hooks {
			if code := g.send(hook); code != http.StatusOK {
				t.Fatalf("%d: %s", code, hook)
			}
		}
	}
	want := lines(t, "../helpdesk/events.ndjson")
	got, _ := g.stored()
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) {
			t.Fatalf("%d events, not %d", len(got), len(want))
		}
		if a, b := decoded(t, got[i].Data()), decoded(t, want[i]); a.Digest != b.Digest {
			t.Errorf("got  %s\nwant %s", got[i].Data(), want[i])
		}
	}
	// The move is told to both teams.
	for i, team := range map[int]string{7: "aftersale", 8: "presale"} {
		if subject := got[i].Subject(); !strings.HasPrefix(subject, "chat.v1."+team+".helpdesk.shop-1.") {
			t.Errorf("%s is on %s", got[i].Data(), subject)
		}
	}
}

func decoded(t *testing.T, data []byte) (e metrics.Event) {
	t.Helper()
	if err := feed.Decode(data, &e); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return e
}

func TestWebhooksThatAreNone(t *testing.T) {
	g := newGateway(t)
	g.start()
	for body, want := range map[string]int{
		`{`:                                      http.StatusBadRequest,
		`{"kind":"x"}`:                           http.StatusBadRequest,
		`"` + strings.Repeat("x", maxBody) + `"`: http.StatusRequestEntityTooLarge,
		// Larger than the stream takes: to try again would block what comes after it.
		`{"delivery":"d","kind":"message","shop":"s","at":"2026-03-10T10:00:00Z","message":{"id":"m","from":"bot","author":{"name":"` +
			strings.Repeat("x", 70_000) + `"}}}`: http.StatusBadRequest,
		`{"delivery":"d","kind":"message","shop":"s","at":"2026-03-10T10:00:00Z","message":{"id":"m","from":"ghost"}}`: http.StatusBadRequest,
	} {
		if code := g.send([]byte(body)); code != want {
			t.Errorf("%d, not %d: %.80s", code, want, body)
		}
	}
	for _, signature := range []string{"", "00", "zz"} {
		if code := g.sendSigned(lines(t, "../helpdesk/webhooks.ndjson")[0], signature); code != http.StatusUnauthorized {
			t.Errorf("signature %q: %d", signature, code)
		}
	}
	if events, _ := g.stored(); len(events) > 0 {
		t.Errorf("%d events", len(events))
	}
}

// What came while the server was away is published once it is back, once.
func TestServerAway(t *testing.T) {
	g := newGateway(t)
	g.start()
	g.server.Stop()
	hook := lines(t, "../helpdesk/webhooks.ndjson")[1]
	if code := g.send(hook); code != http.StatusServiceUnavailable {
		t.Errorf("%d", code)
	}
	if code := g.send(hook); code != http.StatusServiceUnavailable {
		t.Errorf("%d", code)
	}
	g.server.Restart()
	natstest.Eventually(t, "the webhook is answered", func() bool { return g.send(hook) == http.StatusOK })
	if events, _ := g.stored(); len(events) != 1 {
		t.Errorf("%d events", len(events))
	}
}

func TestReports(t *testing.T) {
	g := newGateway(t)
	before := metrics.TimeOf(time.Now())
	g.start()
	natstest.Eventually(t, "three reports", func() bool { _, reports := g.stored(); return len(reports) > 2 })
	_, reports := g.stored()
	for i, r := range reports {
		if late := r.Time.Sub(r.Watermark); r.Shop != "shop-1" || r.Time < before || late != metrics.Span(settle.Milliseconds()) || r.Missing != nil {
			t.Errorf("%d: %+v is late by %v", i, r, late)
		}
	}
	g.stop()
	last := time.Now().Add(-time.Hour)
	if err := writeMark(g.state, last); err != nil {
		t.Fatal(err)
	}
	g.start()
	natstest.Eventually(t, "the time without a gateway is reported", func() bool {
		_, reports := g.stored()
		for _, r := range reports {
			if len(r.Missing) == 1 && r.Missing[0].From == metrics.TimeOf(last) && r.Missing[0].To >= before {
				return true
			}
		}
		return false
	})
}

func TestBrokenStateIsAnError(t *testing.T) {
	state := filepath.Join(t.TempDir(), "state")
	if err := os.WriteFile(state, []byte("yesterday"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := newHeartbeat(newOutbox(nil), config{state: state}, time.Now()); err == nil {
		t.Error("no error")
	}
}

func TestWatermarkStaysBehindWhatWaits(t *testing.T) {
	o, now := newOutbox(nil), time.Now()
	if got := o.watermark(now); !got.Equal(now.Add(-settle)) {
		t.Error(got)
	}
	for _, ago := range []time.Duration{time.Minute, time.Hour, time.Second} {
		if _, err := o.post([]letter{{at: now.Add(-ago)}}); err != nil {
			t.Fatal(err)
		}
	}
	if got := o.watermark(now); !got.Equal(now.Add(-time.Hour - time.Millisecond)) {
		t.Error(got)
	}
}

// A full outbox takes nothing more, and says what was lost.
func TestFullOutbox(t *testing.T) {
	o, now := newOutbox(nil), time.Now()
	if _, err := o.post(make([]letter, outboxSize)); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if _, err := o.post([]letter{{at: now.Add(time.Duration(i) * time.Second)}}); err == nil {
			t.Error("no error")
		}
	}
	if got := fmt.Sprint(o.takeMissing()); got != fmt.Sprint([]gap{{now, now.Add(2 * time.Second)}}) {
		t.Error(got)
	}
	if o.takeMissing() != nil {
		t.Error("reported twice")
	}
}

// Tokens are those of the program.
func TestTokens(t *testing.T) {
	for _, id := range []string{"", "_", "a b", "旗舰店", "a.b~c+d%e=f", "*>"} {
		if token(id) != feed.Token(id) {
			t.Errorf("%q: %s, not %s", id, token(id), feed.Token(id))
		}
	}
}
