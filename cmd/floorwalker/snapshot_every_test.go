package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// A snapshot that goes on replaces its file again and again, also over the
// death of the server, and ends in order.
func TestSnapshotEveryInterval(t *testing.T) {
	t.Parallel()
	server, home := startNATSServer(t), t.TempDir()
	mustRun(t, home, "setup", "--server", server.url, "--max-bytes", "1GiB")
	out := filepath.Join(home, "floor.json")
	cmd := exec.Command("floorwalker", "snapshot", "--server", server.url, "--format", "json", "--every", "100ms", "--timeout", "3s", "--out", out)
	cmd.Env = cleanEnv(home)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	// Whoever reads it finds a whole snapshot, at any time.
	read := func() (s snapshotJSON) {
		data, err := os.ReadFile(out)
		if os.IsNotExist(err) {
			return s
		}
		if err == nil {
			err = json.Unmarshal(data, &s)
		}
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	says := func(state string, waiting int) {
		t.Helper()
		eventually(t, func() bool {
			s := read()
			return s.Feed.State == state && s.Counts.Waiting == waiting
		}, func() string { return "the file says " + state })
	}
	says("live", 0)
	gateway := newPublisher(t, server)
	gateway.waits("first")
	says("live", 1)
	server.kill()
	says("lost", 1)
	server.start()
	says("live", 1)
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("a polite end: %v", err)
	}
	if info, err := os.Stat(out); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: others may read it", info.Mode(), err)
	}
}
