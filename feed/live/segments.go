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
// removed. Its methods may be called from any goroutine.
type Segments struct {
	dir string

	mu       sync.Mutex
	files    map[string]*os.File // guarded by mu
	waiting  []segment           // guarded by mu: not written yet, oldest first
	writing  chan struct{}       // guarded by mu: closed when nobody writes any more; nil: nobody does
	trouble  error               // guarded by mu: of the last write
	unsynced []string            // guarded by mu
}

// segment is one that is to be written.
type segment struct {
	name string
	data []byte
}

const (
	// segmentKept is how long a segment stays that no checkpoint names any more.
	segmentKept = 48 * time.Hour

	// segmentsWaiting is how many may be in memory because the disk is slow.
	segmentsWaiting = 4

	segmentSuffix = ".segment"
)

var errSlowDisk = errors.New("the disk has not taken the last segments yet")

// OpenSegments uses the folder, which is made when the first segment is stored.
func OpenSegments(dir string) *Segments {
	return &Segments{dir: dir, files: map[string]*os.File{}}
}

// Store takes a segment, which belongs to the folder from then on. It is written
// beside the work of the floor: a disk that has much to do can hold a write up for
// a second. It is safe from a crash only after Sync. The error is that of an earlier
// write, which is tried again, or says that too many wait.
func (s *Segments) Store(data []byte) (name string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.write()
	if s.trouble != nil {
		return "", s.trouble
	}
	if len(s.waiting) == segmentsWaiting {
		return "", errSlowDisk
	}
	name = nuid.Next()
	s.waiting = append(s.waiting, segment{name, data})
	return name, nil
}

// write has what waits written. Callers hold mu.
func (s *Segments) write() {
	if s.writing != nil || len(s.waiting) == 0 {
		return
	}
	s.writing = make(chan struct{})
	go func() {
		for s.writeOne() {
		}
	}()
}

// writeOne writes the oldest and reports whether there is another to be written.
func (s *Segments) writeOne() bool {
	s.mu.Lock()
	next := s.waiting[0]
	s.mu.Unlock()
	file, err := s.create(next)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.trouble = err; err == nil {
		s.files[next.name] = file
		s.waiting = s.waiting[1:]
		s.unsynced = append(s.unsynced, next.name)
		if len(s.waiting) > 0 {
			return true
		}
	}
	close(s.writing)
	s.writing = nil
	return false
}

func (s *Segments) create(next segment) (*os.File, error) {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(s.path(next.name), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	if _, err := f.Write(next.data); err != nil {
		return nil, errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	return f, nil
}

// Load reads n bytes of a segment from an offset on, fewer at its end.
func (s *Segments) Load(name string, from, n int) ([]byte, error) {
	f, data, err := s.find(name)
	if err != nil {
		return nil, err
	}
	b := make([]byte, n)
	if f == nil {
		return b[:copy(b, data[min(from, len(data)):])], nil
	}
	read, err := f.ReadAt(b, int64(from))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return b[:read], nil
}

func (s *Segments) path(name string) string { return filepath.Join(s.dir, name+segmentSuffix) }

// find is the file of a segment, or the segment if it is not written yet. The file
// stays open: it can be read even if somebody has removed it.
func (s *Segments) find(name string) (*os.File, []byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.files[name]; f != nil {
		return f, nil, nil
	}
	for _, w := range s.waiting {
		if w.name == name {
			return nil, w.data, nil
		}
	}
	if name != filepath.Base(name) {
		return nil, nil, fmt.Errorf("%q is no name of a segment", name)
	}
	f, err := os.Open(s.path(name))
	if err != nil {
		return nil, nil, err
	}
	s.files[name] = f
	return f, nil, nil
}

// Sync makes sure that all segments are on the disk. Afterwards a checkpoint may
// name them.
func (s *Segments) Sync() error {
	s.mu.Lock()
	s.write()
	s.mu.Unlock()
	s.settle()
	s.mu.Lock()
	trouble := s.trouble
	var files []*os.File
	for _, name := range s.unsynced {
		files = append(files, s.files[name])
	}
	s.mu.Unlock()
	if trouble != nil {
		return trouble
	}
	for _, f := range files {
		if err := f.Sync(); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unsynced = s.unsynced[len(files):]
	return nil
}

// settle waits until nobody writes.
func (s *Segments) settle() {
	s.mu.Lock()
	writing := s.writing
	s.mu.Unlock()
	if writing != nil {
		<-writing
	}
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

// Close waits for what is being written and closes the files.
func (s *Segments) Close() error {
	s.settle()
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, f := range s.files {
		errs = append(errs, f.Close())
	}
	clear(s.files)
	return errors.Join(errs...)
}
