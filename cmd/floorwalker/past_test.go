package main

import (
	"testing"
)

// importedShift is a server with the shift of a day that is over.
func importedShift(t *testing.T) *natsServer {
	t.Helper()
	server, home := startNATSServer(t), t.TempDir()
	mustRun(t, home, "setup", "--server", server.url, "--max-bytes", "1GiB")
	mustRun(t, home, "import", "--server", server.url, shiftFile(t))
	return server
}

// What the stream holds is played from any time of it, read-only.
func TestWatchThePast(t *testing.T) {
	t.Parallel()
	server := importedShift(t)
	x := openTerminal(t, 160, 35, "watch", "--server", server.url, "--at", "2026-11-11T20:00:00", "--speed", "10")
	x.see("PAST", "×10", "20:0", "s1")
	x.keys(".")
	x.see("this screen shows the past alone")
	x.keys("Q")
	x.exits(exitOK)
}

// From the present to the past, on to the next line that breaks, and back.
func TestTravelOnTheScreen(t *testing.T) {
	t.Parallel()
	server := importedShift(t)
	x := openTerminal(t, 160, 35, "watch", "--server", server.url)
	x.see("left over 30")
	x.keys("<", "2026-11-11 20:00", "Enter")
	x.see("PAST held", "2026-11-11 20:00:00", "lost 0", "b63")
	x.keys(">")
	x.see("PAST held", "2026-11-11 20:00:00", "lost 1")
	x.keys(".")
	x.see("left over 30")
	x.keys("<", "2026-11-11 20:00", "Enter")
	x.see("PAST held")
	x.keys("Q")
	x.exits(exitOK)
}
