package query

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// cpuTime returns the time that the processor has spent on this process.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// memoryOf returns a line of the status of this process, in bytes; 0 if it has
// none.
func memoryOf(line string) int64 {
	b, _ := os.ReadFile("/proc/self/status")
	for l := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(l, line+":"); ok {
			var kb int64
			fmt.Sscanf(rest, "%d kB", &kb)
			return kb << 10
		}
	}
	return 0
}
