package main

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/gold"
	"github.com/newsdex/newsdex/ingest/internal/score"
)

var update = flag.Bool("update", false, "rewrite the expected tables in testdata")

// small is a plan for the made-up data of these tests.
var small = plan{
	everyNews: 3, everyBody: 2, everySecond: 4,
	languageArticles: 2,
	made:             mix{pages: 8, alone: 4, extracts: 6},
	madeByFold:       mix{pages: 3, alone: 2, extracts: 3},
	junkSites:        3, articleSites: 4,
	first:  booster{trees: 12, depth: 3, rate: .3, least: 4, ridge: 2, seed: 1, samples: 500, rows: .8, columns: .6},
	around: booster{trees: 6, depth: 3, rate: .3, least: 4, ridge: 2, seed: 7, samples: 500, rows: .8, columns: .6, byPage: true},
}

// TestTrain trains on small made-up data and compares the tables and the report with those
// in testdata.
func TestTrain(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("other processors round sums of products differently")
	}
	if testing.Short() {
		t.Skip("-short: trains scorers")
	}
	folder, out := madeData(t), t.TempDir()
	var report bytes.Buffer
	if err := train(t.Context(), source{folder, filepath.Join(folder, "news", "articles.jsonl.gz"), madePages}, small, out, &report, io.Discard); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{"report.txt": report.String()}
	for _, name := range tableNames {
		data, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		got[name] = string(data)
	}
	for name, text := range got {
		golden := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(golden, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(golden); err != nil || string(want) != text {
			t.Errorf("%s differs from %s, %v:\n%.2000s", name, golden, err, text)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(out, "*")); len(left) != len(tableNames) {
		t.Errorf("the folder holds %q", left)
	}
	if words, err := score.ReadWordLogOdds(got["words.txt"]); err != nil || len(words) == 0 {
		t.Errorf("the words are not read: %v", err)
	}
	for _, kind := range []string{"normal, html-text", "normal, extractors", "normal, other page", "strict, html-text"} {
		if !strings.Contains(report.String(), kind+" ") {
			t.Errorf("the report has no line of %s", kind)
		}
	}
}

// TestTrainErrors holds that an error names the file, the line and a remedy, and that
// nothing is written then.
func TestTrainErrors(t *testing.T) {
	for _, c := range []struct {
		name, file, content, want string
	}{
		{"no labelled texts", "lines/docs.jsonl.gz", "", `lines.docs\.jsonl\.gz: no such file.*name with -data`},
		{"no sentences", "languages/europarl.tsv.gz", "", `europarl\.tsv\.gz: no such file.*name with -data`},
		{"no pages", "pages/cases.jsonl.gz", "", `cases\.jsonl\.gz: no such file.*name with -data`},
		{"no news", "news/articles.jsonl.gz", "", `articles\.jsonl\.gz`},
		{"a label", "lines/docs.jsonl.gz", "{\"case\":\"a\",\"lines\":[]}\n{\"case\":\"b\",\"lines\":[[\"x\",2]]}\n", `docs\.jsonl\.gz, line 2: .*is no line and its label.*each line is an object`},
		{"a sentence", "languages/europarl.tsv.gz", "en\tA sentence.\nAnother sentence.\n", `europarl\.tsv\.gz, line 2: "Another sentence\." has no tab`},
		{"a case", "pages/cases.jsonl.gz", "{}\n{\n", `cases\.jsonl\.gz, line 2: `},
		{"an article", "news/articles.jsonl.gz", "{\"text\":\"x\"}\n{\"a\":1}\n", `articles\.jsonl.*:2: the object has no text`},
		{"no text", "lines/docs.jsonl.gz", "\n", `docs\.jsonl\.gz: no text is of the development half`},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder, out := madeData(t), t.TempDir()
			file := filepath.Join(folder, filepath.FromSlash(c.file))
			if c.content == "" {
				if err := os.Remove(file); err != nil {
					t.Fatal(err)
				}
			} else {
				writeGzip(t, file, c.content)
			}
			err := train(t.Context(), source{folder, filepath.Join(folder, "news", "articles.jsonl.gz"), noPages}, small, out, io.Discard, io.Discard)
			if err == nil || !regexp.MustCompile(c.want).MatchString(err.Error()) {
				t.Errorf("%v, want %s", err, c.want)
			}
			if left, _ := filepath.Glob(filepath.Join(out, "*")); len(left) > 0 {
				t.Errorf("%q were written", left)
			}
		})
	}
}

// noPages stands for modules without pages.
func noPages(context.Context, map[string]bool) ([]gold.AnnotatedPage, error) { return nil, nil }

// TestRun holds the exit codes and messages of the program.
func TestRun(t *testing.T) {
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name string
		ctx  context.Context
		args []string
		code int
		want string
	}{
		{"help", t.Context(), []string{"-h"}, 0, "Train makes the tables"},
		{"no data", t.Context(), nil, 2, "Usage: go run"},
		{"an argument", t.Context(), []string{"-data", "x", "y"}, 2, "Usage: go run"},
		{"a flag", t.Context(), []string{"-x"}, 2, "not defined: -x"},
		{"no folder to write", t.Context(), []string{"-data", ".", "-o", "no/such"}, 1, "name another with -o"},
		{"no data there", t.Context(), []string{"-data", "no/such", "-o", t.TempDir()}, 1, "train -h says which files"},
		{"interrupted", canceled, []string{"-data", madeData(t), "-o", t.TempDir()}, 1, "train: interrupted, nothing was written"},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(c.ctx, c.args, &stdout, &stderr); code != c.code || !strings.Contains(stderr.String(), c.want) || stdout.Len() > 0 {
			t.Errorf("%s: exit code %d, want %d; %q", c.name, code, c.code, &stderr)
		}
	}
}

// TestModulePages holds that the modules come with pages.
func TestModulePages(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: reads a thousand pages")
	}
	pages, err := modulePages(t.Context(), map[string]bool{})
	if err != nil {
		t.Fatal(err)
	}
	some, err := modulePages(t.Context(), map[string]bool{gold.SiteOf(pages[0].URL): true})
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) < 900 || len(some) >= len(pages) {
		t.Errorf("%d pages, without a site %d", len(pages), len(some))
	}
}
