package terminal

import (
	"testing"
	"time"
)

func TestAge(t *testing.T) {
	day := 24 * time.Hour
	for s, want := range map[string]time.Duration{
		"12h": 12 * time.Hour, "30d": 30 * day, "2w": 14 * day, "1y": 365 * day, "1.5d": 36 * time.Hour, "0": 0,
	} {
		var a Age
		if err := a.Set(s); err != nil || time.Duration(a) != want {
			t.Errorf("%s: %v, %v, want %v", s, time.Duration(a), err, want)
		}
		var again Age
		if err := again.Set(a.String()); err != nil && a != 0 || again != a {
			t.Errorf("%s: %q reads as %v, %v", s, a.String(), again, err)
		}
	}
	for _, s := range []string{"", "30", "d", "-1d", "0d", "NaNd", "1000y", "30 days", "1e300d"} {
		var a Age
		if err := a.Set(s); err == nil {
			t.Errorf("%q reads as %v", s, time.Duration(a))
		}
	}
}
