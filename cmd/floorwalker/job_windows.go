package main

// behindShell is false: there are no jobs to suspend.
func behindShell() bool { return false }
