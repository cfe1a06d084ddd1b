package stories

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
)

// bombs are what a terminal would obey: titles, the clipboard, private modes, a
// report, device control, graphics, and the same by C1 characters; and one that
// never ends.
var bombs = []string{
	"\x1b]0;pwned\x07", "\x1b]52;c;cHduZWQ=\x07", "\x1b[?1337h", "\x1b[6n", "\x1bPpwned\x1b\\", "\x1b_Gpwned\x1b\\",
	"\u009d52;c;cHduZWQ=\u009c", "\u009b31mpwned", "\u202e\u2066", "\x07\x08\x0e", "\x1b]8;;http://pwned",
}

// Whatever buyers, agents and shops are called and write, the terminal gets
// nothing that it would obey: asserted on the raw bytes of a pseudo terminal.
func TestBombsNeverReachTheTerminal(t *testing.T) {
	t.Parallel()
	out := runOnATerminal(t, bombed(t))
	if !bytes.Contains(out, []byte("前")) {
		t.Errorf("nothing of what was written was shown: %q", out)
	}
	for _, bomb := range bombs {
		if bytes.Contains(out, []byte(bomb)) {
			t.Errorf("%q was written", bomb)
		}
	}
	for _, osc := range regexp.MustCompile("\x1b\\][^\x07\x1b]*").FindAll(out, -1) {
		if title := bytes.HasPrefix(osc, []byte("\x1b]2;")); !title || bytes.Contains(osc, []byte("pwned")) {
			t.Errorf("the terminal was told %q", osc)
		}
	}
	for at, r := range string(out) {
		if r >= 0x80 && r <= 0x9f || r == '\u202e' || r == 0xfffd {
			t.Fatalf("%U in byte %d", r, at)
		}
	}
}

// bombed is a recording in which the words and names of buyers hold every bomb,
// and in every other event the ids do, too.
func bombed(t *testing.T) string {
	t.Helper()
	all := strings.Join(bombs, "x")
	var lines bytes.Buffer
	for i := range 12 {
		bomb, ids := fmt.Sprintf("前%d%s", i, all), ""
		if i%2 == 1 {
			ids = all
		}
		line, err := json.Marshal(map[string]any{
			"id": fmt.Sprintf("m%d", i), "type": "message.created", "time": fmt.Sprintf("2026-11-11T20:%02d:00+08:00", 30+i),
			"platform": "pdd", "shop": "shop" + ids, "team": "team" + ids, "conversation": fmt.Sprint(i, ids),
			"sender": map[string]string{"kind": "buyer", "id": fmt.Sprint(i, ids), "name": bomb}, "text": bomb,
		})
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	path := filepath.Join(t.TempDir(), "bombs.ndjson")
	if err := os.WriteFile(path, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// runOnATerminal replays a recording on a pseudo terminal, looks at every page
// that shows its texts, and returns all that was written.
func runOnATerminal(t *testing.T, recording string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, "replay", recording, "--speed", "0", "--lang", "en")
	cmd.Env = append((&terminal{home: t.TempDir()}).environment(), "TERM=xterm-256color")
	master, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 45, Cols: 160})
	if err != nil {
		t.Skip("no pseudo terminal here: ", err)
	}
	var mu sync.Mutex
	var out bytes.Buffer
	read := make(chan struct{})
	go func() {
		defer close(read)
		buf := make([]byte, 64<<10)
		for {
			n, err := master.Read(buf)
			mu.Lock()
			out.Write(buf[:n])
			mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	written := func() []byte {
		mu.Lock()
		defer mu.Unlock()
		return bytes.Clone(out.Bytes())
	}
	for _, step := range []struct{ keys, shows string }{
		{"", "held"}, {"\r", "waits since"}, {"\x1b[17~", "nothing has happened"}, {"g", "no agent known"}, {"W", "due within a minute"},
	} {
		if _, err := master.WriteString(step.keys); err != nil {
			t.Fatal(err)
		}
		before := len(written())
		waitFor(t, step.shows, func() bool {
			_, _ = master.WriteString(drawAgain) // or only what changes is written, cell by cell
			return bytes.Contains(written()[before:], []byte(step.shows))
		})
	}
	if _, err := master.WriteString("Q"); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("ended with %v", err)
	}
	_ = master.Close() // its reader ends with it
	<-read
	return written()
}

// drawAgain is Ctrl+L.
const drawAgain = "\x0c"

// waitFor polls for a state.
func waitFor(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("never came to pass: %s", what)
}
