package terminal

import (
	"testing"
	"time"
)

func TestAmounts(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Amount(0, "article"), "0 articles"},
		{Amount(1, "article"), "1 article"},
		{Amount(12_000, "article"), "12,000 articles"},
		{Grouped(999), "999"},
		{Grouped(1_000), "1,000"},
		{Grouped(-1_234_567), "-1,234,567"},
		{Size(999), "999 bytes"},
		{Size(1_000), "1.0 kB"},
		{Size(999_949), "999.9 kB"},
		{Size(999_950), "1.0 MB"},
		{Size(16 << 20), "16.8 MB"},
		{Size(1 << 62), "4.6 EB"},
		{Clock(0), "0:00"},
		{Clock(61 * time.Second), "1:01"},
		{Clock(3661 * time.Second), "1:01:01"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
