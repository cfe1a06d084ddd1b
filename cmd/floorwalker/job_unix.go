//go:build unix

package main

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// behindShell reports whether somebody could resume this process if it were
// suspended: a parent of its process group that is in the same session, as a
// shell with job control is. Under a forced command of sshd there is none; the
// kernel then ignores the wish to stop, and a screen would wait for ever to be
// told to go on.
func behindShell() bool {
	session, err := unix.Getsid(0)
	if err != nil {
		return false
	}
	group := syscall.Getpgrp()
	for p := os.Getppid(); p > 1; p = parentOf(p) {
		if other, err := unix.Getsid(p); err != nil || other != session {
			return false
		}
		if other, err := unix.Getpgid(p); err != nil || other != group {
			return err == nil
		}
	}
	return false
}
