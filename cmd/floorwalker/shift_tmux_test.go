package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// noonConfig is a configuration with which it is noon now for the shops: an
// hour that is assessed, whenever the test runs.
func noonConfig(t *testing.T, more string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	text := fmt.Sprintf("[policy]\ntz_offset_min = %d\n%s", (12-time.Now().UTC().Hour())*60, more)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// outcomes finds how many moves of today saved, lost, came back, are open.
var outcomes = regexp.MustCompile(`saved (\d+), lost (\d+), came back (\d+), open (\d+)`)

// confirm presses the digit of an answer as long as a dialog offers it: one that
// comes too early is dropped.
func (x *terminal) confirm(answer string) {
	x.t.Helper()
	offer, digit := "│ "+answer, answer[:1]
	x.see(offer)
	x.until("the dialog takes "+digit, func(screen string) bool {
		if strings.Contains(screen, offer) {
			x.keys(digit)
			return false
		}
		return true
	})
}

// TestAShiftInATerminal: a row is due. Its owner is nudged and does not react;
// he is set away, and the row given to somebody else. It stays until that one
// answers, and then it is counted. Everything goes through a real server, to a
// backend that obeys.
func TestAShiftInATerminal(t *testing.T) {
	t.Parallel()
	server, home := startNATSServer(t), t.TempDir()
	mustRun(t, home, "setup", "--server", server.url, "--max-bytes", "1GiB")
	floor := obey(t, newPublisher(t, server).nc)
	tell := func(at time.Time, chat string, e map[string]any) {
		t.Helper()
		if err := floor.publishAt(at, chat, e); err != nil {
			t.Fatal(err)
		}
	}
	asked := time.Now().Add(-125 * time.Second)
	for _, agent := range []string{"li", "wang"} {
		tell(asked.Add(-time.Hour), "", map[string]any{"type": "agent.status", "agent": agent, "status": "online", "capacity": 10})
	}
	tell(asked, "c1", map[string]any{"type": "message.created", "text": "hello?", "sender": map[string]string{"kind": "buyer", "id": "b1"}})
	tell(asked, "c1", map[string]any{"type": "conversation.assigned", "agent": "li"})

	x := openTerminal(t, 160, 45, "watch", "--server", server.url, "--as", "zhao", "--config", noonConfig(t, ""))
	x.see(saysLive, "waiting 1 ", "due<1m 1", "li 1/10")

	x.keys("n")
	x.confirm("1 nudge li")
	x.see("nudge 0:")
	x.keys("o")
	x.confirm("3 away")
	x.see("○ away")
	x.keys("r")
	x.confirm("3 wang")
	x.see("→wang 0:", "wang 1/10", "waiting 1 ")

	tell(time.Now(), "c1", map[string]any{"type": "message.created", "text": "I am here", "sender": map[string]string{"kind": "agent", "id": "wang"}})
	x.see("nobody waits")
	x.until("both moves are counted", func(screen string) bool {
		m := outcomes.FindStringSubmatch(screen)
		return m != nil && m[4] == "0" && number(screen, `saved (\d+),`)+number(screen, `, lost (\d+),`) == 2
	})
	if want := []string{"zhao nudge", "zhao status", "zhao reassign"}; !slices.Equal(floor.commands(), want) {
		t.Errorf("asked %q, want %q", floor.commands(), want)
	}
	x.keys("Q")
	x.exits(exitOK)
}
