package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestProgressFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "deep", "progress.json")
	if _, ok, err := readProgress(path); ok || err != nil {
		t.Fatalf("without a file: ok %t, error %v", ok, err)
	}
	want := progress{File: "abc", Line: 7, Stream: "CHAT", Created: time.Unix(1700000000, 123).UTC(), Sequence: 9}
	for range 2 { // the second write replaces the first
		want.Line++
		if err := want.write(path); err != nil {
			t.Fatal(err)
		}
	}
	got, ok, err := readProgress(path)
	if err != nil || !ok || !got.sameImport(want) || got.Line != want.Line || got.Sequence != want.Sequence {
		t.Errorf("read %+v, %t, %v; want %+v", got, ok, err, want)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "deep", ".*")); len(left) > 0 {
		t.Errorf("temporary files left: %v", left)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, want 0600", info.Mode().Perm())
	}
	other := want
	other.Created = other.Created.Add(time.Second)
	if other.sameImport(want) {
		t.Error("progress of a stream made anew is taken for the old one's")
	}
}

func TestProgressFileOfSomethingElse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.json")
	if err := os.WriteFile(path, []byte("half a li"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := readProgress(path); err == nil {
		t.Error("a broken progress file is taken for none")
	}
}
