package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed"
)

// newerProgram is the command as a release far ahead would call itself.
func newerProgram(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "floorwalker-newer")
	if out, err := exec.Command("go", "build", "-ldflags", "-X main.version=v99.0.0", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if out, err := exec.Command(bin, "version").Output(); err != nil || !strings.Contains(string(out), "floorwalker v99.0.0 ") {
		t.Fatalf("%v, %s", err, out)
	}
	return bin
}

// household is what two versions of the program share: a server, a folder of
// state, and a stream that a gateway fills.
type household struct {
	t       *testing.T
	server  *natsServer
	state   string
	gateway *publisher
}

func newHousehold(t *testing.T) *household {
	t.Helper()
	h := &household{t: t, server: startNATSServer(t), state: t.TempDir()}
	mustRun(t, h.state, "setup", "--server", h.server.url, "--max-bytes", "1GiB")
	h.gateway = newPublisher(t, h.server)
	return h
}

func (h *household) screen(program, who string) *terminal {
	h.t.Helper()
	return openTerminalWith(h.t, 200, 35, fmt.Sprintf("env XDG_STATE_HOME=%s %s watch --server %s --as %s", h.state, program, h.server.url, who))
}

// shares stores a value that a version may not know.
func (h *household) shares(key, value string) {
	h.t.Helper()
	js, err := jetstream.New(h.gateway.nc)
	if err != nil {
		h.t.Fatal(err)
	}
	bucket, err := js.KeyValue(h.t.Context(), feed.BucketName)
	if err == nil {
		_, err = bucket.Put(h.t.Context(), key, []byte(value))
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

// waiting is how many wait, as program says that starts from what was kept.
func (h *household) waiting(program string) string {
	h.t.Helper()
	cmd := exec.Command(program, "snapshot", "--server", h.server.url, "--template", "{{.feed.state}} {{.counts.waiting}}")
	cmd.Env = cleanEnv(h.state)
	out, err := cmd.Output()
	if err != nil {
		h.t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// kept is the folder of the checkpoints.
func (h *household) kept() string { return filepath.Join(h.state, "floorwalker", "checkpoint") }

// Two versions work side by side on one floor, in one folder of state: what one
// does not know of the other it passes over, and leaves where it is.
func TestOldAndNewSideBySide(t *testing.T) {
	t.Parallel()
	old, err := plainBinary()
	if err != nil {
		t.Fatal(err)
	}
	newer, h := newerProgram(t), newHousehold(t)
	const foreign = "a checkpoint by a name that this version does not use"
	if err := os.MkdirAll(h.kept(), 0o700); err != nil {
		t.Fatal(err)
	}
	strange := filepath.Join(h.kept(), "0123456789abcdef.v99")
	if err := os.WriteFile(strange, []byte(foreign), 0o600); err != nil {
		t.Fatal(err)
	}

	h.gateway.waits("early")
	zhao, qian := h.screen(old, "zhao"), h.screen(newer, "qian")
	zhao.see(saysLive, "waiting 1 ", "qian: all")
	qian.see(saysLive, "waiting 1 ", "zhao: all")
	h.shares("presale.hologram.sun", `{"of":"a kind to come"}`)
	h.shares("presale.presence.sun", `{"version":99,"thing":{"in":"another shape"},"by":["sun"]}`)
	h.gateway.waits("second")
	for _, x := range []*terminal{zhao, qian} {
		x.see(saysLive, "waiting 2 ")
		if strings.Contains(x.screen(), "sun") {
			t.Errorf("somebody is on whom nobody understands\n%s", x.screen())
		}
	}

	// One ends and begins again, from what was kept, beside the other.
	zhao.keys("Q")
	zhao.exits(exitOK)
	h.gateway.waits("third")
	qian.until("the newer screen alone", func(s string) bool { return strings.Contains(s, "waiting 3 ") && !strings.Contains(s, "zhao") })
	zhao = h.screen(old, "zhao")
	zhao.see(saysLive, "waiting 3 ", "qian: all")
	qian.keys("Q")
	qian.exits(exitOK)
	zhao.keys("Q")
	zhao.exits(exitOK)
	for _, program := range []string{old, newer} {
		if got := h.waiting(program); got != "live 3" {
			t.Errorf("%s says %q", program, got)
		}
	}
	if data, err := os.ReadFile(strange); err != nil || string(data) != foreign {
		t.Errorf("what another version kept is now %q, %v", data, err)
	}
}

// What another version kept under the name that this one uses is no floor: the
// stream is read.
func TestCheckpointOfAnotherVersion(t *testing.T) {
	t.Parallel()
	program, err := plainBinary()
	if err != nil {
		t.Fatal(err)
	}
	h := newHousehold(t)
	h.gateway.waits("early")
	x := h.screen(program, "zhao")
	x.see(saysLive, "waiting 1 ")
	x.keys("Q")
	x.exits(exitOK)
	replaced := 0
	err = filepath.WalkDir(h.kept(), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		replaced++
		return os.WriteFile(name, []byte("floorwalker checkpoint, format 99\n"+strings.Repeat("\x00\xff", 500)), 0o600)
	})
	if err != nil || replaced == 0 {
		t.Fatalf("%d files of a checkpoint, %v", replaced, err)
	}
	h.gateway.waits("late")
	if got := h.waiting(program); got != "live 2" {
		t.Errorf("it says %q", got)
	}
	x = h.screen(program, "zhao")
	x.see(saysLive, "waiting 2 ")
	x.keys("Q")
	x.exits(exitOK)
	if got := h.waiting(program); got != "live 2" {
		t.Errorf("after a screen it says %q", got)
	}
}
