package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// TestOpenWhileMade checks that commands say of an index that is being made by whom, and
// to wait, and afterwards read it.
func TestOpenWhileMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	commands := [][]string{
		{"search", "-i", path, "ferry"}, {"status", "-i", path}, {"delete", "-i", path, "ferry"}, {"verify", "-i", path},
		{"original", "-i", path, "a"}, {"restore", "-i", path, "a"}, {"reclean", "-i", path}, {"templates", "-i", path},
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	making := func(yield func(ingest.Article, error) bool) {
		for _, args := range commands {
			var stdout, stderr bytes.Buffer
			code := run(t.Context(), args, strings.NewReader(""), &stdout, &stderr)
			said := stderr.String()
			if code != exitFailed || !strings.Contains(said, "is being made by process ") || !strings.Contains(said, " on "+host) || !strings.Contains(said, "wait") || strings.Contains(said, "not completed") {
				t.Errorf("%q ends with %d and says %q", args[0], code, said)
			}
		}
		yield(ingest.Article{ID: "a", Title: "Ferry", Body: "The ferry sails."}, nil)
	}
	if _, err := index.Build(t.Context(), path, making, index.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, args := range commands[:3] {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), args, strings.NewReader(""), &stdout, &stderr); code != exitOK {
			t.Errorf("afterwards %q ends with %d and says %q", args[0], code, &stderr)
		}
	}
}
