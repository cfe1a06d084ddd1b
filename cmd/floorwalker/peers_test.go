package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
	"floorwalker/feed/audit"
	"floorwalker/feed/natstest"
	"floorwalker/feed/shared"
	"floorwalker/metrics"
	"floorwalker/tui"
)

var peersChat = metrics.ConversationKey{Platform: "pdd", Shop: "旗舰/店", Conversation: "c-1"}

// doubled is a clock of views that run twice as fast, from 1000 s.
var doubled = peerClock{speed: 2, views: func(wall metrics.Time) metrics.Time { return 2 * wall }}

// peersOf are the boards of a supervisor, who writes what he hides into the
// audit. They are closed by end, and when the test ends.
func peersOf(t *testing.T, server *natstest.Server, who metrics.Text) (p *peerBoards, end func()) {
	t.Helper()
	conn, front := server.Conn(), newFront(nil)
	clerk := &clerk{stream: conn.JetStream(), online: conn.IsConnected, front: front, now: func() metrics.Time { return 1000 }}
	p = newPeerBoards(conn, who, tui.English, doubled)
	p.teams, p.record = func() []metrics.Text { return []metrics.Text{"presale"} }, clerk.hidden
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- p.run(ctx) }()
	end = func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		done <- nil
	}
	t.Cleanup(end)
	return p, end
}

// hears waits for a state of the others.
func hears(t *testing.T, p tui.Peers, what string, ok func(tui.PeerState) bool) tui.PeerState {
	t.Helper()
	var last tui.PeerState
	eventually(t, func() bool {
		select {
		case last = <-p.States():
		default:
		}
		return ok(last)
	}, func() string { return what + ": never; last " + string(last.Missing) })
	return last
}

func has(kind tui.MarkKind, chat metrics.ConversationKey) func(tui.PeerState) bool {
	return func(s tui.PeerState) bool {
		return slices.ContainsFunc(s.Marks, func(m tui.Mark) bool { return m.Kind == kind && m.Chat == chat })
	}
}

func peersSite(t *testing.T) *natstest.Server {
	t.Helper()
	server := natstest.Start(t)
	if _, err := feed.Setup(t.Context(), server.JetStream(), feed.NewPlan(feed.Scale{MaxBytes: leastBytes}), false); err != nil {
		t.Fatal(err)
	}
	return server
}

func TestSupervisorsSeeEachOther(t *testing.T) {
	server := peersSite(t)
	zhao, _ := peersOf(t, server, "zhao")
	qian, leave := peersOf(t, server, "qian")
	qian.Watch("state:lost")
	hears(t, zhao, "qian is on", func(s tui.PeerState) bool {
		return slices.Equal(s.On, []tui.Peer{{By: "qian", Filter: "state:lost"}, {By: "zhao"}}) && s.Missing == ""
	})
	claim := tui.Mark{Kind: tui.MarkClaim, Team: "presale", Chat: peersChat, At: 0, Until: metrics.Time(20 * metrics.Minute)}
	if holder, err := qian.Put(claim); err != nil || holder != "qian" {
		t.Fatalf("qian claims: %q, %v", holder, err)
	}
	if holder, err := zhao.Put(claim); err != nil || holder != "qian" {
		t.Errorf("zhao claims it too: %q, %v", holder, err)
	}
	s := hears(t, zhao, "the claim", has(tui.MarkClaim, peersChat))
	m := s.Marks[0]
	if m.By != "qian" || m.Team != "presale" || m.Until.Sub(m.At) != 20*metrics.Minute {
		t.Errorf("%+v", m)
	}
	if now := 2 * metrics.TimeOf(time.Now()); m.At > now || now.Sub(m.At) > 2*metrics.Minute {
		t.Errorf("claimed at %d, on views of %d", m.At, now)
	}
	leave()
	hears(t, zhao, "qian and the claim are gone", func(s tui.PeerState) bool {
		return len(s.Marks) == 0 && slices.Equal(s.On, []tui.Peer{{By: "zhao"}})
	})
	if _, err := qian.Put(claim); !errors.Is(err, errPeersClosed) {
		t.Errorf("after the end: %v", err)
	}
}

// What somebody looks at is told once, however often he opens it.
func TestLooksAreTold(t *testing.T) {
	server := peersSite(t)
	zhao, _ := peersOf(t, server, "zhao")
	qian, _ := peersOf(t, server, "qian")
	look := tui.Mark{Kind: tui.MarkLook, Team: "presale", Chat: peersChat, At: 0, Until: metrics.Time(metrics.Minute)}
	for range 100 {
		if holder, err := qian.Put(look); holder != "" || err != nil {
			t.Fatalf("a look: %q, %v", holder, err)
		}
	}
	s := hears(t, zhao, "qian looks at it", has(tui.MarkLook, peersChat))
	if m := s.Marks[0]; m.By != "qian" || m.Until.Sub(m.At) != metrics.Minute {
		t.Errorf("%+v", m)
	}
	looks := func() uint64 {
		t.Helper()
		kv, err := server.JetStream().Stream(t.Context(), "KV_"+feed.BucketName)
		if err != nil {
			t.Fatal(err)
		}
		info, err := kv.Info(t.Context(), jetstream.WithSubjectFilter("$KV."+feed.BucketName+".presale.look.*"))
		if err != nil {
			t.Fatal(err)
		}
		if len(info.State.Subjects) != 1 {
			t.Errorf("kept: %v", info.State.Subjects)
		}
		m, err := kv.GetLastMsgForSubject(t.Context(), "$KV."+feed.BucketName+".presale.look.qian")
		if err != nil {
			t.Fatal(err)
		}
		return m.Sequence
	}
	first := looks()
	if look.At = metrics.Time(metrics.Minute); looks() != first {
		t.Error("written without being told")
	}
	if _, err := qian.Put(look); err != nil {
		t.Fatal(err)
	}
	if looks() == first {
		t.Error("a look a minute later is not told")
	}
}

// Two screens under one name know of each other.
func TestTwoScreensOfOneName(t *testing.T) {
	server := peersSite(t)
	one, _ := peersOf(t, server, "zhao")
	hears(t, one, "he is on", func(s tui.PeerState) bool { return len(s.On) == 1 && !s.Twins })
	two, _ := peersOf(t, server, "zhao")
	two.Watch("state:lost")
	hears(t, one, "another screen", func(s tui.PeerState) bool { return len(s.On) == 1 && s.Twins })
}

func TestMarksArePutAndTakenBack(t *testing.T) {
	server := peersSite(t)
	zhao, _ := peersOf(t, server, "zhao")
	hour := metrics.Time(metrics.Hour)
	for _, m := range []tui.Mark{
		{Kind: tui.MarkAck, Team: "presale", Chat: peersChat, Until: hour},
		{Kind: tui.MarkHide, Team: "presale", Chat: peersChat, By: "zhao", Until: hour},
		{Kind: tui.MarkClaim, Team: "presale", Queue: "presale", Until: hour},
		{Kind: tui.MarkAck, Alert: "lost:", Until: hour},
	} {
		same := func(x tui.Mark) bool {
			return x.Kind == m.Kind && x.Team == m.Team && x.Chat == m.Chat && x.Queue == m.Queue && x.Alert == m.Alert && x.By == "zhao"
		}
		if _, err := zhao.Put(m); err != nil {
			t.Fatalf("%+v: %v", m, err)
		}
		hears(t, zhao, "it is put", func(s tui.PeerState) bool { return slices.ContainsFunc(s.Marks, same) })
		if err := zhao.TakeBack(m); err != nil {
			t.Fatalf("%+v: %v", m, err)
		}
		hears(t, zhao, "it is taken back", func(s tui.PeerState) bool { return !slices.ContainsFunc(s.Marks, same) })
	}
	var hidden []metrics.Text
	_, err := audit.Read(t.Context(), server.JetStream(), audit.Filter{Verbs: []metrics.Verb{feed.AuditHide}}, func(e audit.Entry) error {
		hidden = append(hidden, e.Supervisor, e.Team, e.Conversation.Shop)
		return nil
	})
	if want := []metrics.Text{"zhao", "presale", peersChat.Shop}; err != nil || !slices.Equal(hidden, want) {
		t.Errorf("the audit has %v (%v), want %v", hidden, err, want)
	}
}

// Nothing is hidden for all that nobody has written down.
func TestHidingNeedsARecord(t *testing.T) {
	zhao, _ := peersOf(t, peersSite(t), "zhao")
	full := errors.New("the disk is full")
	zhao.record = func(context.Context, tui.Mark) error { return full }
	_, err := zhao.Put(tui.Mark{Kind: tui.MarkHide, Team: "presale", Chat: peersChat, By: "zhao", Until: metrics.Time(metrics.Hour)})
	if !errors.Is(err, full) || !strings.HasPrefix(err.Error(), "no record could be kept") {
		t.Errorf("%v", err)
	}
	if _, err := zhao.Put(tui.Mark{Kind: tui.MarkAck, Team: "presale", Chat: peersChat, Until: metrics.Time(metrics.Hour)}); err != nil {
		t.Fatal(err)
	}
	if s := hears(t, zhao, "what came later", has(tui.MarkAck, peersChat)); has(tui.MarkHide, peersChat)(s) {
		t.Error("it is hidden without a record")
	}
}

func TestWithoutABucketItIsSaid(t *testing.T) {
	zhao, _ := peersOf(t, natstest.Start(t), "zhao")
	words := peerWords[tui.English].noBucket
	hears(t, zhao, "no bucket", func(s tui.PeerState) bool { return string(s.Missing) == words })
	if _, err := zhao.Put(tui.Mark{Kind: tui.MarkAck, Team: "presale", Chat: peersChat}); err == nil || err.Error() != words {
		t.Errorf("%v", err)
	}
}

// Two screens of a floor name each other's supervisors, and what each is on.
func TestScreensShowWhoIsOn(t *testing.T) {
	t.Parallel()
	server, home := startNATSServer(t), t.TempDir()
	mustRun(t, home, "setup", "--server", server.url, "--max-bytes", "1GiB")
	gateway := newPublisher(t, server)
	zhao := openTerminal(t, 200, 35, "watch", "--server", server.url, "--as", "zhao")
	qian := openTerminal(t, 200, 35, "watch", "--server", server.url, "--as", "qian")
	gateway.waits("first")
	zhao.see(saysLive, "waiting 1 ", "qian: all")
	qian.see(saysLive, "waiting 1 ", "zhao: all")
	zhao.keys("x")
	qian.see("zhao on it")
	zhao.keys("Q")
	zhao.exits(exitOK)
	qian.until("zhao has left, and nobody is on it", func(screen string) bool { return !strings.Contains(screen, "zhao") })
	qian.keys("Q")
	qian.exits(exitOK)
}

func TestThingsThatNobodyMarks(t *testing.T) {
	for _, thing := range []shared.Thing{"", "row", "row/a", "row/a/b/c/d", "queue/", "alert/=zz", "door/a", "queue/a/b"} {
		if m, ok := markAbout(thing); ok {
			t.Errorf("%q is %+v", thing, m)
		}
	}
	if _, ok := doubled.mark(shared.Mark{Kind: shared.Note, Thing: shared.Queue("presale")}); ok {
		t.Error("a note is shown as something else")
	}
}
