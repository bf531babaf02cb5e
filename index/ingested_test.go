package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest"
)

// ingestedFolder writes two small folders of files, and returns their names: some texts
// are of one page, some articles have one ID, and some have an outlet's line.
func ingestedFolder(t *testing.T) (dir string, sources []string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	line := func(url, date, text string) string {
		b, err := json.Marshal(map[string]string{"title": "Of the pier", "url": url, "date": date, "text": text, "outlet": "The Harbour"})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	var pages []string
	for i := range 11 {
		pages = append(pages, line(fmt.Sprintf("https://harbour.example/p/%d", i), "2025-02-03",
			fmt.Sprintf("Ship number%c was seen on Monday.\nNobody knows where ship number%c goes.\nThe Harbour stands here every week.", 'a'+i, 'a'+i)))
	}
	texts := []string{
		line("https://harbour.example/live", "2025-02-01", "The storm begins, and the harbour waits for it to come."),
		line("https://harbour.example/live", "2025-02-02", "The storm begins, and the harbour waits for its end to come."),
		line("https://harbour.example/live", "2025-02-04", "The storm has ended, and the harbour waits no more for it."),
	}
	for name, text := range map[string]string{
		"a/1.txt":       "A story\n\nThe council spoke of the pier for hours.",
		"a/2.txt":       "Another story\n\nThe mayor spoke of the port for hours.",
		"b/1.txt":       "A third story\n\nThe pilots spoke of the tide for hours.",
		"b/in/2.txt":    "A fourth story\n\nThe sailors spoke of the sea for hours.",
		"a/pages.jsonl": strings.Join(append(pages, texts[0]), "\n"),
		"b/texts.jsonl": strings.Join(texts[1:], "\n"),
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return dir, []string{filepath.Join(dir, "a"), filepath.Join(dir, "b")}
}

// mustIngest brings an index up to date with folders.
func mustIngest(t *testing.T, path string, o IngestOptions, sources ...string) {
	t.Helper()
	x, _, err := Ingest(ctx, path, ingest.Files(sources...), o)
	if err == nil {
		err = x.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// described describes all entries, sources and templates of an index.
func described(t *testing.T, path string) string {
	t.Helper()
	x, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	return describedIndex(t, x)
}

func describedIndex(t *testing.T, x *Index) string {
	t.Helper()
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var lines []string
	for _, seg := range s.gen.view.Entries() {
		for it := seg.All().Iterator(); it.HasNext(); {
			rec, err := seg.Record(it.Next())
			if err != nil {
				t.Fatal(err)
			}
			origin, err := s.original(rec)
			if err != nil {
				t.Fatal(err)
			}
			rec.Original = 0
			line, err := json.Marshal([]any{rec.Key(), rec, origin})
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, string(line))
		}
	}
	slices.Sort(lines)
	for _, source := range s.Sources() {
		source.Files = 0 // what is not known of them is read again
		lines = append(lines, fmt.Sprintf("%+v", source))
	}
	templates, err := x.Templates()
	if err != nil {
		t.Fatal(err)
	}
	line, err := json.Marshal(templates)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(append(lines, string(line), fmt.Sprintf("%+v", s.Totals())), "\n")
}

// differing returns the lines that only one of two descriptions has.
func differing(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	var lines []string
	for _, line := range a {
		if !slices.Contains(b, line) {
			lines = append(lines, "- "+line)
		}
	}
	for _, line := range b {
		if !slices.Contains(a, line) {
			lines = append(lines, "+ "+line)
		}
	}
	return strings.Join(lines[:min(len(lines), 8)], "\n")
}
