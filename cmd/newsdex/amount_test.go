package main

import (
	"testing"
	"time"
)

func TestAmounts(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{amount(0, "article"), "0 articles"},
		{amount(1, "article"), "1 article"},
		{amount(12_000, "article"), "12,000 articles"},
		{grouped(999), "999"},
		{grouped(1_000), "1,000"},
		{grouped(-1_234_567), "-1,234,567"},
		{size(999), "999 bytes"},
		{size(1_000), "1.0 kB"},
		{size(999_949), "999.9 kB"},
		{size(999_950), "1.0 MB"},
		{size(16 << 20), "16.8 MB"},
		{size(1 << 62), "4.6 EB"},
		{clock(0), "0:00"},
		{clock(61 * time.Second), "1:01"},
		{clock(3661 * time.Second), "1:01:01"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
