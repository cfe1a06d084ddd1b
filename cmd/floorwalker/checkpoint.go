package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"floorwalker/feed/live"
	"floorwalker/metrics"
)

// How often a screen writes its floor down, and how much of the stream a
// restart reads again: the last words of those who wait are not written down.
const (
	keepEvery = 5 * time.Minute
	readAgain = 30 * time.Minute
)

// checkpointKept is how long one is kept that nobody writes any more: what it has
// is too old then to be part of any figure.
const checkpointKept = 37 * 24 * time.Hour

// daysSuffix is added to a checkpoint's name for the folder of what is packed.
const daysSuffix = "-days"

// checkpoints is where the floor of one stream is kept between two starts.
type checkpoints struct {
	file   string // empty: nowhere
	stream string
	days   *live.Segments // what the floor has packed, beside the file; nil: nowhere
	say    func(string)   // where a failure to keep it is told
}

// newCheckpoints names the file after what is read, with which login, and how it is
// written: floors of two servers, or of two people with other rights, do not mix,
// and two versions of the program do not spoil each other's.
func newCheckpoints(servers, stream string) (*checkpoints, error) {
	dir, err := stateDir("checkpoint")
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err != nil {
		return &checkpoints{}, err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q", servers, stream))
	file := filepath.Join(dir, fmt.Sprintf("%x-v%d", sum[:8], metrics.CheckpointVersion))
	return &checkpoints{file: file, stream: stream, days: live.OpenSegments(file + daysSuffix)}, nil
}

// take is the floor as it was written down, if it was under this policy; nil if
// there is none that can be used, and then the history is read.
func (c *checkpoints) take(p *metrics.Policy) (*metrics.Floor, *live.Saved, error) {
	if c.file == "" {
		return nil, nil, nil
	}
	saved, err := live.ReadSaved(c.file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, nil
	case err != nil:
		return nil, nil, err
	case saved.Stream != c.stream:
		return nil, nil, nil
	}
	floor, err := metrics.Restore(p, saved.Facts, c.days)
	if err != nil { // another policy, or an older program: not worth a word
		return nil, nil, nil
	}
	return floor, saved, nil
}

// floor is an empty one for a screen.
func (c *checkpoints) floor(p *metrics.Policy) *metrics.Floor {
	f := screenFloor(p)
	if c.days != nil {
		f.SealInto(c.days)
	}
	return f
}

// close is for when nothing is kept any more.
func (c *checkpoints) close() {
	if c.days != nil {
		_ = c.days.Close() // all that was written is on the disk, or written again
	}
}

// keep writes a checkpoint, and before it what it names.
func (c *checkpoints) keep(s *live.Saved) error {
	s.Stream = c.stream
	if err := c.days.Sync(); err != nil {
		return err
	}
	if err := s.Write(c.file); err != nil {
		return err
	}
	return errors.Join(c.days.Keep(), forgetCheckpoints(filepath.Dir(c.file), time.Now().Add(-checkpointKept)))
}

// forgetCheckpoints removes checkpoints that nobody has written since, with what
// they had packed: of other servers, logins and versions of the program.
func forgetCheckpoints(dir string, since time.Time) error {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		info, lost := e.Info()
		if lost != nil || e.IsDir() || info.ModTime().After(since) {
			continue
		}
		file := filepath.Join(dir, e.Name())
		err = errors.Join(err, os.RemoveAll(file+daysSuffix), os.Remove(file))
	}
	return err
}

// saving keeps the floor from now on.
func (c *checkpoints) saving() live.Saving {
	if c.file == "" {
		return live.Saving{}
	}
	return live.Saving{Every: keepEvery, Again: readAgain, Save: func(s live.Saved) {
		if err := c.keep(&s); err != nil {
			c.say(oneLine(err.Error()))
		}
	}}
}
