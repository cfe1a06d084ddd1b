package stories

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// patience is how long a story waits for what has to come: a floor at thirty
// times its pace lives through forty minutes in it.
const patience = 120 * time.Second

// seats are the stories that may be told at once: each is a floor and a screen.
var seats = make(chan struct{}, 3)

// terminals numbers them.
var terminals atomic.Int64

// terminal is a window of a tmux server, in which the program runs: the first of
// its own server, or one beside it.
type terminal struct {
	t      *testing.T
	socket string
	home   string
	window string
}

const tmuxConfig = `
set -g status off
set -sg escape-time 0
set -g default-terminal screen-256color
`

// open runs floorwalker with args in a terminal of 160x45, as soon as there is a
// seat.
func open(t *testing.T, args ...string) *terminal {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("tmux is not installed: no story is told")
	}
	t.Parallel()
	seats <- struct{}{}
	t.Cleanup(func() { <-seats })
	x := &terminal{t: t, socket: fmt.Sprintf("fw-story-%d-%d", os.Getpid(), terminals.Add(1)), home: t.TempDir(), window: ":0"}
	conf := filepath.Join(x.home, "tmux.conf")
	if err := os.WriteFile(conf, []byte(tmuxConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("tmux", "-u", "-L", x.socket, "-f", conf, "new-session", "-d", "-x", "160", "-y", "45", "sh", "-c", commandLine(args))
	cmd.Env = x.environment()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("tmux: %v\n%s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("tmux", "-L", x.socket, "kill-server").Run() })
	return x
}

// commandLine runs the program and keeps what it left on the screen.
func commandLine(args []string) string {
	return fmt.Sprintf(`%s %s; echo "ended with $?"; exec cat`, program, strings.Join(args, " "))
}

// beside runs floorwalker with args in a second window, as somebody else with a
// home of his own would.
func (x *terminal) beside(args ...string) *terminal {
	x.t.Helper()
	y := &terminal{t: x.t, socket: x.socket, home: x.t.TempDir(), window: ":1"}
	env := fmt.Sprintf("HOME=%[1]s XDG_CONFIG_HOME=%[1]s XDG_STATE_HOME=%[1]s ", y.home)
	x.tmux("new-window", "-d", "-t", y.window, "sh", "-c", "export "+env+"; "+commandLine(args))
	return y
}

// together types a key here and there, in the same moment.
func (x *terminal) together(key string, other *terminal) {
	x.t.Helper()
	x.tmux("send-keys", "-t", x.window, key, ";", "send-keys", "-t", other.window, key)
}

// environment is that of the tests, with a home of its own and nothing that
// would change where the program connects or what it speaks.
func (x *terminal) environment() []string {
	env := []string{"HOME=" + x.home, "XDG_CONFIG_HOME=" + x.home, "XDG_STATE_HOME=" + x.home, "LC_ALL=C.UTF-8"}
	for _, kv := range os.Environ() {
		name, _, _ := strings.Cut(kv, "=")
		switch {
		case strings.HasPrefix(name, "NATS_"), strings.HasPrefix(name, "FLOORWALKER_"), strings.HasPrefix(name, "LC_"), strings.HasPrefix(name, "XDG_"):
		case name == "HOME", name == "LANG", name == "TMUX", name == "TMUX_PANE", name == "NO_COLOR":
		default:
			env = append(env, kv)
		}
	}
	return env
}

func (x *terminal) tmux(args ...string) string {
	x.t.Helper()
	out, err := exec.Command("tmux", append([]string{"-u", "-L", x.socket}, args...)...).CombinedOutput()
	if err != nil {
		x.t.Fatalf("tmux %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimRight(string(out), "\n")
}

// picture is what the terminal shows now.
func (x *terminal) picture() picture {
	x.t.Helper()
	return picture(x.tmux("capture-pane", "-p", "-t", x.window))
}

// press types keys, by tmux's names: a letter, F4, Enter, Escape, Space.
func (x *terminal) press(keys ...string) *terminal {
	x.t.Helper()
	x.tmux(append([]string{"send-keys", "-t", x.window}, keys...)...)
	return x
}

// write types text as it is.
func (x *terminal) write(text string) *terminal {
	x.t.Helper()
	x.tmux("send-keys", "-t", x.window, "-l", text)
	return x
}

// resize makes the terminal width by height.
func (x *terminal) resize(width, height int) *terminal {
	x.t.Helper()
	x.tmux("resize-window", "-x", strconv.Itoa(width), "-y", strconv.Itoa(height))
	return x
}

// until waits for a picture that is as ok wants it, and returns it.
func (x *terminal) until(what string, ok func(picture) bool) picture {
	x.t.Helper()
	if p, came := x.within(patience, ok); came {
		return p
	}
	x.t.Fatalf("never came to pass: %s\n%s", what, x.picture())
	return ""
}

// within waits no longer than d, and says whether it came.
func (x *terminal) within(d time.Duration, ok func(picture) bool) (picture, bool) {
	x.t.Helper()
	const every = 100 * time.Millisecond
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(every) {
		if p := x.picture(); ok(p) {
			return p, true
		}
	}
	return "", false
}

// sees waits until the terminal shows all of texts.
func (x *terminal) sees(texts ...string) *terminal {
	x.t.Helper()
	x.until(strings.Join(texts, " and "), func(p picture) bool { return p.has(texts...) })
	return x
}

// leaves quits and waits for the shell.
func (x *terminal) leaves() {
	x.t.Helper()
	x.press("Q").sees("ended with 0")
}
