package sim

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nats.go/micro"

	"floorwalker/feed"
	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// house is a whole floor: a server with its streams, a simulated floor played
// by a hand clock, its backend, and supervisors' desks.
type house struct {
	*natstest.Server
	sim     *Simulator // only touched while nobody plays
	clock   *handClock
	player  *Player
	backend *Backend
	js      jetstream.JetStream
	errs    chan error
}

func build(t testing.TB, c Config) *house {
	t.Helper()
	h := &house{Server: natstest.Start(t), clock: newHandClock(), errs: make(chan error, 100)}
	h.js = h.JetStream()
	ctx := context.Background()
	for name, subject := range map[string]string{"CHAT": "chat.v1.>", "CHAT_AUDIT": "audit.v1.>"} {
		if _, err := h.js.CreateStream(ctx, jetstream.StreamConfig{Name: name, Subjects: []string{subject}}); err != nil {
			t.Fatal(err)
		}
	}
	h.sim = busy(t, c)
	return h
}

// open begins to play and to serve.
func (h *house) open(t testing.TB) {
	t.Helper()
	publisher, err := feed.NewPublisher(h.Connect(), 100)
	if err != nil {
		t.Fatal(err)
	}
	h.player = NewPlayer(h.sim, publisher, Pace{Clock: h.clock})
	stop := run(t, h.player)
	t.Cleanup(func() {
		_ = stop()
		now, cancel := context.WithCancel(context.Background())
		cancel()
		_ = publisher.Close(now)
	})
	nc := h.Connect()
	h.backend, err = NewBackend(nc, h.player, BackendOptions{Audit: h.js, OnError: func(err error) { h.errs <- err }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.backend.Close)
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
}

// stored is what a stream has, decoded loosely.
func (h *house) stored(t *testing.T, stream string) (all []map[string]any) {
	t.Helper()
	c, err := h.js.OrderedConsumer(context.Background(), stream, jetstream.OrderedConsumerConfig{})
	if err != nil {
		t.Fatal(err)
	}
	for {
		batch, err := c.FetchNoWait(1000)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for m := range batch.Messages() {
			n++
			x := map[string]any{"subject": m.Subject()}
			if err := json.Unmarshal(m.Data(), &x); err != nil {
				t.Fatal(err)
			}
			all = append(all, x)
		}
		if n == 0 {
			return all
		}
	}
}

// awaitEvent lets time pass until the event of a command is stored.
func (h *house) awaitEvent(t *testing.T, id string) map[string]any {
	t.Helper()
	var found map[string]any
	natstest.Eventually(t, "the event of command "+id, func() bool {
		h.clock.move(time.Second)
		for _, e := range h.stored(t, "CHAT") {
			if e["command"] == id {
				found = e
			}
		}
		return found != nil
	})
	return found
}

// supervisor is somebody with a desk, and what he was told.
type supervisor struct {
	*desk.Desk
	name metrics.Text
	mu   sync.Mutex
	told map[string][]metrics.CommandReply
}

func (s *supervisor) Asked(metrics.Command) {}

func (s *supervisor) Replied(r metrics.CommandReply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told[r.ID] = append(s.told[r.ID], r)
}

// reply waits for the n-th thing that was said about a command, from 0.
func (s *supervisor) reply(t testing.TB, id string, n int) metrics.CommandReply {
	t.Helper()
	var r metrics.CommandReply
	natstest.Eventually(t, "a reply to "+id, func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		if len(s.told[id]) <= n {
			return false
		}
		r = s.told[id][n]
		return true
	})
	return r
}

func (h *house) supervisor(t testing.TB, name metrics.Text, timeout time.Duration) *supervisor {
	t.Helper()
	s := &supervisor{name: name, told: map[string][]metrics.CommandReply{}}
	var err error
	s.Desk, err = desk.New(h.Connect(), s, desk.Options{Timeout: timeout})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		now, cancel := context.WithCancel(context.Background())
		cancel()
		s.Close(now)
	})
	return s
}

// ask is what the supervisor's screen would send to move c.
func (s *supervisor) ask(t testing.TB, c *conversation, to metrics.Text) metrics.Command {
	t.Helper()
	m := metrics.Command{
		Verb: metrics.Reassign, Team: c.team.id, By: s.name, Conversation: c.key, ExpectOwner: metrics.Text(c.ownerID()), To: to, Why: "due", Seen: 7,
	}
	return m
}

func (s *supervisor) send(t testing.TB, m metrics.Command) string {
	t.Helper()
	id, err := s.Send(m)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestCommandEndToEnd(t *testing.T) {
	h := build(t, Config{Seed: 1})
	c := h.sim.find(t, "owned and waiting", owned)
	to := h.sim.free(t, c).id
	zhao := h.supervisor(t, "zhao", time.Hour)
	m := zhao.ask(t, c, to)
	h.open(t)
	id := zhao.send(t, m)
	if r := zhao.reply(t, id, 0); r.State != metrics.CommandAccepted {
		t.Fatalf("%+v", r)
	}
	if e := h.awaitEvent(t, id); e["agent"] != string(to) || e["by"] != "zhao" || e["type"] != "conversation.assigned" {
		t.Errorf("%v", e)
	}
	records := h.stored(t, "CHAT_AUDIT")
	if len(records) != 1 {
		t.Fatalf("%d records", len(records))
	}
	r := records[0]
	for key, want := range map[string]any{
		"id": id, "supervisor": "zhao", "status": "accepted", "why": "due",
		"subject": "audit.v1." + string(m.Team) + ".zhao",
	} {
		if r[key] != want {
			t.Errorf("%s is %v, want %v", key, r[key], want)
		}
	}
	if r["conversation"].(map[string]any)["conversation"] != string(m.Conversation.Conversation) {
		t.Errorf("%v", r)
	}
	if r["to"].(map[string]any)["agent"] != string(to) || r["seen"].(map[string]any)["sequence"] != 7.0 {
		t.Errorf("%v", r)
	}
}

func TestRefusalReachesTheSupervisor(t *testing.T) {
	h := build(t, Config{Seed: 1})
	c := h.sim.find(t, "owned and waiting", owned)
	zhao := h.supervisor(t, "zhao", time.Hour)
	m := zhao.ask(t, c, "nobody")
	h.open(t)
	id := zhao.send(t, m)
	if r := zhao.reply(t, id, 0); r.State != metrics.CommandRefused || r.Code != feed.CodeUnknownAgent || r.Text == "" {
		t.Errorf("%+v", r)
	}
	if records := h.stored(t, "CHAT_AUDIT"); len(records) != 1 || records[0]["code"] != feed.CodeUnknownAgent {
		t.Errorf("%v", records)
	}
}

func TestTwoSupervisorsOneConversation(t *testing.T) {
	h := build(t, Config{Seed: 1})
	c := h.sim.find(t, "owned and waiting", owned)
	to := h.sim.free(t, c).id
	zhao, qian := h.supervisor(t, "zhao", time.Hour), h.supervisor(t, "qian", time.Hour)
	one, two := zhao.ask(t, c, to), qian.ask(t, c, to)
	h.open(t)
	a, b := zhao.send(t, one), qian.send(t, two)
	first, second := zhao.reply(t, a, 0), qian.reply(t, b, 0)
	if first.State == metrics.CommandRefused {
		first, second = second, first
		a = b
	}
	if first.State != metrics.CommandAccepted || second.State != metrics.CommandRefused || second.Code != feed.CodeConflict {
		t.Errorf("%+v, %+v", first, second)
	}
	h.awaitEvent(t, a)
}

func TestSilenceThenAskingAgain(t *testing.T) {
	h := build(t, Config{Seed: 1, Faults: Faults{Silence: 1}})
	c := h.sim.find(t, "owned and waiting", owned)
	to := h.sim.free(t, c).id
	zhao := h.supervisor(t, "zhao", 50*time.Millisecond)
	m := zhao.ask(t, c, to)
	h.open(t)
	m.ID = zhao.send(t, m)
	for n := 0; ; n++ { // until a reply was only lost, not the request: then the answer is remembered
		r := zhao.reply(t, m.ID, n)
		if r.State == metrics.CommandAccepted {
			break
		}
		if r.State == metrics.CommandAsked {
			continue
		}
		if r.State != metrics.CommandUnknown || r.Code != desk.CodeTimeout {
			t.Fatalf("%+v", r)
		}
		zhao.send(t, m)
	}
	h.awaitEvent(t, m.ID)
	n := 0
	for _, e := range h.stored(t, "CHAT") {
		if e["command"] == m.ID {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d events of one command", n)
	}
}

func TestServerRestartsBetweenAskAndEvent(t *testing.T) {
	h := build(t, Config{Seed: 1, Faults: Faults{Late: 1}})
	c := h.sim.find(t, "owned and waiting", owned)
	to := h.sim.free(t, c).id
	zhao := h.supervisor(t, "zhao", time.Hour)
	m := zhao.ask(t, c, to)
	h.open(t)
	id := zhao.send(t, m)
	natstest.Eventually(t, "the command is on record", func() bool { return len(h.stored(t, "CHAT_AUDIT")) == 1 })
	h.Restart()
	if r := zhao.reply(t, id, 0); r.State != metrics.CommandUnknown || r.Code != desk.CodeDisconnected {
		t.Errorf("%+v", r)
	}
	natstest.Eventually(t, "the stream is back", func() bool {
		_, err := h.js.Stream(context.Background(), "CHAT")
		return err == nil
	})
	h.awaitEvent(t, id) // the stream knows in the end
}

func TestBulkSettles(t *testing.T) {
	h := build(t, Config{Seed: 1, Agents: 200, Rate: 40})
	zhao := h.supervisor(t, "zhao", time.Hour)
	var all []metrics.Command
	for _, c := range h.sim.chats {
		if !c.closed && c.owner != nil && c.moving == "" {
			m := zhao.ask(t, c, "")
			all = append(all, m)
		}
	}
	if len(all) < 200 {
		t.Fatalf("only %d conversations", len(all))
	}
	h.open(t)
	started := time.Now()
	var ids []string
	for _, m := range all {
		ids = append(ids, zhao.send(t, m))
	}
	accepted := 0
	for _, id := range ids {
		if zhao.reply(t, id, 0).State == metrics.CommandAccepted {
			accepted++
		}
	}
	t.Logf("%d of %d accepted in %v", accepted, len(ids), time.Since(started))
	if accepted < len(ids)*9/10 {
		t.Errorf("%d of %d accepted", accepted, len(ids))
	}
	if n := len(h.stored(t, "CHAT_AUDIT")); n != len(ids) {
		t.Errorf("%d records of %d commands", n, len(ids))
	}
}

func TestBackendIsDiscoverable(t *testing.T) {
	h := build(t, Config{Seed: 1})
	h.open(t)
	m, err := h.Connect().Request("$SRV.INFO."+feed.CommandService, nil, 10*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	var info micro.Info
	if err := json.Unmarshal(m.Data, &info); err != nil {
		t.Fatal(err)
	}
	shops := map[string]string{}
	for _, e := range info.Endpoints {
		if e.QueueGroup != feed.CommandService || e.Subject != "cmd.v1.*.*."+e.Name {
			t.Errorf("%+v", e)
		}
		shops[e.Name] = e.Metadata["shops"]
	}
	if len(shops) != len(feed.Verbs()) || shops["reassign"] != "*" || strings.Contains(shops["take"], "taobao") || !strings.Contains(shops["take"], "pdd/") {
		t.Errorf("%v", shops)
	}
}

// A push consumer delivers what its owner stored wherever he names, even where
// he may not publish. Its messages keep their own subject.
func TestForeignDeliveryIsRefused(t *testing.T) {
	h := build(t, Config{Seed: 1})
	c := h.sim.find(t, "owned and waiting", owned)
	r := moveTo("forged", c, h.sim.free(t, c).id)
	h.open(t)
	data, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	if _, err := h.js.CreateStream(ctx, jetstream.StreamConfig{Name: "MINE", Subjects: []string{"mine"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.js.Publish(ctx, "mine", data); err != nil {
		t.Fatal(err)
	}
	legacy, err := h.Connect().JetStream()
	if err != nil {
		t.Fatal(err)
	}
	// Delivery begins when somebody listens on that very subject; then all who
	// listen on a pattern get it too.
	listener := h.Connect()
	subject := feed.CommandSubject(c.team.id, "zhao", metrics.Reassign)
	if _, err := listener.SubscribeSync(subject); err != nil {
		t.Fatal(err)
	}
	if err := listener.Flush(); err != nil {
		t.Fatal(err)
	}
	_, err = legacy.AddConsumer("MINE", &nats.ConsumerConfig{
		Durable: "deputy", DeliverSubject: subject, AckPolicy: nats.AckExplicitPolicy,
	})
	if err != nil {
		t.Fatal(err)
	}
	natstest.Eventually(t, "it is refused", func() bool { return h.backend.Foreign() == 1 })
	info, err := legacy.ConsumerInfo("MINE", "deputy")
	if err != nil {
		t.Fatal(err)
	}
	if info.AckFloor.Stream != 0 || len(h.stored(t, "CHAT_AUDIT")) != 0 {
		t.Errorf("it was acknowledged or carried out: %+v", info)
	}
}

func TestRequestsThatMakeNoSense(t *testing.T) {
	h := build(t, Config{Seed: 1})
	c := h.sim.find(t, "owned and waiting", owned)
	good := request("g", metrics.Nudge, c)
	h.open(t)
	nc := h.Connect()
	subject := feed.CommandSubject(c.team.id, "zhao", metrics.Nudge)
	late := good.CommandRequest
	late.Deadline = time.Now().Add(-time.Minute)
	otherVerb := good.CommandRequest
	otherVerb.ID, otherVerb.Verb = "v", metrics.Take
	otherName := good.CommandRequest
	otherName.ID, otherName.By = "n", "qian"
	encode := func(q feed.CommandRequest) string {
		data, err := q.Encode()
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for data, code := range map[string]string{
		`{"id":"x","verb":`: feed.CodeInvalid,
		`{"id":"x","id":"y","verb":"nudge","conversation":{"conversation":"c"}}`: feed.CodeInvalid,
		`{"verb":"nudge","conversation":{"conversation":"c"}}`:                   feed.CodeInvalid,
		`{"id":"x","verb":"nudge"}`:                                              feed.CodeInvalid,
		encode(otherVerb):                                                        feed.CodeInvalid,
		encode(otherName):                                                        feed.CodeForbidden,
		encode(late):                                                             feed.CodeExpired,
	} {
		m, err := nc.Request(subject, []byte(data), 10*time.Second)
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		r, err := feed.DecodeCommandReply(m.Data)
		if err != nil || r.Status != feed.CommandRefused || r.Code != code || m.Header.Get(micro.ErrorCodeHeader) != code {
			t.Errorf("%s: %+v %v %v", data, r, m.Header, err)
		}
	}
	if err := nc.Publish(subject, []byte(encode(good.CommandRequest))); err != nil { // nobody to answer
		t.Fatal(err)
	}
	natstest.Eventually(t, "it is dropped", func() bool { return h.backend.Foreign() == 1 })
}

func TestBackendClosesWithRepliesPending(t *testing.T) {
	h := build(t, Config{Seed: 1, Faults: Faults{Late: 1}})
	c := h.sim.find(t, "owned and waiting", owned)
	zhao := h.supervisor(t, "zhao", time.Hour)
	m := zhao.ask(t, c, h.sim.free(t, c).id)
	h.open(t)
	id := zhao.send(t, m)
	natstest.Eventually(t, "the command is on record", func() bool { return len(h.stored(t, "CHAT_AUDIT")) == 1 })
	h.backend.Close()
	other := zhao.send(t, m) // another id: nobody listens any more
	if r := zhao.reply(t, other, 0); r.Code != desk.CodeNoResponder {
		t.Errorf("%+v", r)
	}
	h.awaitEvent(t, id) // what was accepted happens all the same
}
