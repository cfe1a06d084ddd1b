package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"floorwalker/metrics"
)

func TestScreensKeepJournalsOfTheirOwn(t *testing.T) {
	state := t.TempDir()
	t.Setenv("XDG_STATE_HOME", state)
	first, err := openJournal("zhao", "nats://a")
	if err != nil {
		t.Fatal(err)
	}
	second, err := openJournal("zhao", "nats://a")
	if err != nil {
		t.Fatalf("a second screen: %v", err)
	}
	asked := metrics.Command{ID: "m1", Verb: metrics.Nudge, Team: "pre", By: "zhao", Deadline: metrics.TimeOf(time.Now())}
	if err := second.Asked([]metrics.Command{asked}); err != nil {
		t.Fatal(err)
	}
	for _, j := range []interface{ Close() error }{first, second} { // as a crash would
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
	// A single screen takes the journal with something to settle.
	again, err := openJournal("zhao", "nats://a")
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if left := again.Unresolved(); len(left) != 1 || left[0].ID != "m1" {
		t.Errorf("left behind: %+v", left)
	}
	for _, other := range [][2]string{{"qian", "nats://a"}, {"zhao", "nats://b"}} {
		j, err := openJournal(metrics.Text(other[0]), other[1])
		if err != nil || len(j.Unresolved()) != 0 {
			t.Fatalf("%v: %v", other, err)
		}
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	}
	files, err := filepath.Glob(filepath.Join(state, "floorwalker", "journal", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, name := range files {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}
