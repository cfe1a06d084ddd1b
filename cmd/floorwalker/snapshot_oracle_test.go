package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"
)

// spoken is a message of a recording.
type spoken struct {
	at    time.Time
	buyer bool
}

// recordedTalk reads who said what when, by conversation, with nothing of this
// program.
func recordedTalk(t *testing.T, path string) map[string][]spoken {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	talk := map[string][]spoken{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e struct {
			Type, Conversation string
			Time               time.Time
			Sender             struct{ Kind string }
		}
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		if e.Type == "message.created" {
			talk[e.Conversation] = append(talk[e.Conversation], spoken{e.Time, e.Sender.Kind == "buyer"})
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return talk
}

// stillWaiting counts at now, in UTC, the conversations with a message of the
// day after the last answer, and how long the first of them waits.
func stillWaiting(talk map[string][]spoken, now time.Time) (count int, longest time.Duration) {
	midnight := now.Truncate(24 * time.Hour)
	for _, said := range talk {
		var answered, since time.Time
		for _, m := range said {
			if !m.buyer && !m.at.After(now) && m.at.After(answered) {
				answered = m.at
			}
		}
		for _, m := range said {
			if m.buyer && m.at.After(answered) && !m.at.Before(midnight) && !m.at.After(now) && (since.IsZero() || m.at.Before(since)) {
				since = m.at
			}
		}
		if !since.IsZero() {
			count++
			longest = max(longest, now.Sub(since))
		}
	}
	return count, longest
}

func TestWaitingListAgainstAPlainCount(t *testing.T) {
	t.Parallel()
	path := twitter.path(t)
	talk := recordedTalk(t, path)
	for _, instant := range []string{"2017-10-31T09:00:00Z", "2017-10-31T20:00:00Z", "2017-10-31T23:30:00Z", "2017-11-01T10:00:00Z", "2017-11-22T18:00:00Z"} {
		now, err := time.Parse(time.RFC3339, instant)
		if err != nil {
			t.Fatal(err)
		}
		count, longest := stillWaiting(talk, now)
		f := snapshotOf(t, path, "--until", instant, "--tz", "UTC")
		got := fmt.Sprintf("%d wait, the first for %d ms", f.Counts.Waiting, f.Counts.OldestMS)
		if want := fmt.Sprintf("%d wait, the first for %d ms", count, longest.Milliseconds()); got != want {
			t.Errorf("at %s %s, want %s", instant, got, want)
		}
	}
}
