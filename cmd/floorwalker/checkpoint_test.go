package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"floorwalker/feed/live"
	"floorwalker/metrics"
)

func keptFloor(t *testing.T) *checkpoints {
	t.Helper()
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	kept, err := newCheckpoints("nats://here", "CHAT")
	if err != nil {
		t.Fatal(err)
	}
	kept.say = func(s string) { t.Error(s) }
	return kept
}

func TestFloorIsKeptBetweenStarts(t *testing.T) {
	kept, policy := keptFloor(t), metrics.DefaultPolicy()
	if floor, _, err := kept.take(policy); floor != nil || err != nil {
		t.Errorf("a floor before any was kept: %v", err)
	}
	f := metrics.New(policy)
	f.Apply(&metrics.Event{ID: "e1", Type: metrics.ConversationOpened, Time: 1, Platform: "pdd", Shop: "s1", Conversation: "c1"})
	c := f.Checkpoint()
	for c.Write(10) {
	}
	kept.saving().Save(live.Saved{Created: time.Unix(7, 0), After: 9, Facts: c.Bytes()})
	floor, saved, err := kept.take(policy)
	if err != nil || floor == nil || saved.After != 9 || saved.Stream != "CHAT" {
		t.Fatalf("%+v, %v", saved, err)
	}
	floor.Advance(2)
	if n := floor.Report().Counts.Events; n != 1 {
		t.Errorf("%d events came back", n)
	}
	other := metrics.DefaultPolicy()
	other.Promise = append(other.Promise, "soon")
	if floor, _, err := kept.take(other); floor != nil || err != nil {
		t.Errorf("a floor under another policy: %v", err)
	}
}

// TestDamagedKeptFloor: what cannot be read is told, and the history is read
// instead.
func TestDamagedKeptFloor(t *testing.T) {
	kept := keptFloor(t)
	if err := os.WriteFile(kept.file, []byte("half of it"), 0o600); err != nil {
		t.Fatal(err)
	}
	if floor, _, err := kept.take(metrics.DefaultPolicy()); floor != nil || err == nil {
		t.Errorf("floor %v, error %v", floor, err)
	}
}

// What another version, or another login, has left for longer than anything of it
// could matter goes, with its segments; what is younger stays.
func TestOldCheckpointsGo(t *testing.T) {
	kept := keptFloor(t)
	dir := filepath.Dir(kept.file)
	leave := func(name string, age time.Duration) string {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(file+daysSuffix, 0o700), os.WriteFile(file, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(-age)
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
		return file
	}
	old, young := leave("0011223344556677-v2", checkpointKept+time.Hour), leave("8899aabbccddeeff-v2", checkpointKept-time.Hour)
	kept.saving().Save(live.Saved{Facts: []byte("facts")})
	for file, want := range map[string]bool{
		old: false, old + daysSuffix: false, young: true, young + daysSuffix: true, kept.file: true,
	} {
		if _, err := os.Stat(file); (err == nil) != want {
			t.Errorf("%s is there: %t", filepath.Base(file), !want)
		}
	}
}
