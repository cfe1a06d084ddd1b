//go:build !linux

package bench

import "time"

// cpuOf is not known here.
func cpuOf(int) time.Duration { return 0 }

// cpuOfChildren is not known here.
func cpuOfChildren(int) time.Duration { return 0 }
