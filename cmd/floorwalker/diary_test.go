package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// A diary says how the feed and commands fared, once for each change, and has
// nobody's words in it.
func TestDiary(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_STATE_HOME", home)
	d, err := openDiary()
	if err != nil {
		t.Fatal(err)
	}
	view := &metrics.View{Feed: metrics.Feed{State: metrics.FeedLive, Events: 7}}
	view.Waiting = []metrics.Waiting{{LastText: "my secret"}}
	view.Commands = []metrics.CommandStatus{{Command: metrics.Command{ID: "1", Verb: metrics.Note, Words: "my secret"}}}
	d.view(view)
	d.view(view)
	view.Commands[0].State = metrics.CommandDone
	d.view(view)
	d.notice("the configuration was read again")
	if err := d.close(nil); err != nil {
		t.Fatal(err)
	}
	var said []string
	name := filepath.Join(home, "floorwalker", "log", "floorwalker.jsonl")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		var entry struct{ Msg, State string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		said = append(said, strings.TrimSpace(entry.Msg+" "+entry.State))
	}
	want := "the screen begins, the feed live, a command asked, a command done, told, the screen ends"
	if got := strings.Join(said, ", "); got != want {
		t.Errorf("said %s, want %s", got, want)
	}
	if strings.Contains(string(data), "secret") {
		t.Errorf("somebody's words are in the diary: %s", data)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: others can read it", info.Mode(), err)
	}
}

// A panic becomes an error that says where its report is.
func TestDiaryReportsPanics(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_STATE_HOME", home)
	d, err := openDiary()
	if err != nil {
		t.Fatal(err)
	}
	err = d.close(d.caught(func() error { panic("beyond repair") }))
	if err == nil || !strings.Contains(err.Error(), "beyond repair") {
		t.Errorf("error %v", err)
	}
	reports, _ := filepath.Glob(filepath.Join(home, "floorwalker", "log", "crash-*.txt"))
	if len(reports) != 1 || !strings.Contains(feed.Hint(err), reports[0]) {
		t.Fatalf("reports %q, hint %q", reports, feed.Hint(err))
	}
	report, err := os.ReadFile(reports[0])
	if err != nil || !strings.Contains(string(report), "TestDiaryReportsPanics") {
		t.Errorf("the report has no stack: %s, %v", report, err)
	}
}

// Where nothing can be written, work goes on; a panic brings its stack along.
func TestNoDiary(t *testing.T) {
	var d *diary
	d.view(&metrics.View{})
	d.notice("x")
	if err := d.caught(func() error { return nil }); err != nil {
		t.Error(err)
	}
	if err := d.caught(func() error { panic("beyond repair") }); err == nil || !strings.Contains(err.Error(), "TestNoDiary") {
		t.Errorf("error %v", err)
	}
	if failed := errors.New("x"); d.close(failed) != failed {
		t.Error("what ended the screen is lost")
	}
}
