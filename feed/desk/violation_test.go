package desk_test

import (
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"floorwalker/feed"
	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// startWithRights starts a server on which zhao may command presale only, and
// blind may not listen for replies.
func startWithRights(t *testing.T) *server.Server {
	t.Helper()
	user := func(name string, publish, subscribe []string) *server.User {
		return &server.User{Username: name, Password: name, Permissions: &server.Permissions{
			Publish: &server.SubjectPermission{Allow: publish}, Subscribe: &server.SubjectPermission{Allow: subscribe},
		}}
	}
	s, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true,
		Users: []*server.User{
			user("zhao", []string{"cmd.v1.presale.zhao.*", "audit.v1.vip.zhao", "$SRV.INFO.chat-backend"}, []string{"_INBOX_zhao.>"}),
			user("blind", []string{"cmd.v1.presale.blind.*", "$SRV.INFO.chat-backend"}, []string{"nothing"}),
			user("narrow", []string{"cmd.v1.presale.narrow.*"}, []string{"_INBOX_narrow.>"}),
			user("backend", []string{">"}, []string{">"}),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server does not come up")
	}
	return s
}

func connectAs(t *testing.T, s *server.Server, name string, onError func(error)) *nats.Conn {
	t.Helper()
	nc, err := nats.Connect(s.ClientURL(), nats.UserInfo(name, name), nats.CustomInboxPrefix("_INBOX_"+name), nats.ReconnectBufSize(-1),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { onError(err) }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}

func TestForbiddenIsToldAtOnce(t *testing.T) {
	s := startWithRights(t)
	b, w := listen(t, connectAs(t, s, "backend", func(error) {})), &watcher{}
	errs := make(chan error, 10)
	nc := connectAs(t, s, "zhao", func(err error) { errs <- err })
	d := open(t, nc, w, desk.Options{Timeout: never})

	c := move()
	c.By = "zhao"
	allowed := send(t, d, c)
	m, _ := b.request(t, 0)
	c.Team = "aftersale"
	other := send(t, d, c)
	d.Error(<-errs)
	w.expect(t, other, "refused forbidden")
	d.Error(<-errs) // nor may he keep a record there
	c.Team, c.By = "presale", "qian"
	name := send(t, d, c)
	d.Error(<-errs)
	w.expect(t, name, "refused forbidden")

	b.answer(t, m, feed.CommandReply{ID: allowed, Status: feed.CommandAccepted})
	w.expect(t, allowed, "accepted")
	if b.count() != 1 {
		t.Errorf("the backend got %d requests", b.count())
	}
}

func TestWithoutTheRightToHearReplies(t *testing.T) {
	s := startWithRights(t)
	b, w := listen(t, connectAs(t, s, "backend", func(error) {})), &watcher{}
	errs := make(chan error, 10)
	d := open(t, connectAs(t, s, "blind", func(err error) { errs <- err }), w, desk.Options{Timeout: never})
	d.Error(<-errs)
	c := move()
	c.By = "blind"
	w.expect(t, send(t, d, c), "refused forbidden")
	if b.count() != 0 {
		t.Error("a command was sent whose reply nobody can hear")
	}
}

func TestWithoutTheRightToAskWhatBackendsCanDo(t *testing.T) {
	s := startWithRights(t)
	b, w := listen(t, connectAs(t, s, "backend", func(error) {})), &watcher{}
	errs := make(chan error, 1000)
	nc := connectAs(t, s, "narrow", func(err error) { errs <- err })
	d := open(t, nc, w, desk.Options{Timeout: never, Discover: time.Millisecond})
	d.Error(<-errs)
	c := move()
	c.By = "narrow"
	id := send(t, d, c) // a barrier: the desk has heard the error before
	m, _ := b.request(t, 0)
	b.answer(t, m, feed.CommandReply{ID: id, Status: feed.CommandAccepted})
	w.expect(t, id, "accepted")
	natstest.Eventually(t, "it asks no more", func() bool {
		for len(errs) > 0 {
			<-errs // of rounds that were on their way
		}
		for range 100 { // so many round trips take longer than many rounds
			n := b.count()
			send(t, d, c)
			b.request(t, n)
		}
		return nc.Flush() == nil && len(errs) == 0
	})
	if ok, why := d.Capabilities().Can(metrics.Take, "pdd", "s"); !ok || d.Capabilities().Known() {
		t.Errorf("%v %q", ok, why)
	}
}

func TestOtherErrorsAreNoViolations(t *testing.T) {
	s := startWithRights(t)
	b, w := listen(t, connectAs(t, s, "backend", func(error) {})), &watcher{}
	d := open(t, connectAs(t, s, "zhao", func(error) {}), w, desk.Options{Timeout: never})
	c := move()
	c.By = "zhao"
	id := send(t, d, c)
	m, _ := b.request(t, 0)
	d.Error(nats.ErrSlowConsumer)
	d.Error(nats.ErrPermissionViolation)
	b.answer(t, m, feed.CommandReply{ID: id, Status: feed.CommandAccepted})
	w.expect(t, id, metrics.CommandAccepted.String())
}
