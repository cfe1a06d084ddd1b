package desk_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"go.uber.org/goleak"

	"floorwalker/feed"
	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// never is a timeout that no test lives to see.
const never = time.Hour

// watcher writes down what the desk reports.
type watcher struct {
	mu      sync.Mutex
	asked   []metrics.Command
	replies []metrics.CommandReply
	hold    chan struct{} // if set, Asked waits for it
}

func (w *watcher) Asked(c metrics.Command) {
	if w.hold != nil {
		<-w.hold
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = append(w.asked, c)
}

func (w *watcher) Replied(r metrics.CommandReply) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.replies = append(w.replies, r)
}

// of is what was reported about one command so far: "unknown timeout".
func (w *watcher) of(id string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var said []string
	for _, r := range w.replies {
		if r.ID == id {
			said = append(said, strings.TrimSpace(r.State.String()+" "+r.Code))
		}
	}
	return said
}

func (w *watcher) last() metrics.CommandReply {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.replies[len(w.replies)-1]
}

func (w *watcher) expect(t *testing.T, id string, want ...string) {
	t.Helper()
	natstest.Eventually(t, fmt.Sprintf("%s is %q, not %q", id, want, w.of(id)), func() bool { return len(w.of(id)) >= len(want) })
	if got := w.of(id); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("%s was reported %q, want %q", id, got, want)
	}
}

// backend is a hand-driven backend: it keeps what it is asked.
type backend struct {
	nc  *nats.Conn
	mu  sync.Mutex
	got []*nats.Msg
}

func listen(t *testing.T, nc *nats.Conn) *backend {
	t.Helper()
	b := &backend{nc: nc}
	_, err := nc.Subscribe(feed.CommandRoot+">", func(m *nats.Msg) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.got = append(b.got, m)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *backend) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.got)
}

// request waits for the n-th request, from 0.
func (b *backend) request(t *testing.T, n int) (*nats.Msg, feed.CommandRequest) {
	t.Helper()
	natstest.Eventually(t, fmt.Sprintf("request %d", n), func() bool { return b.count() > n })
	b.mu.Lock()
	defer b.mu.Unlock()
	q, err := feed.DecodeCommandRequest(b.got[n].Data)
	if err != nil {
		t.Fatal(err)
	}
	return b.got[n], q
}

func (b *backend) answer(t *testing.T, to *nats.Msg, r feed.CommandReply) {
	t.Helper()
	data, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if err := to.Respond(data); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, nc desk.Conn, w *watcher, o desk.Options) *desk.Desk {
	t.Helper()
	d, err := desk.New(nc, w, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		now, cancel := context.WithCancel(context.Background())
		cancel()
		d.Close(now)
	})
	return d
}

func send(t *testing.T, d *desk.Desk, c metrics.Command) string {
	t.Helper()
	id, err := d.Send(c)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func move() metrics.Command {
	return metrics.Command{
		Verb: metrics.Reassign, Team: "presale", By: "zhao.min", To: "wangfang", ExpectOwner: "lina",
		Conversation: metrics.ConversationKey{Platform: "pdd", Shop: "flagship-01", Conversation: "c-1"},
		Why:          "silent", Seen: 184223,
	}
}

func TestRequestOnTheWire(t *testing.T) {
	s := natstest.Start(t)
	b, w := listen(t, s.Connect()), &watcher{}
	at := metrics.Time(1_773_150_000_000)
	d := open(t, s.Connect(), w, desk.Options{Timeout: never, Now: func() metrics.Time { return at }})
	id := send(t, d, move())
	m, q := b.request(t, 0)
	if want := "cmd.v1.presale.zhao=2Emin.reassign"; m.Subject != want {
		t.Errorf("asked on %s, want %s", m.Subject, want)
	}
	conversation := feed.CommandConversation{Platform: "pdd", Shop: "flagship-01", Conversation: "c-1"}
	if q.ID != id || q.Verb != metrics.Reassign || q.Conversation != conversation ||
		q.To.Agent != "wangfang" || q.Expect == nil || q.Expect.Owner != "lina" || q.By != "zhao.min" || q.Why != "silent" || q.Seen.Sequence != 184223 {
		t.Errorf("asked for %+v", q)
	}
	if left := time.Until(q.Deadline); left <= 0 || left > never {
		t.Errorf("the deadline is in %v", left)
	}
	b.answer(t, m, feed.CommandReply{ID: id, Status: feed.CommandAccepted})
	w.expect(t, id, "accepted")
	if w.last().At != at || w.asked[0].Asked != at || w.asked[0].ID != id {
		t.Errorf("asked %+v, replied %+v", w.asked[0], w.last())
	}
}

func TestEveryReply(t *testing.T) {
	s := natstest.Start(t)
	b, w := listen(t, s.Connect()), &watcher{}
	d := open(t, s.Connect(), w, desk.Options{Timeout: never})
	replies := []struct {
		reply feed.CommandReply
		want  string
	}{
		{feed.CommandReply{Status: feed.CommandAccepted}, "accepted"},
		{feed.CommandReply{Status: feed.CommandDuplicate}, "accepted"},
		{feed.CommandReply{Status: "maybe"}, "unknown malformed"},
	}
	for _, code := range []string{
		feed.CodeConflict, feed.CodeUnknownConversation, feed.CodeUnknownAgent, feed.CodeOffline, feed.CodeFull, feed.CodeNotMember,
		feed.CodeForbidden, feed.CodeClosed, feed.CodeUnsupported, feed.CodeBusy, feed.CodeExpired, feed.CodeInvalid, feed.CodeDuplicate,
	} {
		replies = append(replies, struct {
			reply feed.CommandReply
			want  string
		}{feed.CommandReply{Status: feed.CommandRefused, Code: code}, "refused " + code})
	}
	for i, x := range replies {
		id := send(t, d, move())
		m, _ := b.request(t, i)
		x.reply.ID = id
		b.answer(t, m, x.reply)
		w.expect(t, id, x.want)
	}
}

func TestWordsOfABackendAreCleaned(t *testing.T) {
	s := natstest.Start(t)
	b, w := listen(t, s.Connect()), &watcher{}
	d := open(t, s.Connect(), w, desk.Options{Timeout: never})
	id := send(t, d, move())
	m, _ := b.request(t, 0)
	b.answer(t, m, feed.CommandReply{ID: id, Status: feed.CommandRefused, Code: "fu\x1b[2Jll", Text: "王芳\x1b]0;x\x07 满了\n"})
	natstest.Eventually(t, "a reply", func() bool { return len(w.of(id)) == 1 })
	if r := w.last(); strings.ContainsAny(r.Code+string(r.Text), "\x1b\x07\n") || !strings.Contains(string(r.Text), "满了") {
		t.Errorf("code %q text %q", r.Code, r.Text)
	}
}

func TestRepliesThatMakeNoSense(t *testing.T) {
	s := natstest.Start(t)
	b, w := listen(t, s.Connect()), &watcher{}
	d := open(t, s.Connect(), w, desk.Options{Timeout: never})
	for i, data := range []string{`{"id":`, `{"id":"another","status":"accepted"}`, `[]`, `{"id":"a","id":"b"}`} {
		id := send(t, d, move())
		m, _ := b.request(t, i)
		if err := m.Respond([]byte(data)); err != nil {
			t.Fatal(err)
		}
		w.expect(t, id, "unknown malformed")
	}
}

func TestNobodyListens(t *testing.T) {
	s, w := natstest.Start(t), &watcher{}
	d := open(t, s.Connect(), w, desk.Options{Timeout: never})
	w.expect(t, send(t, d, move()), "refused no_responder")
}

func TestSilenceThenALateReply(t *testing.T) {
	s := natstest.Start(t)
	b, w := listen(t, s.Connect()), &watcher{}
	d := open(t, s.Connect(), w, desk.Options{Timeout: 20 * time.Millisecond})
	id := send(t, d, move())
	m, _ := b.request(t, 0)
	w.expect(t, id, "unknown timeout")
	b.answer(t, m, feed.CommandReply{ID: id, Status: feed.CommandRefused, Code: feed.CodeFull})
	w.expect(t, id, "unknown timeout", "refused full")
	if b.count() != 1 {
		t.Errorf("asked %d times", b.count())
	}
}

func TestAskingAgainKeepsTheID(t *testing.T) {
	s := natstest.Start(t)
	b, w := listen(t, s.Connect()), &watcher{}
	d := open(t, s.Connect(), w, desk.Options{Timeout: 200 * time.Millisecond})
	c := move()
	c.ID = send(t, d, c)
	send(t, d, c) // while it is being asked: nothing
	w.expect(t, c.ID, "unknown timeout")
	if b.count() != 1 {
		t.Fatalf("asked %d times", b.count())
	}
	send(t, d, c)
	_, q := b.request(t, 1)
	if q.ID != c.ID {
		t.Errorf("asked again as %s, not %s", q.ID, c.ID)
	}
	first, _ := b.request(t, 0) // the reply to the first attempt was only slow
	b.answer(t, first, feed.CommandReply{ID: c.ID, Status: feed.CommandAccepted})
	w.expect(t, c.ID, "unknown timeout", "asked", "accepted")
	if n := len(w.asked); n != 1 {
		t.Errorf("%d commands, want one that was asked twice", n)
	}
}

// A second attempt that reaches nobody says nothing about the first one.
func TestAskingAgainAndNobodyListens(t *testing.T) {
	s := natstest.Start(t)
	nc := s.Connect()
	b, w := listen(t, nc), &watcher{}
	d := open(t, s.Connect(), w, desk.Options{Timeout: 20 * time.Millisecond})
	c := move()
	c.ID = send(t, d, c)
	b.request(t, 0)
	w.expect(t, c.ID, "unknown timeout")
	nc.Close()
	natstest.Eventually(t, "the server has forgotten the backend", func() bool {
		_, err := s.Connect().Request("cmd.v1.presale.x.nudge", nil, time.Second)
		return errors.Is(err, nats.ErrNoResponders)
	})
	send(t, d, c)
	w.expect(t, c.ID, "unknown timeout", "asked", "unknown no_responder")
}

func TestConnectionLostBetweenAskAndReply(t *testing.T) {
	s := natstest.Start(t)
	b, w := listen(t, s.Connect()), &watcher{}
	nc := s.Connect()
	d := open(t, nc, w, desk.Options{Timeout: never})
	id := send(t, d, move())
	b.request(t, 0)
	s.Stop()
	w.expect(t, id, "unknown disconnected")

	down := send(t, d, move())
	w.expect(t, down, "refused not_sent")

	s.Restart()
	natstest.Eventually(t, "both are back", func() bool { return nc.IsConnected() && b.nc.IsConnected() && b.nc.Flush() == nil })
	again := send(t, d, move())
	m, q := b.request(t, 1)
	if q.ID != again {
		t.Fatalf("the request after the restart is %s: what was given up has been sent", q.ID)
	}
	b.answer(t, m, feed.CommandReply{ID: again, Status: feed.CommandAccepted})
	w.expect(t, again, "accepted")
}

func TestOrderOnTheWire(t *testing.T) {
	s := natstest.Start(t)
	b, w := listen(t, s.Connect()), &watcher{}
	d := open(t, s.Connect(), w, desk.Options{Timeout: never})
	var ids []string
	for range 500 {
		ids = append(ids, send(t, d, move()))
	}
	for i, id := range ids {
		m, q := b.request(t, i)
		if q.ID != id {
			t.Fatalf("request %d is %s, want %s", i, q.ID, id)
		}
		b.answer(t, m, feed.CommandReply{ID: id, Status: feed.CommandAccepted})
	}
	w.expect(t, ids[len(ids)-1], "accepted")
}

func TestSendNeverBlocks(t *testing.T) {
	s, w := natstest.Start(t), &watcher{hold: make(chan struct{})}
	d := open(t, s.Connect(), w, desk.Options{Timeout: never})
	var last string
	for range 2000 { // the watcher stands still all the while
		last = send(t, d, move())
	}
	close(w.hold)
	w.expect(t, last, "refused no_responder")
}

func TestIncompleteCommand(t *testing.T) {
	s, w := natstest.Start(t), &watcher{}
	d := open(t, s.Connect(), w, desk.Options{})
	for _, c := range []metrics.Command{{}, {Verb: metrics.Nudge, Team: "a"}, {Verb: metrics.Nudge, By: "a"}, {Team: "a", By: "b"}} {
		if _, err := d.Send(c); err == nil {
			t.Errorf("%+v was sent", c)
		}
	}
}
