package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"floorwalker/metrics/alarm"
)

// checkState is what checks remember between runs: a file, locked by the run
// that has it.
type checkState struct {
	path   string
	lock   *os.File
	states map[string]alarm.State // by expression
	note   string                 // what was wrong with the file; empty: nothing
}

// checkStateVersion is of the file's form.
const checkStateVersion = 1

type checkStateJSON struct {
	Version int                    `json:"version"`
	Rules   map[string]alarm.State `json:"rules"`
}

var errLocked = errors.New("locked")

// lockCheckState opens the state at path for this run alone: errLocked if
// another has it. A file that cannot be understood is begun anew, and noted: a
// power cut must not silence a check for good.
func lockCheckState(path string) (*checkState, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("state of the check: %w", err)
	}
	lock, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("state of the check: %w", err)
	}
	if err := lockFile(lock); err != nil {
		_ = lock.Close() // nothing was written
		if errors.Is(err, errLocked) {
			return nil, errLocked
		}
		return nil, fmt.Errorf("lock %s: %w", lock.Name(), err)
	}
	s := &checkState{path: path, lock: lock, states: map[string]alarm.State{}}
	if err := s.read(); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *checkState) read() error {
	data, err := os.ReadFile(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var kept checkStateJSON
	switch err := json.Unmarshal(data, &kept); {
	case err != nil:
		s.note = "the state file was damaged and is begun anew"
	case kept.Version != checkStateVersion:
		s.note = fmt.Sprintf("the state file is of version %d and is begun anew", kept.Version)
	case kept.Rules != nil:
		s.states = kept.Rules
	}
	return nil
}

// write replaces the file.
func (s *checkState) write() error {
	data, err := json.Marshal(checkStateJSON{checkStateVersion, s.states})
	if err != nil {
		return err
	}
	return replaceFile(s.path, append(data, '\n'), 0o600)
}

// close gives the state to the next run.
func (s *checkState) close() { _ = s.lock.Close() } // the lock goes with it

// statePath is the file of --state, or one of its own for these rules and
// where they are asked.
func (f *checkFlags) statePath(rules []rule) (string, error) {
	if f.state != "" {
		return f.state, nil
	}
	dir, err := stateDir("check")
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, part := range []string{f.getenv("NATS_URL"), f.server, f.getenv("NATS_CONTEXT"), f.context, f.file, f.at, f.until} {
		fmt.Fprintf(h, "%q\n", part)
	}
	for _, r := range rules {
		fmt.Fprintf(h, "%q %t\n", r.Text, r.critical)
	}
	return filepath.Join(dir, hex.EncodeToString(h.Sum(nil))[:16]+".json"), nil
}
