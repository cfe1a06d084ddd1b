package bench

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"
)

// tick is the kernel's unit of processor time (USER_HZ), the same everywhere.
const tick = 10 * time.Millisecond

// Where a process's own time and that of its children that have ended are, in
// what the kernel says of it after its name.
const (
	ownTime   = 11 // utime, stime
	childTime = 13 // cutime, cstime
)

// cpuOf is the processor time that a process has used; 0 if it is gone.
func cpuOf(pid int) time.Duration { return timeOf(pid, ownTime) }

// cpuOfChildren is the processor time of its children that have ended.
func cpuOfChildren(pid int) time.Duration { return timeOf(pid, childTime) }

func timeOf(pid, first int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	if len(fields) < first+2 {
		return 0
	}
	var used int
	for _, field := range fields[first : first+2] {
		n, err := strconv.Atoi(string(field))
		if err != nil {
			return 0
		}
		used += n
	}
	return time.Duration(used) * tick
}
