package ingest

import (
	"archive/zip"
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/format"
)

// checkFailure holds that there is one failure, an InputError that matches the
// pattern want.
func checkFailure(t *testing.T, name string, failures []error, want string) {
	t.Helper()
	var ie *InputError
	if len(failures) != 1 || !errors.As(failures[0], &ie) || !regexp.MustCompile(`/?`+want).MatchString(failures[0].Error()) {
		t.Errorf("%s: failures %q, want one that matches %q", name, failures, want)
	}
}

func TestFilesSkipped(t *testing.T) {
	dir := write(t, map[string]string{
		"a.txt": "Text.", "b.JPG": "\xff", "c.jpg": "\xff", "d.xyz.gz": gzipped("x"), "noext": strings.Repeat("\x7fELF\x02\x01", 9),
		"e.zip": zipped(t, zip.Deflate, member{"f.jpg", "\xff"}, member{"g.txt", "In the zip."}),
	})
	s := Files(dir)
	var got []Skipped
	s.OnSkipped = func(k Skipped) { got = append(got, k) }
	articles, failures := collect(s.Articles(t.Context()))
	want := []Skipped{{"", 1, filepath.Join(dir, "noext")}, {".jpg", 3, filepath.Join(dir, "b.JPG")}, {".xyz", 1, filepath.Join(dir, "d.xyz.gz")}}
	if len(articles) != 2 || failures != nil || !slices.Equal(got, want) {
		t.Errorf("%d articles, %v, skipped %v; want %v", len(articles), failures, got, want)
	}
	_, failures = collect(Files(filepath.Join(dir, "b.JPG")).Articles(t.Context()))
	checkFailure(t, "named", failures, `b\.JPG: `)
	articles, failures = collect(Files(filepath.Join(dir, "*")).Articles(t.Context()))
	if len(articles) != 2 || failures != nil {
		t.Errorf("a pattern: %d articles, %v", len(articles), failures)
	}
}

func TestExtensionOf(t *testing.T) {
	for name, want := range map[string]string{
		"a.TXT": ".txt", "a": "", "c4-train.00000-of-01024.json": ".json", "part.00000": "", "Mr. Smith goes": "", "a.2025-03-04": "", "a.": "", ".x/y.mp3": ".mp3",
	} {
		if got := format.ExtensionOf(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
