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

// cpuOf is the processor time that a process has used; 0 if it is gone.
func cpuOf(pid int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	if len(fields) < 13 {
		return 0
	}
	var used int
	for _, field := range fields[11:13] { // utime, stime
		n, err := strconv.Atoi(string(field))
		if err != nil {
			return 0
		}
		used += n
	}
	return time.Duration(used) * tick
}
