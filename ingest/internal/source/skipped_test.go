package source_test

import (
	"archive/zip"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

func TestFilesSkipped(t *testing.T) {
	dir := fixture.Folder(t, map[string]string{
		"a.txt": "Text.", "b.JPG": "\xff", "c.jpg": "\xff", "d.xyz.gz": fixture.Gzip("x"), "noext": strings.Repeat("\x7fELF\x02\x01", 9),
		"e.zip": fixture.Zip(t, zip.Deflate, fixture.Member{"f.jpg", "\xff"}, fixture.Member{"g.txt", "In the zip."}),
	})
	s := ingest.Files(dir)
	var got []ingest.Skipped
	s.OnSkipped = func(k ingest.Skipped) { got = append(got, k) }
	articles, failures := fixture.Collect(s.Articles(t.Context()))
	want := []ingest.Skipped{{Kind: "", Count: 1, First: filepath.Join(dir, "noext")}, {Kind: ".jpg", Count: 3, First: filepath.Join(dir, "b.JPG")}, {Kind: ".xyz", Count: 1, First: filepath.Join(dir, "d.xyz.gz")}}
	if len(articles) != 2 || failures != nil || !slices.Equal(got, want) {
		t.Errorf("%d articles, %v, skipped %v; want %v", len(articles), failures, got, want)
	}
	_, failures = fixture.Collect(ingest.Files(filepath.Join(dir, "b.JPG")).Articles(t.Context()))
	fixture.CheckFailure[*ingest.InputError](t, "named", failures, `b\.JPG: `)
	articles, failures = fixture.Collect(ingest.Files(filepath.Join(dir, "*")).Articles(t.Context()))
	if len(articles) != 2 || failures != nil {
		t.Errorf("a pattern: %d articles, %v", len(articles), failures)
	}
}
