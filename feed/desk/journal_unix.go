//go:build unix

package desk

import (
	"errors"
	"os"
	"syscall"

	"floorwalker/feed"
)

// lockFile keeps other processes out until f is closed, by whatever.
func lockFile(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return feed.WithHint(errors.New("another process has it open"), "each running screen needs a journal of its own")
	}
	return err
}

// syncFolder makes a rename in a folder last.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
