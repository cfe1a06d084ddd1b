package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// progress is how far an import got: up to Line of the file with that hash,
// stored up to Sequence of that stream. It is void for any other file or
// stream, a stream made anew under the same name included.
type progress struct {
	File     string    `json:"file_sha256"`
	Line     int       `json:"line"`
	Stream   string    `json:"stream"`
	Created  time.Time `json:"stream_created"`
	Sequence uint64    `json:"sequence"`
}

// sameImport says whether p and q are of one file into one stream.
func (p progress) sameImport(q progress) bool {
	return p.File == q.File && p.Stream == q.Stream && p.Created.Equal(q.Created)
}

// hashFile is the SHA-256 of what is in the file.
func hashFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// progressPath is where the progress of an import is kept: a file of the user's
// state directory, one a file and stream.
func progressPath(p progress) (string, error) {
	dir, err := stateDir("import")
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, p.File[:16]+"-"+p.Stream+".json"), nil
}

// readProgress is what the file at path says; ok is false where there is none.
func readProgress(path string) (p progress, ok bool, err error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return progress{}, false, nil
	}
	if err != nil {
		return progress{}, false, err
	}
	if err := json.Unmarshal(data, &p); err != nil {
		return progress{}, false, fmt.Errorf("progress file %s: %w", path, err)
	}
	return p, true, nil
}

// write replaces the file at path at once, so that a crash leaves the old one
// or the new one, never half of it.
func (p progress) write(path string) error {
	data, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return replaceFile(path, append(data, '\n'), 0o600)
}
