package main

import (
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"
)

// A memory is a number of bytes as people write it: 500MB, 2GB.
type memory int64

var memoryUnits = []struct {
	name string
	of   int64
}{
	{"MB", 1e6},
	{"GB", 1e9},
}

const (
	leastMemory = 200e6
	mostMemory  = 1e15
)

// Set reads a number and a unit.
func (m *memory) Set(s string) error {
	for _, u := range memoryUnits {
		number, ok := strings.CutSuffix(s, u.name)
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(number, 64)
		if n *= float64(u.of); err == nil && n >= leastMemory && n <= mostMemory {
			*m = memory(n)
			return nil
		}
	}
	return fmt.Errorf("%q is no memory", s)
}

func (m *memory) Type() string { return "SIZE" }

func (m *memory) String() string {
	unit := memoryUnits[0]
	for _, u := range memoryUnits {
		if int64(*m)%u.of == 0 {
			unit = u
		}
	}
	return strconv.FormatFloat(float64(*m)/float64(unit.of), 'g', -1, 64) + unit.name
}

// heapShare is the share of the memory that the heap may take. The rest is for the program
// itself and for pages of the index' files, which the garbage collector does not see.
const heapShare = .75

// keepWithin makes the garbage collector keep the heap of this process within its share of
// m, and collect less often than by default while there is room, until back is called.
func (m memory) keepWithin() (back func()) {
	limit, percent := debug.SetMemoryLimit(int64(heapShare*float64(m))), debug.SetGCPercent(200)
	return func() {
		debug.SetMemoryLimit(limit)
		debug.SetGCPercent(percent)
	}
}
