package bench

import "time"

var started = time.Now()

// cpuTime is the time that has passed: what this process used of it is not known
// here.
func cpuTime() time.Duration { return time.Since(started) }
