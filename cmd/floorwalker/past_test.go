package main

import (
	"testing"
)

// What the stream holds is played from any time of it, read-only.
func TestWatchThePast(t *testing.T) {
	t.Parallel()
	server, home := startNATSServer(t), t.TempDir()
	mustRun(t, home, "setup", "--server", server.url, "--max-bytes", "1GiB")
	mustRun(t, home, "import", "--server", server.url, shiftFile(t))
	x := openTerminal(t, 160, 35, "watch", "--server", server.url, "--at", "2026-11-11T20:00:00", "--speed", "10")
	x.see("replay", "×10", "20:0", "s1")
	x.keys("Q")
	x.exits(exitOK)
}
