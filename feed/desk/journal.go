package desk

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// Journal keeps the commands of one desk in a file, so that a crash hides none:
// what was asked and not answered is known at the next start, and so are the
// records of commands that the audit stream has yet to get. It is written by
// one process at a time. Its methods are for one goroutine.
type Journal struct {
	path string
	file *os.File
	lock *os.File
	journalContent
}

// journalMemory is how old an unresolved command may be to be told about. A
// record waits for as long as the server would know that it has it already.
const (
	journalMemory = 12 * time.Hour
	recordMemory  = feed.AuditMemory
)

// OpenJournal opens or creates the journal at path, which only its owner can
// read. What was settled or is older than 12 hours is dropped from it, a record
// after feed.AuditMemory. It fails if another process has it open.
func OpenJournal(path string) (*Journal, error) {
	lock, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, journalError("open", path, err)
	}
	if err := lockFile(lock); err != nil {
		return nil, errors.Join(journalError("lock", path, err), lock.Close())
	}
	j := &Journal{path: path}
	if err := j.recover(); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	j.lock = lock
	return j, nil
}

func journalError(verb, path string, err error) error {
	return fmt.Errorf("%s the journal of commands %s: %w", verb, path, err)
}

// recover reads what is there and writes anew what of it still matters.
func (j *Journal) recover() error {
	old, err := os.Open(j.path)
	switch {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return journalError("open", j.path, err)
	default:
		j.journalContent, err = readJournal(old, time.Now())
		if err = errors.Join(err, old.Close()); err != nil {
			return journalError("read", j.path, err)
		}
	}
	next := j.path + ".new"
	if j.file, err = os.OpenFile(next, os.O_CREATE|os.O_TRUNC|os.O_WRONLY|os.O_APPEND, 0o600); err != nil {
		return journalError("write", j.path, err)
	}
	err = j.Asked(j.unresolved)
	for _, o := range j.owed {
		err = errors.Join(err, j.owe(o))
	}
	if err == nil {
		err = j.file.Sync()
	}
	if err == nil {
		err = os.Rename(next, j.path)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(j.path))
	}
	if err != nil {
		return errors.Join(journalError("write", j.path, err), j.file.Close())
	}
	return nil
}

// Unresolved are the commands of earlier runs without an answer, oldest first.
func (j *Journal) Unresolved() []metrics.Command { return j.unresolved }

// Open reports whether earlier runs have left a command without an answer, or a
// record that the audit stream is not known to have.
func (j *Journal) Open() bool { return len(j.unresolved)+len(j.owed) > 0 }

// Damaged is how many lines could not be read at the opening. One is what a
// crash in the middle of a write leaves.
func (j *Journal) Damaged() int { return j.damaged }

// Asked writes commands that are about to be sent, and returns when they are
// on the disk.
func (j *Journal) Asked(commands []metrics.Command) error {
	if len(commands) == 0 {
		return nil
	}
	var lines []byte
	for _, c := range commands {
		line, err := encodeEntry(askedEntry(c))
		if err != nil {
			return err
		}
		lines = append(lines, line...)
	}
	if _, err := j.file.Write(lines); err != nil {
		return journalError("write", j.path, err)
	}
	if err := j.file.Sync(); err != nil {
		return journalError("write", j.path, err)
	}
	return nil
}

// Settled writes that the answer to a command is known. It does not wait for
// the disk: what is lost is told once more.
func (j *Journal) Settled(id string) error { return j.note(journalEntry{Settled: id}) }

// owe writes that the audit stream has to get a record.
func (j *Journal) owe(o owedRecord) error { return j.note(journalEntry{Owed: &o}) }

// recorded writes that it has the record, or never will.
func (j *Journal) recorded(key string) error { return j.note(journalEntry{Recorded: key}) }

// note writes a line without waiting for the disk.
func (j *Journal) note(e journalEntry) error {
	line, err := encodeEntry(e)
	if err == nil {
		_, err = j.file.Write(line)
	}
	if err != nil {
		return journalError("write", j.path, err)
	}
	return nil
}

// Close ends the journal. What was asked and not settled stays in it.
func (j *Journal) Close() error {
	return errors.Join(j.file.Close(), j.lock.Close())
}
