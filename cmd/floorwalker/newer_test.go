package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"
	"time"

	"floorwalker/metrics"
	"floorwalker/tui"
)

// installed is a copy of this test program, and what a screen that runs from it
// is told.
func installed(t *testing.T, revision string) (path string, told chan metrics.Text) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "floorwalker")
	replace(t, path, time.Unix(1e9, 0))
	told = make(chan metrics.Text, 10)
	n := &newer{
		path: path, every: time.Millisecond, lang: tui.Chinese,
		running: &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: revision}}},
		tell:    func(text metrics.Text) { told <- text },
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- n.run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return path, told
}

// replace puts this test program at path, whole at once, as package managers do.
func replace(t *testing.T, path string, written time.Time) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path+".new", data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path+".new", written, written); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}

func TestNewerVersionIsTold(t *testing.T) {
	path, told := installed(t, "an older commit")
	for i := range 2 { // each time
		eventually(t, func() bool {
			// The first look may come after the replacement.
			i++
			replace(t, path, time.Unix(1e9+int64(i)*3600, 0))
			select {
			case text := <-told:
				return text == newerTexts[tui.Chinese]
			case <-time.After(100 * time.Millisecond):
				return false
			}
		}, func() string { return "another version is told" })
	}
}

// What is no program, is gone for a moment, or was only touched says nothing.
func TestSameVersionIsNotTold(t *testing.T) {
	self, ok := debug.ReadBuildInfo()
	if !ok {
		t.Fatal("this program does not know what it was built from")
	}
	path := filepath.Join(t.TempDir(), "floorwalker")
	n := &newer{path: path, running: self}
	if n.isAnother() {
		t.Error("a file that is gone is another version")
	}
	if err := os.WriteFile(path, []byte("half"), 0o700); err != nil {
		t.Fatal(err)
	}
	if n.isAnother() {
		t.Error("half a file is another version")
	}
	replace(t, path, time.Unix(1e9, 0))
	if got, want := n.isAnother(), revisionOf(self) == ""; got != want {
		t.Errorf("the same build is another: %t", got)
	}
	a, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if !sameFile(a, a) || sameFile(a, nil) {
		t.Error("a file is not itself, or is nothing")
	}
}

// The task of a screen ends with it.
func TestNewerInstalledEndsWithTheScreen(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := newerInstalled(tui.English, func(text metrics.Text) { t.Errorf("told %q", text) })(ctx); err != nil {
		t.Error(err)
	}
}
