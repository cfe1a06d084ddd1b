package shared

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go/jetstream"
	"go.uber.org/goleak"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func setUp(t *testing.T, c *feed.Conn) {
	t.Helper()
	if _, err := feed.Setup(t.Context(), c.JetStream(), feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
}

func site(t *testing.T) *natstest.Server {
	t.Helper()
	s := natstest.Start(t)
	setUp(t, s.Conn())
	return s
}

func open(t *testing.T, c Conn, by metrics.Text, teams ...metrics.Text) *Board {
	t.Helper()
	b := Open(c, Options{By: by, Teams: teams, Beat: 50 * time.Millisecond, Retry: 10 * time.Millisecond})
	t.Cleanup(func() {
		now, cancel := context.WithCancel(context.Background())
		cancel()
		_ = b.Close(now) // the server is gone by now
	})
	return b
}

// until waits for a state, and returns it.
func until(t *testing.T, b *Board, what string, ok func(State) bool) State {
	t.Helper()
	deadline := time.After(30 * time.Second)
	for {
		select {
		case s := <-b.Updates():
			if ok(s) {
				return s
			}
		case <-deadline:
			t.Fatalf("never: %s", what)
		}
	}
}

var row = Row(metrics.ConversationKey{Platform: "pdd", Shop: "旗舰.店", Conversation: "c-1"})

func TestMarksAreSeenByAll(t *testing.T) {
	s := site(t)
	zhao, qian := open(t, s.Conn(), "zhao", "presale"), open(t, s.Conn(), "qian", "presale", "aftersale")
	ctx := t.Context()
	if _, err := zhao.Claim(ctx, "presale", row, time.Hour); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		zhao.Ack(ctx, "presale", Alert("robot"), time.Hour),
		zhao.Ack(ctx, "presale", Alert("robot"), time.Hour), // again
		zhao.Hide(ctx, "presale", row, time.Hour),
		zhao.Note(ctx, "presale", Queue("presale"), "first", time.Hour),
		zhao.Note(ctx, "presale", Queue("presale"), "缺两人", time.Hour),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	zhao.SetPresence("shop:flag-17")
	seen := until(t, qian, "all of it", func(s State) bool { return len(s.Marks) == 5 && s.Trouble == NoTrouble })
	for kind, thing := range map[Kind]Thing{Claim: row, Ack: Alert("robot"), Hide: row, Note: Queue("presale")} {
		found := seen.About(kind, thing)
		if len(found) != 1 || found[0].By != "zhao" || found[0].At == 0 || found[0].Until <= found[0].At || found[0].Team != "presale" {
			t.Errorf("%s: %+v", kind, found)
		}
	}
	if n := seen.About(Note, Queue("presale")); n[0].Words != "缺两人" {
		t.Errorf("%+v", n)
	}
	if on := seen.Supervisors(); len(on) != 1 || on[0].By != "zhao" || on[0].Words != "shop:flag-17" {
		t.Errorf("on are %+v", on)
	}
}

func TestClaimsAreExclusive(t *testing.T) {
	s := site(t)
	zhao, qian := open(t, s.Conn(), "zhao", "presale"), open(t, s.Conn(), "qian", "presale")
	ctx := t.Context()
	first, err := zhao.Claim(ctx, "presale", row, time.Hour)
	if err != nil || first.By != "zhao" {
		t.Fatal(first, err)
	}
	if holder, err := qian.Claim(ctx, "presale", row, time.Hour); !errors.Is(err, ErrClaimed) || holder.By != "zhao" {
		t.Errorf("%+v, %v", holder, err)
	}
	if again, err := zhao.Claim(ctx, "presale", row, 2*time.Hour); err != nil || again.Until <= first.Until {
		t.Errorf("%+v, %v", again, err)
	}
	if err := zhao.Release(ctx, "presale", row); err != nil {
		t.Fatal(err)
	}
	if m, err := qian.Claim(ctx, "presale", row, time.Hour); err != nil || m.By != "qian" {
		t.Errorf("%+v, %v", m, err)
	}
	until(t, zhao, "qian has it", func(s State) bool {
		c := s.About(Claim, row)
		return len(c) == 1 && c[0].By == "qian"
	})
}

func TestReleaseOfAnothersClaim(t *testing.T) {
	s := site(t)
	zhao, qian := open(t, s.Conn(), "zhao", "presale"), open(t, s.Conn(), "qian", "presale")
	if _, err := zhao.Claim(t.Context(), "presale", row, time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := qian.Release(t.Context(), "presale", row); err != nil {
		t.Fatal(err)
	}
	if holder, err := qian.Claim(t.Context(), "presale", row, time.Hour); !errors.Is(err, ErrClaimed) || holder.By != "zhao" {
		t.Errorf("%+v, %v", holder, err)
	}
	if err := qian.TakeBack(t.Context(), Claim, "presale", row); err != nil {
		t.Fatal(err)
	}
	if _, err := qian.Claim(t.Context(), "presale", row, time.Hour); err != nil {
		t.Error(err)
	}
	if err := qian.Release(t.Context(), "presale", Queue("nothing was claimed")); err != nil {
		t.Error(err)
	}
}

func TestClaimsExpire(t *testing.T) {
	s := site(t)
	zhao, qian := open(t, s.Conn(), "zhao", "presale"), open(t, s.Conn(), "qian", "presale")
	if _, err := zhao.Claim(t.Context(), "presale", row, time.Second); err != nil {
		t.Fatal(err)
	}
	until(t, qian, "it is claimed", func(s State) bool { return len(s.About(Claim, row)) == 1 })
	until(t, qian, "it has expired", func(s State) bool { return len(s.About(Claim, row)) == 0 })
	if _, err := qian.Claim(t.Context(), "presale", row, time.Hour); err != nil {
		t.Errorf("an expired claim keeps others out: %v", err)
	}
}

func TestWhoLeavesIsGone(t *testing.T) {
	s := site(t)
	zhao, qian := open(t, s.Conn(), "zhao", "presale"), open(t, s.Conn(), "qian", "presale")
	zhao.SetPresence("")
	if _, err := zhao.Claim(t.Context(), "presale", row, time.Hour); err != nil {
		t.Fatal(err)
	}
	until(t, qian, "he is on", func(s State) bool { return len(s.Supervisors()) == 1 && len(s.Marks) == 2 })
	if err := zhao.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(t, qian, "he is gone, and his claim", func(s State) bool { return len(s.Marks) == 0 })
}

func TestWhoFallsSilentIsGone(t *testing.T) {
	s := site(t)
	c := s.Conn()
	zhao, qian := open(t, c, "zhao", "presale"), open(t, s.Conn(), "qian", "presale")
	zhao.SetPresence("")
	until(t, qian, "he is on", func(s State) bool { return len(s.Supervisors()) == 1 })
	c.Close() // as good as a crash
	until(t, qian, "he is gone", func(s State) bool { return len(s.Supervisors()) == 0 })
}

func TestOtherTeamsAreNotSeen(t *testing.T) {
	s := site(t)
	zhao, qian := open(t, s.Conn(), "zhao", "presale"), open(t, s.Conn(), "qian", "aftersale")
	if err := zhao.Ack(t.Context(), "presale", row, time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := zhao.Ack(t.Context(), "aftersale", row, time.Hour); err != nil {
		t.Fatal(err)
	}
	seen := until(t, qian, "his own", func(s State) bool { return len(s.Marks) > 0 })
	if len(seen.Marks) != 1 || seen.Marks[0].Team != "aftersale" {
		t.Errorf("%+v", seen)
	}
}

func TestBucketThatIsMissing(t *testing.T) {
	s := natstest.Start(t)
	c := s.Conn()
	b := open(t, c, "zhao", "presale")
	until(t, b, "it says so", func(s State) bool { return s.Trouble == NoBucket })
	if err := b.Ack(t.Context(), "presale", row, time.Hour); !errors.Is(err, jetstream.ErrBucketNotFound) {
		t.Errorf("%v", err)
	}
	setUp(t, c)
	until(t, b, "it is there", func(s State) bool { return s.Trouble == NoTrouble })
	if err := c.JetStream().DeleteKeyValue(t.Context(), feed.BucketName); err != nil {
		t.Fatal(err)
	}
	until(t, b, "it is gone", func(s State) bool { return s.Trouble == NoBucket })
}

func TestServerThatComesBack(t *testing.T) {
	s := site(t)
	zhao, qian := open(t, s.Conn(), "zhao", "presale"), open(t, s.Conn(), "qian", "presale")
	until(t, qian, "it is there", func(s State) bool { return s.Trouble == NoTrouble })
	s.Restart()
	natstest.Eventually(t, "a mark gets through", func() bool {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		return zhao.Ack(ctx, "presale", row, time.Hour) == nil
	})
	until(t, qian, "it is seen", func(s State) bool { return len(s.About(Ack, row)) == 1 })
}

func TestWithoutPermission(t *testing.T) {
	ns, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true, JetStream: true, StoreDir: t.TempDir(),
		Users: []*server.User{{
			Username: "li", Password: "li",
			Permissions: &server.Permissions{Publish: &server.SubjectPermission{Allow: []string{"cmd.v1.presale.li.*"}}},
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
	c, err := feed.Connect(feed.ConnectOptions{Server: "nats://li:li@" + ns.Addr().String(), Bare: true, FailFast: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	b := open(t, c, "li", "presale")
	s := until(t, b, "it says so", func(s State) bool { return s.Trouble == Forbidden })
	if s.Denied != "$JS.API.STREAM.INFO.KV_FLOOR" {
		t.Errorf("denied is %q", s.Denied)
	}
}

// Nobody takes the updates: the board must not mind.
func TestSlowReaderSeesTheLatest(t *testing.T) {
	s := site(t)
	zhao, qian := open(t, s.Conn(), "zhao", "presale"), open(t, s.Conn(), "qian", "presale")
	for i := range 600 { // more than a watcher holds
		if err := zhao.Ack(t.Context(), "presale", Alert(metrics.Text(rune('a'+i%26))+metrics.Text(rune('a'+i/26))), time.Hour); err != nil {
			t.Fatal(err)
		}
	}
	until(t, qian, "all of them", func(s State) bool { return len(s.Marks) == 600 })
}

func TestMarksThatAreNone(t *testing.T) {
	s := site(t)
	c := s.Conn()
	kv, err := c.JetStream().KeyValue(t.Context(), feed.BucketName)
	if err != nil {
		t.Fatal(err)
	}
	good, err := Mark{Kind: Ack, Team: "presale", Thing: row, By: "zhao", At: 1}.encode()
	if err != nil {
		t.Fatal(err)
	}
	for key, value := range map[string]string{
		"presale.ack.other":            string(good), // names another thing
		"presale.ack.x.y":              string(good),
		"presale.ack." + "junk":        "{",
		"presale.claim.nobody":         `{"at":1}`,
		"presale.lease.collector":      `{"by":"x"}`,
		"presale.presence.qian":        `{"by":"zhao"}`,
		"presale.note.control=1B=5B2J": `{"thing":"\u001b[2J","by":"x"}`,
	} {
		if _, err := kv.Put(t.Context(), key, []byte(value)); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
	}
	b := open(t, c, "qian", "presale")
	if s := until(t, b, "it has read them", func(s State) bool { return s.Trouble == NoTrouble }); len(s.Marks) != 0 {
		t.Errorf("%+v", s.Marks)
	}
}
