package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"floorwalker/feed/desk"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// maxJournals is how many screens of one supervisor on one server keep a
// journal at a time.
const maxJournals = 4

// openJournal opens a journal of who's commands to the server that servers
// name. Two screens cannot share one; of those that are free the first with
// something to settle is taken.
func openJournal(who metrics.Text, servers string) (*desk.Journal, error) {
	dir, err := stateDir("journal")
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q", who, servers))
	base := filepath.Join(dir, hex.EncodeToString(sum[:8]))
	var free []*desk.Journal
	var failures error
	for i := range maxJournals {
		j, err := desk.OpenJournal(fmt.Sprintf("%s-%d", base, i+1))
		if err != nil {
			failures = errors.Join(failures, err)
			continue
		}
		free = append(free, j)
	}
	if len(free) == 0 {
		return nil, failures
	}
	return keepOne(free)
}

// keepOne closes all but the first journal with something to settle, or the
// first.
func keepOne(free []*desk.Journal) (*desk.Journal, error) {
	kept := 0
	for i, j := range free {
		if j.Open() {
			kept = i
			break
		}
	}
	var err error
	for i, j := range free {
		if i != kept {
			err = errors.Join(err, j.Close())
		}
	}
	return free[kept], err
}

// journalWords say that commands go out without being written down first, and
// why.
var journalWords = map[tui.Lang]string{
	tui.English: "a crash would forget own commands: %s",
	tui.Chinese: "若程序崩溃,自己发出的指令会丢失记录:%s",
}

// journalTrouble is an error of the journal in the words of people.
func journalTrouble(lang tui.Lang, err error) string {
	return fmt.Sprintf(journalWords[lang], oneLine(err.Error()))
}
