package terminal

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// An Age is a duration as people write it: 12h, 30d, 2w, 1y. It is the value of a
// flag.
type Age time.Duration

// ageUnits are the units of an age, the shortest first.
var ageUnits = []struct {
	name string
	of   time.Duration
}{
	{"h", time.Hour},
	{"d", 24 * time.Hour},
	{"w", 7 * 24 * time.Hour},
	{"y", 365 * 24 * time.Hour},
}

// Set reads a number and a unit; 0 needs none. An age is at most 200 years.
func (a *Age) Set(s string) error {
	for _, u := range ageUnits {
		number, ok := strings.CutSuffix(s, u.name)
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(number, 64)
		if err != nil || !(n > 0) || n*u.of.Hours() > 24*365*200 {
			break
		}
		*a = Age(n * float64(u.of))
		return nil
	}
	if s == "0" {
		*a = 0
		return nil
	}
	return fmt.Errorf("%q is no age", s)
}

// Type names the value in the help.
func (a *Age) Type() string { return "AGE" }

// String returns the age in its longest whole unit, "" for 0.
func (a *Age) String() string {
	d := time.Duration(*a)
	if d == 0 {
		return ""
	}
	unit := ageUnits[0]
	for _, u := range ageUnits[1:] {
		if d%u.of == 0 {
			unit = u
		}
	}
	return strconv.FormatFloat(d.Hours()/unit.of.Hours(), 'g', -1, 64) + unit.name
}
