package live

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func savedForTest() *Saved {
	return &Saved{Stream: "CHAT", Created: time.Unix(1, 0).UTC(), Filters: []string{"chat.v1.a.>"}, After: 42, Known: 50, Facts: []byte("facts")}
}

func TestSavedComesBack(t *testing.T) {
	name := filepath.Join(t.TempDir(), "checkpoint")
	if _, err := ReadSaved(name); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	want := savedForTest()
	for range 2 { // the second replaces the first
		if err := want.Write(name); err != nil {
			t.Fatal(err)
		}
	}
	got, err := ReadSaved(name)
	if err != nil {
		t.Fatal(err)
	}
	if got.Stream != want.Stream || !got.Created.Equal(want.Created) || got.After != want.After ||
		len(got.Filters) != 1 || got.Filters[0] != want.Filters[0] || !bytes.Equal(got.Facts, want.Facts) {
		t.Errorf("%+v, was %+v", got, want)
	}
	info, err := os.Stat(name)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	rest, err := os.ReadDir(filepath.Dir(name))
	if err != nil || len(rest) != 1 {
		t.Errorf("%d files are left, %v", len(rest), err)
	}
}

// TestDamagedSaved: a file with any byte changed, or cut anywhere, is refused.
func TestDamagedSaved(t *testing.T) {
	name := filepath.Join(t.TempDir(), "checkpoint")
	if err := savedForTest().Write(name); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		changed := bytes.Clone(whole)
		changed[i] ^= 0x20
		for _, b := range [][]byte{whole[:i], changed} {
			if _, err := parseSaved(b); !errors.Is(err, ErrDamaged) {
				t.Fatalf("byte %d of %d: %v", i, len(whole), err)
			}
		}
	}
}
