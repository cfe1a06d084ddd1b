package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// figures are what a test reads out of a JSON snapshot.
type figures struct {
	Feed struct {
		Events, Malformed uint64
		Held              bool
	}
	Counts struct {
		Waiting  int
		OldestMS int64 `json:"oldest_ms"`
	}
	Waiting []struct {
		WaitedMS int64 `json:"waited_ms"`
	}
}

func snapshotOf(t *testing.T, path string, args ...string) figures {
	t.Helper()
	out := runPlain(t, nil, append([]string{"snapshot", "--format", "json", "--timeout", "1m", "--file", path}, args...)...)
	var f figures
	if err := json.Unmarshal(out, &f); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	return f
}

func TestSnapshotOfTheCallDesk(t *testing.T) {
	t.Parallel()
	f := snapshotOf(t, callDesk.path(t), "--until", "1999-08-01T11:01:23+03:00", "--tz", "+03:00")
	late := 0
	for _, r := range f.Waiting {
		if r.WaitedMS > 180_000 {
			late++
		}
	}
	got := fmt.Sprintf("%d wait, %d of them over 3 minutes, the first for %d ms", f.Counts.Waiting, late, f.Counts.OldestMS)
	if want := "21 wait, 9 of them over 3 minutes, the first for 290000 ms"; got != want || len(f.Waiting) != 21 {
		t.Errorf("%s in %d rows, want %s", got, len(f.Waiting), want)
	}
}

func TestSnapshotCountsEveryRecordedEvent(t *testing.T) {
	t.Parallel()
	for _, r := range []recording{twitter, callDesk} {
		f := snapshotOf(t, r.path(t))
		if f.Feed.Events != r.events || f.Feed.Malformed != 0 || !f.Feed.Held {
			t.Errorf("%s: %+v, want %d events, none malformed, held", r.name, f.Feed, r.events)
		}
	}
}

// A line of 10 MB, invalid UTF-8 and escape sequences cost a count each.
func TestSnapshotSurvivesHostileLines(t *testing.T) {
	t.Parallel()
	event := func(id, text string) string {
		return fmt.Sprintf(`{"id":%q,"type":"message.created","time":"2026-11-11T20:40:00+08:00","platform":"pinduoduo","shop":"s1","team":"pre","conversation":%q,"sender":{"kind":"buyer","id":"b"},"text":"`, id, id) + text + `"}`
	}
	lines := []string{
		event("good-1", "hello"),
		event("huge", strings.Repeat("好", 3_500_000)),
		event("beyond every bound", strings.Repeat("x", 20<<20)),
		event("latin", "caf\xe9"),
		"\x1b]0;pwned\x07\x1b[2J",
		event("bomb", `\u001b]0;pwned\u0007\u001b[2J`),
		strings.Repeat("[", 100_000),
		event("good-2", "hello"),
	}
	path := filepath.Join(t.TempDir(), "hostile.ndjson")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	f := snapshotOf(t, path)
	if f.Feed.Events != 3 || f.Feed.Malformed != 5 || f.Counts.Waiting != 3 {
		t.Errorf("%d events, %d malformed, %d waiting; want 3, 5, 3", f.Feed.Events, f.Feed.Malformed, f.Counts.Waiting)
	}
	out := mustRun(t, t.TempDir(), "snapshot", "--file", path, "--size", "120x20")
	if strings.ContainsAny(out, "\x1b\x07\u009b") || !strings.Contains(out, "malformed 5") {
		t.Errorf("the picture has control characters, or does not say malformed 5:\n%q", out)
	}
}
