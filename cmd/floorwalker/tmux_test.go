package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
)

// Words of the English screen that the tests look for.
const (
	saysLive        = "● live"
	saysLost        = "✖ lost"
	saysActivity    = "─ activity"
	saysFirstChoice = "│ 1 " // a digit shows when it may be pressed
	saysQuit        = "Q quit"
	saysMalformed   = "malformed"
)

func TestDemoShowsALivingFloor(t *testing.T) {
	t.Parallel()
	x := openTerminal(t, 160, 45, "demo", "--as", "zhao", "--seed", "7")
	x.see(saysLive, "zhao", "─ teams", "presale", "aftersale", "next to save first", "trouble first", saysActivity, saysQuit)
	x.until("buyers who wait", func(s string) bool { return number(s, `waiting (\d+) `) > 0 })
	x.until("agents who are on", func(s string) bool { return number(s, `─ on (\d+) `) > 0 })

	// Time passes and the floor changes.
	before := x.screen()
	x.until("another clock and other rows", func(s string) bool {
		return clock(s) != clock(before) && rows(s) != rows(before)
	})

	x.reassign("  done")
	x.keys("Z")
	x.see("待回复", "● 实时")
	x.keys("Q")
	x.exits(exitOK)
}

// reassign moves a row to the first agent offered, until the activity panel
// says so. A digit that comes too early is dropped, a row can leave while its
// dialog is open, the backend can refuse: then it is tried again, on one of the
// rows above. Rows near the end of the list are waits, not pinned lanes.
func (x *terminal) reassign(outcome string) {
	x.t.Helper()
	const attempts, above, look = 12, 4, 4 * time.Second
	done := func(s string) bool {
		_, activity, _ := strings.Cut(s, saysActivity)
		return strings.Contains(activity, outcome)
	}
	offered := func(s string) bool { return strings.Contains(s, saysFirstChoice) }
	for attempt := range attempts {
		x.keys("End")
		for range attempt % above {
			x.keys("k")
		}
		x.keys("r")
		for x.within(look, offered) {
			x.keys("1")
			if x.within(look, done) {
				return
			}
		}
		x.keys("Escape")
	}
	x.t.Fatalf("%d attempts brought no %q\n%s", attempts, outcome, x.screen())
}

// number is the number that pattern finds on screen, -1 without one.
func number(screen, pattern string) int {
	m := regexp.MustCompile(pattern).FindStringSubmatch(screen)
	if m == nil {
		return -1
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return -1
	}
	return n
}

// clock is the time that the screen's first line tells.
func clock(screen string) string {
	line, _, _ := strings.Cut(screen, "\n")
	return regexp.MustCompile(`\d\d:\d\d:\d\d`).FindString(line)
}

// rows is everything under the first line.
func rows(screen string) string {
	_, rest, _ := strings.Cut(screen, "\n")
	return rest
}

func TestScreenFitsEverySize(t *testing.T) {
	t.Parallel()
	x := openTerminal(t, 250, 80, "demo", "--lang", "zh")
	x.see("● 实时", "待回复", "接待客服", "Q 退出")
	for _, size := range [][2]int{{80, 24}, {200, 60}, {40, 10}, {20, 3}, {160, 45}} {
		x.resize(size[0], size[1])
		x.until(fmt.Sprintf("a frame of %v", size), func(s string) bool {
			lines := strings.Split(s, "\n")
			return strings.Contains(lines[0], "●") && (size[1] < 10 || strings.Contains(lines[len(lines)-1], " "))
		})
	}
	x.keys("Q")
	x.exits(exitOK)
}

// nowhere is a server that is not there.
func nowhere(t *testing.T) string {
	t.Helper()
	return fmt.Sprintf("nats://127.0.0.1:%d", freePort(t))
}

func TestWatchWaitsForAServer(t *testing.T) {
	t.Parallel()
	x := openTerminal(t, 160, 35, "watch", "--server", nowhere(t))
	x.see("connecting", "nobody waits")
	x.keys("Q")
	x.exits(exitOK)
}

func TestSignalsEndTheScreenInOrder(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			x := openTerminal(t, 80, 24, "watch", "--server", nowhere(t))
			x.see("nobody waits")
			x.signal(sig)
			x.exits(exitOK)
		})
	}
}

// A terminal that goes away takes the process with it.
func TestHangUpEndsTheProcess(t *testing.T) {
	t.Parallel()
	x := openTerminal(t, 80, 24, "watch", "--server", nowhere(t))
	x.see("nobody waits")
	pid := x.pid()
	x.tmux("kill-server")
	eventually(t, func() bool { return syscall.Kill(pid, 0) != nil }, func() string {
		return fmt.Sprintf("the end of process %d after its terminal went", pid)
	})
}

func TestDetachAndAttach(t *testing.T) {
	t.Parallel()
	inner := openTerminal(t, 100, 30, "watch", "--server", nowhere(t))
	inner.see("connecting", saysQuit)
	attach := "env -u TMUX tmux -u -L " + inner.socket + " attach"
	for range 2 {
		outer := openTerminalWith(t, 100, 30, attach)
		outer.see("connecting", saysQuit)
		seen := inner.screen()
		outer.keys("C-b", "d")
		outer.exits(exitOK)
		inner.until("a time that runs on", func(s string) bool { return s != seen })
	}
	inner.keys("Q")
	inner.exits(exitOK)
}

// waited finds the time that a row of the waiting list has waited: minutes,
// seconds.
var waited = regexp.MustCompile(`(?m)^.{0,12}(?:\d+:\d\d|\d+m|lost)\s+(\d+):(\d\d) (?:\d+m|—)`)

// At 11:01:23 on 1 August 1999, counted apart from this program, 21 callers
// wait, 9 of them longer than 3 minutes, the first for 290 seconds.
func TestReplayShowsTheRecordedFigures(t *testing.T) {
	t.Parallel()
	path := callDesk.path(t)
	bin, err := plainBinary()
	if err != nil {
		t.Fatal(err)
	}
	x := openTerminalWith(t, 160, 45, bin+" replay "+path+
		" --tz +03:00 --from 1999-08-01T11:00:00+03:00 --until 1999-08-01T11:01:23+03:00")
	x.see("1999-08-01 11:01:23", "held at 11:01:23", "waiting 21 ·")
	late, longest := 0, 0
	found := waited.FindAllStringSubmatch(x.screen(), -1)
	for _, m := range found {
		minutes, _ := strconv.Atoi(m[1])
		seconds, _ := strconv.Atoi(m[2])
		wait := 60*minutes + seconds
		longest = max(longest, wait)
		if wait > 180 {
			late++
		}
	}
	if len(found) != 21 || late != 9 || longest != 290 {
		t.Errorf("%d rows, %d over 3 minutes, longest %d s; want 21, 9, 290\n%s", len(found), late, longest, x.screen())
	}

	// It stands.
	before := x.screen()
	x.keys("j")
	x.until("a cursor that moves over rows that stand", func(s string) bool { return s != before && clock(s) == clock(before) })
	x.keys("Q")
	x.exits(exitOK)
}

func TestReplayFromAPipe(t *testing.T) {
	t.Parallel()
	x := openTerminal(t, 120, 40, "replay", "-", "--speed", "0", "--tz", "+00:00", "--until", "2017-10-31T23:30:00Z", "<", twitter.path(t))
	x.see("held at 23:30:00", "waiting 188 ·")
	x.keys("Q")
	x.exits(exitOK)
}

// publisher publishes to a server as a gateway does.
type publisher struct {
	t  *testing.T
	nc *nats.Conn
}

func newPublisher(t *testing.T, s *natsServer) *publisher {
	t.Helper()
	nc, err := nats.Connect(s.url, nats.MaxReconnects(-1), nats.ReconnectWait(50*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return &publisher{t, nc}
}

// waits publishes that a buyer has written just now.
func (p *publisher) waits(buyer string) {
	p.t.Helper()
	p.publish("chat.v1.presale.pinduoduo.s1."+buyer, fmt.Sprintf(
		`{"id":"m-%[1]s","type":"message.created","time":%[2]q,"platform":"pinduoduo","shop":"s1","team":"presale","conversation":%[1]q,"sender":{"kind":"buyer","id":%[1]q,"name":%[1]q},"text":"在吗 👋"}`,
		buyer, time.Now().Format(time.RFC3339Nano)))
}

func (p *publisher) publish(subject, payload string) {
	p.t.Helper()
	if err := p.nc.Publish(subject, []byte(payload)); err != nil {
		p.t.Fatal(err)
	}
	if err := p.nc.Flush(); err != nil {
		p.t.Fatal(err)
	}
}

func TestWatchFollowsAServerThroughItsDeath(t *testing.T) {
	t.Parallel()
	server, home := startNATSServer(t), t.TempDir()
	mustRun(t, home, "setup", "--server", server.url, "--max-bytes", "1GiB")
	gateway := newPublisher(t, server)
	gateway.waits("early")

	x := openTerminal(t, 160, 35, "watch", "--server", server.url)
	x.see(saysLive, "waiting 1 ", "e***") // names are masked
	gateway.waits("second")
	x.see("waiting 2 ", "s***", "在吗 👋")

	server.kill()
	x.see(saysLost, "screen stands at", "the connection to the server is gone", "lost?")
	if s := x.screen(); strings.Contains(s, saysLive) {
		t.Errorf("the server is gone and the screen says live\n%s", s)
	}

	server.start()
	x.see(saysLive, "e***", "s***")
	eventually(t, gateway.nc.IsConnected, func() string { return "the gateway is back" })
	gateway.waits("third")
	x.see("waiting 3 ", "t***")
	x.keys("Q")
	x.exits(exitOK)
}

func TestWatchASubjectWithoutJetStream(t *testing.T) {
	t.Parallel()
	server := startPlainNATSServer(t)
	x := openTerminal(t, 160, 35, "watch", "--server", server.url)
	x.see("the server has no JetStream")
	x.keys("Q")
	x.exits(exitOK)

	x = openTerminal(t, 160, 35, "watch", "--server", server.url, "--subject", `"chat.v1.>"`)
	x.see("known since", saysLive)
	gateway := newPublisher(t, server)
	gateway.waits("buyer-1")
	x.see("waiting 1 ", "b***")

	// What is no event is counted and does no harm.
	for _, payload := range []string{
		`{"id":"x","type":"message.crea`,
		`{"id":7,"type":"message.created","time":"2026-11-11T08:00:00+08:00"}`,
		`{"id":"x","type":"conversation.opened","time":"2026-11-11T08:00:00+08:00","conversation":"` + "\xff\xfe" + `"}`,
		`{"id":"x","type":"message.created","time":"2026-11-11T08:00:00+08:00","conversation":"c","sender":{"kind":"buyer"},"text":"` + strings.Repeat("9", 900_000) + `"}`,
		"\x1b]0;pwned\x07\x1b[2J\x1b]52;c;cHduZWQ=\x07",
	} {
		gateway.publish("chat.v1.presale.pinduoduo.s1.x", payload)
	}
	x.see(saysMalformed+" 5", "b***")

	// Escape sequences inside an event end as text, or as nothing.
	gateway.publish("chat.v1.presale.pinduoduo.s1.bomb", fmt.Sprintf(
		`{"id":"bomb","type":"message.created","time":%q,"platform":"pinduoduo","shop":"s1","team":"presale","conversation":"bomb","sender":{"kind":"buyer","id":"b2","name":"buyer-2"},"text":"before \u001b]0;pwned\u0007\u001b[2J\u009b31m\u202eafter \u001b]"}`,
		time.Now().Format(time.RFC3339Nano)))
	x.see("waiting 2 ", "b***", "before", "after")
	if title := x.tmux("display-message", "-p", "#{pane_title}"); strings.Contains(title, "pwned") {
		t.Errorf("a buyer set the terminal's title: %s", title)
	}
	x.keys("Q")
	x.exits(exitOK)
}

func TestImportTellsATerminalHowFarItIs(t *testing.T) {
	t.Parallel()
	server, home, path := startNATSServer(t), t.TempDir(), twitter.path(t)
	mustRun(t, home, "setup", "--server", server.url, "--max-bytes", "1GiB")
	x := openTerminal(t, 100, 20, "import", "--server", server.url, path)
	x.see("6581 stored")
	x.exits(exitOK)
}

// TestFloorGoesOnAfterARestart: a screen writes its floor down when it ends, and
// what starts after it shows the same rows with their last words.
func TestFloorGoesOnAfterARestart(t *testing.T) {
	t.Parallel()
	server, home := startNATSServer(t), t.TempDir()
	mustRun(t, home, "setup", "--server", server.url, "--max-bytes", "1GiB")
	gateway := newPublisher(t, server)
	gateway.waits("early")

	x := openTerminal(t, 160, 35, "watch", "--server", server.url)
	x.see(saysLive, "waiting 1 ")
	x.keys("Q")
	x.exits(exitOK)
	kept, err := filepath.Glob(filepath.Join(filepath.Dir(x.pidFile), "floorwalker", "checkpoint", "*"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept: %v, %v", kept, err)
	}

	gateway.waits("late")
	out := mustRun(t, filepath.Dir(x.pidFile), "snapshot", "--server", server.url, "--size", "160x35")
	for _, want := range []string{"waiting 2 ", "在吗 👋"} {
		if !strings.Contains(out, want) {
			t.Errorf("the snapshot lacks %q:\n%s", want, out)
		}
	}
}

// A shell with job control gets its terminal back, and the screen when it wants it.
func TestSuspendAndResume(t *testing.T) {
	t.Parallel()
	x := openTerminalWith(t, 120, 28, "sh -i -m")
	x.keys("floorwalker watch --server "+nowhere(t), "Enter")
	x.see("connecting")
	x.keys("C-z")
	x.see("Stopped")
	x.keys("echo back in the $((1))st shell", "Enter")
	x.see("back in the 1st shell")
	x.keys("fg", "Enter")
	x.see("nobody waits")
	x.keys("Q")
	x.until("the shell is back", func(s string) bool { return !strings.Contains(s, "nobody waits") })
	x.keys("echo gone for the $((2))nd time", "Enter")
	x.see("gone for the 2nd time")
}
