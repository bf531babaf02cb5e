package ingest

import (
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// TestReadManyLines checks that an article of too many lines is one clear error.
func TestReadManyLines(t *testing.T) {
	fixture.NotShort(t, "reads texts of 262,144 lines")
	t.Parallel()
	for n, want := range map[int]int{plain.MaxLines - 1: 0, plain.MaxLines: 1} {
		articles, failures := fixture.Collect(Read(t.Context(), slice{{Path: "lines.txt", Body: strings.Repeat("a\n", n) + "b"}}, Options{}))
		if len(failures) != want || len(articles) != 1-want || want == 1 && !strings.Contains(failures[0].Error(), "lines.txt: has more than 262144 lines") {
			t.Errorf("%d lines: %d articles, %v", n+1, len(articles), failures)
		}
	}
}
