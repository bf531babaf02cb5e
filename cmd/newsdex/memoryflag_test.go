package main

import "testing"

func TestMemory(t *testing.T) {
	for s, want := range map[string]memory{"500MB": 500e6, "1GB": 1e9, "1.5GB": 1.5e9, "200MB": 200e6} {
		var m memory
		if err := m.Set(s); err != nil || m != want {
			t.Errorf("%s: %d, %v, want %d", s, m, err, want)
		}
		var again memory
		if err := again.Set(m.String()); err != nil || again != m {
			t.Errorf("%s: %q reads as %d, %v", s, m.String(), again, err)
		}
	}
	for _, s := range []string{"", "MB", "1", "199MB", "-1GB", "NaNGB", "1e30GB", "1 GB", "0GB", "2TB"} {
		var m memory
		if err := m.Set(s); err == nil {
			t.Errorf("%q reads as %d", s, m)
		}
	}
}
