package index

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/ingest"
)

// TestResumeSources checks that a run of folders which was stopped, and is continued, ends
// like one that was not: for a file that has lost articles since, for one that is read
// with other options, and for a source that gets another name or becomes a part of
// another while some of its files are away.
func TestResumeSources(t *testing.T) {
	for _, tt := range []struct {
		name   string
		o      IngestOptions
		first  []string // folders of the first run
		second []string
	}{
		{"shorter file", IngestOptions{}, []string{"out/a"}, []string{"out/a"}},
		{"other options", IngestOptions{Reread: true, NoTemplates: true, Read: ingest.Options{Level: ingest.Careful}}, []string{"out/a"}, []string{"out/a"}},
		{"renamed", IngestOptions{SourceName: "ours"}, []string{"out/a"}, []string{"out/a"}},
		{"taken in", IngestOptions{}, []string{"out/a", "out/b"}, []string{"out"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			write := func(name, text string) {
				name = filepath.Join(dir, filepath.FromSlash(name))
				if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
					t.Fatal(err)
				}
			}
			places := func(names []string) (all []string) {
				for _, name := range names {
					all = append(all, filepath.Join(dir, filepath.FromSlash(name)))
				}
				return all
			}
			var lines []string
			for i := range 6 {
				url := ""
				if i%2 == 0 {
					url = fmt.Sprintf(`"url":"https://pier.example/%d",`, i)
				}
				lines = append(lines, fmt.Sprintf(`{%s"title":"Record %d","text":"Share this article on Facebook\nThe council spoke of pier number %d."}`, url, i, i))
			}
			write("out/a/1.jsonl", strings.Join(lines, "\n"))
			write("out/a/away.txt", "A story\n\nThe pilots spoke of the tide for hours.")
			write("out/b/away.txt", "Another story\n\nThe sailors spoke of the sea for hours.")
			path, whole := filepath.Join(dir, "i"), filepath.Join(dir, "whole")
			o := tt.o
			o.Functions = "none"
			mustIngest(t, path, IngestOptions{Functions: "none"}, places(tt.first)...)
			write("out/a/1.jsonl", strings.Join(lines[:4], "\n"))
			for i := range 30 {
				write(fmt.Sprintf("out/a/2/%02d.txt", i), fmt.Sprintf("Story number %d\n\nThe mayor spoke of port number %d.", i, i))
			}
			for _, folder := range []string{"a", "b"} {
				if err := os.Remove(filepath.Join(dir, "out", folder, "away.txt")); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.CopyFS(whole, os.DirFS(path)); err != nil {
				t.Fatal(err)
			}
			mustIngest(t, whole, o, places(tt.second)...)

			stop, cancel := context.WithCancel(ctx)
			defer cancel()
			o.Resume, o.Checkpoint = "test", time.Nanosecond
			o.Watch = func(articles iter.Seq2[ingest.Article, error]) iter.Seq2[ingest.Article, error] {
				return func(yield func(ingest.Article, error) bool) {
					n := 0
					for a, err := range articles {
						if n++; n == 20 {
							cancel()
						}
						if !yield(a, err) {
							return
						}
					}
				}
			}
			if _, _, err := Ingest(stop, path, ingest.Files(places(tt.second)...), o); !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			resumed := false
			o.Watch, o.OnResume = nil, func(int) { resumed = true }
			mustIngest(t, path, o, places(tt.second)...)
			if !resumed {
				t.Error("it did not go on")
			}
			mustVerify(t, path, mustOpenCount(t, whole))
			if want, got := described(t, whole), described(t, path); got != want {
				t.Errorf("a run that was stopped ends in another index:\n%s", differing(want, got))
			}
		})
	}
}

func mustOpenCount(t *testing.T, path string) int {
	t.Helper()
	s, err := mustOpen(t, path).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return s.Count()
}
