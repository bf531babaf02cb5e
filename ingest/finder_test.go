package ingest

import (
	"strings"
	"testing"
)

// TestCallWords checks that each word of calls to action is found wherever it stands.
func TestCallWords(t *testing.T) {
	for _, w := range callWords().Words {
		for n := range 12 {
			if s := strings.Repeat("t", n) + w; !callWords().In(s) || !callWords().In(s+"x") || callWords().In(s[:len(s)-1]) && !containsAny(s[:len(s)-1], callWords().Words) {
				t.Errorf("%q is not found in %q", w, s)
			}
		}
	}
}
