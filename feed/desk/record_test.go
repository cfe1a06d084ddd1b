package desk_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/audit"
	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// archive is an audit stream, as an auditor reads it.
type archive struct {
	t  *testing.T
	js jetstream.JetStream
}

func newArchive(t *testing.T, s *natstest.Server) archive {
	t.Helper()
	a := archive{t, s.JetStream()}
	if _, err := feed.Setup(t.Context(), a.js, feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	return a
}

func (a archive) records() (all []audit.Entry) {
	a.t.Helper()
	if _, err := audit.Read(a.t.Context(), a.js, audit.Filter{}, func(e audit.Entry) error { all = append(all, e); return nil }); err != nil {
		a.t.Fatal(err)
	}
	return all
}

// expect waits for the records of commands, each with a code.
func (a archive) expect(want ...string) {
	a.t.Helper()
	natstest.Eventually(a.t, "so many records", func() bool { return len(a.records()) >= len(want) })
	for i, r := range a.records() {
		if i >= len(want) || string(r.Code) != want[i] || r.Status != feed.CommandRefused {
			a.t.Errorf("record %d of %d: %+v", i, len(want), r)
		}
	}
}

// What no backend has heard is on record all the same, once for each time that
// it was asked; what a backend answers is for it to record.
func TestUnheardCommandsAreOnRecord(t *testing.T) {
	s := natstest.Start(t)
	a, w := newArchive(t, s), &watcher{}
	at := metrics.Time(1_773_150_000_000)
	d := open(t, s.Connect(), w, desk.Options{Timeout: never, Now: func() metrics.Time { return at }})
	first := send(t, d, move())
	w.expect(t, first, "refused no_responder")
	again := send(t, d, move())
	w.expect(t, again, "refused no_responder")
	a.expect(desk.CodeNoResponder, desk.CodeNoResponder)
	r := a.records()[0]
	if string(r.ID) != first || r.Team != "presale" || r.Supervisor != "zhao.min" || r.Verb != metrics.Reassign || r.To != "wangfang" ||
		!r.Time.Equal(at.Std()) || r.Why != "silent" {
		t.Errorf("%+v", r)
	}

	b := listen(t, s.Connect())
	heard := send(t, d, move())
	m, _ := b.request(t, 0)
	b.answer(t, m, feed.CommandReply{ID: heard, Status: feed.CommandAccepted})
	w.expect(t, heard, "accepted")
	if n := len(a.records()); n != 2 {
		t.Errorf("%d records", n)
	}
}

// loseServer stops s and waits until nc knows.
func loseServer(t *testing.T, s *natstest.Server, nc *nats.Conn) {
	t.Helper()
	s.Stop()
	natstest.Eventually(t, "the connection is lost", func() bool { return !nc.IsConnected() })
}

// A command that never left is on record when the connection is back, without
// a journal too.
func TestCommandsThatNeverLeftAreOnRecordLater(t *testing.T) {
	s := natstest.Start(t)
	a, w := newArchive(t, s), &watcher{}
	nc := s.Connect()
	d := open(t, nc, w, desk.Options{Timeout: never})
	loseServer(t, s, nc)
	id := send(t, d, move())
	w.expect(t, id, "refused not_sent")
	s.Restart()
	natstest.Eventually(t, "the auditor is back", a.js.Conn().IsConnected)
	a.expect(desk.CodeNotSent)
	if r := a.records()[0]; string(r.ID) != id {
		t.Errorf("%+v", r)
	}
}

// The program ends before the connection is back: the next run writes the
// record, and however often it does, there is one.
func TestRecordsSurviveTheProgram(t *testing.T) {
	s := natstest.Start(t)
	a, w := newArchive(t, s), &watcher{}
	path := filepath.Join(t.TempDir(), "journal")
	j := openJournal(t, path)
	nc := s.Connect()
	d := open(t, nc, w, desk.Options{Timeout: never, Journal: j})
	loseServer(t, s, nc)
	w.expect(t, send(t, d, move()), "refused not_sent")
	d.Close(context.Background())
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	unaware := crashed(t, path) // as if it had crashed before it heard that the record is there

	s.Restart()
	natstest.Eventually(t, "the auditor is back", a.js.Conn().IsConnected)
	for round, file := range []string{path, path, unaware} {
		j := openJournal(t, file)
		if want := round != 1; j.Open() != want {
			t.Errorf("round %d: open %t", round, j.Open())
		}
		settled := make(chan struct{}, 10)
		d := open(t, acknowledged{s.Connect(), settled}, &watcher{}, desk.Options{Timeout: never, Journal: j})
		if round != 1 {
			<-settled
		}
		d.Close(context.Background())
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		a.expect(desk.CodeNotSent)
	}
	for _, file := range []string{path, unaware} {
		if j := openJournal(t, file); j.Open() {
			t.Errorf("%s still owes a record", file)
		}
	}
}

// acknowledged is a connection that tells of each receipt, after it was handed on.
type acknowledged struct {
	*nats.Conn
	receipts chan<- struct{}
}

func (a acknowledged) Subscribe(subject string, f nats.MsgHandler) (*nats.Subscription, error) {
	return a.Conn.Subscribe(subject, func(m *nats.Msg) {
		f(m)
		if len(m.Header) == 0 && len(m.Data) > 0 {
			a.receipts <- struct{}{}
		}
	})
}

// Without an audit stream a record waits for one to be there.
func TestRecordsWaitForTheStream(t *testing.T) {
	s := natstest.Start(t)
	w := &watcher{}
	d := open(t, s.Connect(), w, desk.Options{Timeout: never, Discover: time.Millisecond})
	w.expect(t, send(t, d, move()), "refused no_responder")
	newArchive(t, s).expect(desk.CodeNoResponder)
}

// What the server forbids is on record where its rights allow that, and given up
// where they do not.
func TestForbiddenCommandsAreOnRecord(t *testing.T) {
	s := startWithRights(t)
	backend := connectAs(t, s, "backend", func(error) {})
	records, err := backend.SubscribeSync("audit.v1.>")
	if err != nil || backend.Flush() != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "journal")
	j, w := openJournal(t, path), &watcher{}
	errs := make(chan error, 10)
	d := open(t, connectAs(t, s, "zhao", func(err error) { errs <- err }), w, desk.Options{Timeout: never, Journal: j})
	c := move()
	c.By = "zhao"
	for _, team := range []metrics.Text{"vip", "aftersale"} { // he may keep records of the first
		c.Team = team
		id := send(t, d, c)
		d.Error(<-errs)
		w.expect(t, id, "refused forbidden")
	}
	d.Error(<-errs)
	m, err := records.NextMsg(never)
	if err != nil || m.Subject != "audit.v1.vip.zhao" {
		t.Fatalf("%v, %v", m, err)
	}
	if err := m.Respond([]byte(`{"stream":"CHAT_AUDIT","seq":1}`)); err != nil || backend.Flush() != nil {
		t.Fatal(err)
	}
	b := listen(t, backend)
	c.Team = "presale"
	id := send(t, d, c)
	q, _ := b.request(t, 0)
	b.answer(t, q, feed.CommandReply{ID: id, Status: feed.CommandAccepted})
	w.expect(t, id, "accepted") // and what came before it was heard
	d.Close(context.Background())
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if openJournal(t, path).Open() {
		t.Error("it would be offered again")
	}
	if n, _, err := records.Pending(); err != nil || n != 0 {
		t.Errorf("%d more records, %v", n, err)
	}
}
