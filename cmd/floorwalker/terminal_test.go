package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// patience is how long a test waits for a state that a working program reaches
// in a moment.
const patience = 60 * time.Second

// eventually polls until ok, and fails the test with what describe says if that
// never comes.
func eventually(t *testing.T, ok func() bool, describe func() string) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatal("never came to pass: " + describe())
}

// terminal is a tmux server of its own with one pane, in which a shell runs a
// command, says how it ended, and stays, so that the pane can be read.
type terminal struct {
	t       *testing.T
	socket  string
	pidFile string
}

// terminals numbers them.
var terminals atomic.Int64

// tmuxConfig makes a pane that is as large as its window and hides nothing.
const tmuxConfig = `
set -g status off
set -sg escape-time 0
set -g default-terminal screen-256color
`

// openTerminal runs floorwalker with args in a terminal of width by height.
func openTerminal(t *testing.T, width, height int, args ...string) *terminal {
	t.Helper()
	return openTerminalWith(t, width, height, "floorwalker "+strings.Join(args, " "))
}

// openTerminalWith runs any shell command in a terminal of width by height.
func openTerminalWith(t *testing.T, width, height int, command string) *terminal {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("tmux is not installed: the screen is not tested in a terminal")
	}
	home := t.TempDir()
	conf := filepath.Join(home, "tmux.conf")
	if err := os.WriteFile(conf, []byte(tmuxConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	x := &terminal{
		t:       t,
		socket:  fmt.Sprintf("fw-%d-%d", os.Getpid(), terminals.Add(1)),
		pidFile: filepath.Join(home, "pid"),
	}
	t.Cleanup(func() { _ = exec.Command("tmux", "-L", x.socket, "kill-server").Run() })
	script := fmt.Sprintf(`sh -c 'echo $$ > %s; exec %s'; echo "ended with $?"; exec cat`, x.pidFile, command)
	cmd := exec.Command("tmux", "-u", "-L", x.socket, "-f", conf, "new-session", "-d",
		"-x", strconv.Itoa(width), "-y", strconv.Itoa(height), "sh", "-c", script)
	cmd.Env = cleanEnv(home)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("tmux: %v\n%s", err, out)
	}
	return x
}

// cleanEnv is the environment without what would change where the program
// connects, what it speaks or where it keeps things.
func cleanEnv(home string) []string {
	env := []string{"HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_STATE_HOME=" + home, "LC_ALL=C.UTF-8"}
	for _, kv := range os.Environ() {
		name, _, _ := strings.Cut(kv, "=")
		switch {
		case strings.HasPrefix(name, "NATS_"), strings.HasPrefix(name, "LC_"), strings.HasPrefix(name, "XDG_"):
		case name == "HOME", name == "LANG", name == "TMUX", name == "TMUX_PANE":
		default:
			env = append(env, kv)
		}
	}
	return env
}

// tmux runs a tmux command on the terminal's server.
func (x *terminal) tmux(args ...string) string {
	x.t.Helper()
	out, err := exec.Command("tmux", append([]string{"-u", "-L", x.socket}, args...)...).CombinedOutput()
	if err != nil {
		x.t.Fatalf("tmux %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimRight(string(out), "\n")
}

// screen is what the terminal shows, one line a row, trailing blanks cut.
func (x *terminal) screen() string {
	x.t.Helper()
	return x.tmux("capture-pane", "-p")
}

// keys types keys, by tmux's names.
func (x *terminal) keys(keys ...string) {
	x.t.Helper()
	x.tmux(append([]string{"send-keys"}, keys...)...)
}

// resize makes the terminal width by height.
func (x *terminal) resize(width, height int) {
	x.t.Helper()
	x.tmux("resize-window", "-x", strconv.Itoa(width), "-y", strconv.Itoa(height))
}

// see waits until the screen shows all of wanted.
func (x *terminal) see(wanted ...string) {
	x.t.Helper()
	x.until(strings.Join(wanted, " and "), func(screen string) bool {
		for _, w := range wanted {
			if !strings.Contains(screen, w) {
				return false
			}
		}
		return true
	})
}

// until waits until the screen is as ok wants it.
func (x *terminal) until(what string, ok func(screen string) bool) {
	x.t.Helper()
	var last string
	eventually(x.t, func() bool {
		last = x.screen()
		return ok(last)
	}, func() string { return fmt.Sprintf("%s, on the screen\n%s", what, last) })
}

// within is whether the screen is as ok wants it before d has passed.
func (x *terminal) within(d time.Duration, ok func(screen string) bool) bool {
	x.t.Helper()
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
		if ok(x.screen()) {
			return true
		}
	}
	return false
}

// pid is the process of the command.
func (x *terminal) pid() int {
	x.t.Helper()
	data, err := os.ReadFile(x.pidFile)
	if err != nil {
		x.t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil {
		x.t.Fatal(err)
	}
	return pid
}

// signal sends sig to the command.
func (x *terminal) signal(sig syscall.Signal) {
	x.t.Helper()
	if err := syscall.Kill(x.pid(), sig); err != nil {
		x.t.Fatal(err)
	}
}

// exits waits for the command's end with code, and for the terminal to be as
// the shell wants it: main screen, visible cursor, no mouse reports.
func (x *terminal) exits(code int) {
	x.t.Helper()
	x.see(fmt.Sprintf("ended with %d", code))
	const want = "alternate screen 0, cursor 1, mouse 0"
	got := x.tmux("display-message", "-p", "alternate screen #{alternate_on}, cursor #{cursor_flag}, mouse #{mouse_any_flag}")
	if got != want {
		x.t.Fatalf("after the end: %s, want %s\n%s", got, want, x.screen())
	}
}
