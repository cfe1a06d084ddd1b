package live

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/nats-io/nuid"
)

// Segments keeps what a floor has packed in files of a folder, readable by their
// owner alone. Floors that were restored from one checkpoint may share a folder:
// a segment is never changed, and one that nobody has named for some days is
// removed.
type Segments struct {
	dir string

	mu       sync.Mutex
	files    map[string]*os.File // guarded by mu
	unsynced []string            // guarded by mu
}

// segmentKept is how long a segment stays that no checkpoint names any more.
const segmentKept = 48 * time.Hour

const segmentSuffix = ".segment"

// OpenSegments uses the folder, which is made when the first segment is stored.
func OpenSegments(dir string) *Segments {
	return &Segments{dir: dir, files: map[string]*os.File{}}
}

// Store writes a segment. It is safe from a crash only after Sync: writing to a
// disk takes longer than the floor may stand still.
func (s *Segments) Store(segment []byte) (name string, err error) {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return "", err
	}
	name = nuid.Next()
	f, err := os.OpenFile(s.path(name), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	if _, err := f.Write(segment); err != nil {
		return "", errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[name] = f
	s.unsynced = append(s.unsynced, name)
	return name, nil
}

// Load reads n bytes of a segment from an offset on, fewer at its end.
func (s *Segments) Load(name string, from, n int) ([]byte, error) {
	f, err := s.file(name)
	if err != nil {
		return nil, err
	}
	b := make([]byte, n)
	read, err := f.ReadAt(b, int64(from))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return b[:read], nil
}

func (s *Segments) path(name string) string { return filepath.Join(s.dir, name+segmentSuffix) }

// file stays open: it can be read even if somebody has removed it.
func (s *Segments) file(name string) (*os.File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.files[name]; f != nil {
		return f, nil
	}
	if name != filepath.Base(name) {
		return nil, fmt.Errorf("%q is no name of a segment", name)
	}
	f, err := os.Open(s.path(name))
	if err != nil {
		return nil, err
	}
	s.files[name] = f
	return f, nil
}

// Sync makes sure that all segments are on the disk. Afterwards a checkpoint may
// name them.
func (s *Segments) Sync() error {
	s.mu.Lock()
	names := s.unsynced
	s.unsynced = nil
	var files []*os.File
	for _, name := range names {
		files = append(files, s.files[name])
	}
	s.mu.Unlock()
	for i, f := range files {
		if err := f.Sync(); err != nil {
			s.mu.Lock()
			s.unsynced = append(s.unsynced, names[i:]...)
			s.mu.Unlock()
			return err
		}
	}
	return nil
}

// Keep notes that this program still needs the segments it has opened, and
// removes those that nobody has needed for a while.
func (s *Segments) Keep() error {
	s.mu.Lock()
	names := make([]string, 0, len(s.files))
	for name := range s.files {
		names = append(names, name)
	}
	s.mu.Unlock()
	now := time.Now()
	for _, name := range names {
		if err := os.Chtimes(s.path(name), now, now); err != nil {
			return err
		}
	}
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && filepath.Ext(e.Name()) == segmentSuffix && now.Sub(info.ModTime()) > segmentKept {
			err = os.Remove(filepath.Join(s.dir, e.Name()))
		}
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Close closes the files.
func (s *Segments) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, f := range s.files {
		errs = append(errs, f.Close())
	}
	clear(s.files)
	return errors.Join(errs...)
}
