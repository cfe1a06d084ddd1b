package tui

import (
	"bytes"
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
	"go.uber.org/goleak"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// terminal runs a screen on a real pseudo terminal and keeps what it writes.
type terminal struct {
	t      *testing.T
	master *os.File
	views  chan *metrics.View
	ended  chan error
	cancel context.CancelFunc

	mu  sync.Mutex
	out bytes.Buffer
}

func (s *terminal) Views() <-chan *metrics.View { return s.views }
func (s *terminal) Ask(metrics.Query)           {}

func openTerminal(t *testing.T, change func(*Options)) *terminal {
	master, slave, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo terminal here: ", err)
	}
	if err := pty.Setsize(master, &pty.Winsize{Rows: 30, Cols: 120}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	s := &terminal{t: t, master: master, views: make(chan *metrics.View, 1), ended: make(chan error, 1), cancel: cancel}
	reading := make(chan struct{})
	go func() { defer close(reading); s.read() }()
	o := Options{
		Floor: s, Clock: func() metrics.Time { return 1 }, Clean: text.Clean, Who: "zhao", Zone: metrics.Shanghai,
		In: slave, Out: slave, Environ: []string{"TERM=xterm-256color"},
	}
	if change != nil {
		change(&o)
	}
	s.views <- sampleView(English)
	running := make(chan struct{})
	go func() { defer close(running); s.ended <- Run(ctx, o) }()
	t.Cleanup(func() {
		cancel()
		<-running
		slave.Close()
		master.Close()
		<-reading
	})
	return s
}

func (s *terminal) read() {
	buf := make([]byte, 64<<10)
	for {
		n, err := s.master.Read(buf)
		s.mu.Lock()
		s.out.Write(buf[:n])
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (s *terminal) written() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

// until polls for something that will be on the terminal.
func (s *terminal) until(what string, seen func(out string) bool) {
	s.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !seen(s.written()) {
		if time.Now().After(deadline) {
			s.t.Fatalf("%s never came; written: %q", what, s.written())
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func (s *terminal) untilWritten(what string) {
	s.t.Helper()
	s.until(what, func(out string) bool { return strings.Contains(out, what) })
}

func (s *terminal) end() error {
	s.t.Helper()
	select {
	case err := <-s.ended:
		return err
	case <-time.After(20 * time.Second):
		s.t.Fatal("the screen did not end")
		return nil
	}
}

const (
	leaveAltScreen = "\x1b[?1049l"
	clearTitle     = "\x1b]2;\a"
	beginSync      = "\x1b[?2026h"
)

func TestRunQuitsOnQAndCleansUp(t *testing.T) {
	s := openTerminal(t, nil)
	s.untilWritten("trouble first")
	s.untilWritten("▲10 !5 lost12 floorwalker")
	if _, err := s.master.WriteString("q"); err != nil {
		t.Fatal(err)
	}
	s.untilWritten("q does not")
	if _, err := s.master.WriteString("Q"); err != nil {
		t.Fatal(err)
	}
	if err := s.end(); err != nil {
		t.Errorf("ended with %v", err)
	}
	s.untilWritten(leaveAltScreen)
	s.untilWritten(clearTitle)
	if strings.Contains(s.written(), beginSync) {
		t.Error("synchronized output without being asked for")
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	s := openTerminal(t, nil)
	s.untilWritten("trouble first")
	s.cancel()
	if err := s.end(); err != nil {
		t.Errorf("ended with %v", err)
	}
	s.untilWritten(leaveAltScreen)
}

func TestRunSynchronizesOutputOverSSH(t *testing.T) {
	overSSH := func(o *Options) { o.Environ = append(o.Environ, "SSH_TTY=/dev/pts/1") }
	s := openTerminal(t, overSSH)
	s.untilWritten(beginSync)
	s = openTerminal(t, func(o *Options) { overSSH(o); o.NoSync = true })
	s.untilWritten("trouble first")
	if strings.Contains(s.written(), beginSync) {
		t.Error("synchronized though switched off")
	}
}

func TestRunTakesViewsOneByOne(t *testing.T) {
	s := openTerminal(t, nil)
	s.untilWritten("trouble first")
	v := sampleView(English)
	v.Counts.Lost = 77
	s.views <- v
	s.untilWritten("lost77")
	close(s.views)
}

func TestRunNeedsItsParts(t *testing.T) {
	whole := Options{Floor: &fakeFloor{}, Clock: func() metrics.Time { return 1 }, Clean: text.Clean}
	for want, change := range map[string]func(*Options){
		"screen without a floor":        func(o *Options) { o.Floor = nil },
		"screen without a clock":        func(o *Options) { o.Clock = nil },
		"screen without a text cleaner": func(o *Options) { o.Clean = nil },
	} {
		o := whole
		change(&o)
		if err := Run(t.Context(), o); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestParseLang(t *testing.T) {
	for s, want := range map[string]Lang{"en": English, "zh": Chinese} {
		if got, ok := ParseLang(s); got != want || !ok {
			t.Errorf("%s: %v %v", s, got, ok)
		}
	}
	if _, ok := ParseLang("fr"); ok {
		t.Error("fr")
	}
}

func TestRunTellsNotices(t *testing.T) {
	notices := make(chan metrics.Text, 1)
	s := openTerminal(t, func(o *Options) { o.Notices = notices })
	s.untilWritten("trouble first")
	notices <- "configuration read again"
	s.untilWritten("configuration read again")
	notices <- "an alert hook failed"
	s.untilWritten("an alert hook failed")
	close(notices)
}
