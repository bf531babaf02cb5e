package ingest

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// dataFolder returns the folder of measuring data, or skips the test.
func dataFolder(t testing.TB, file string) string {
	t.Helper()
	dir := os.Getenv("NEWSDEX_DATA")
	if dir == "" {
		t.Skip("NEWSDEX_DATA does not name the folder of measuring data")
	}
	return filepath.Join(dir, file)
}

// TestMeasureNews reads a corpus of scraped articles and reports what each rule
// removed and which articles lost more than 30 % of their text.
func TestMeasureNews(t *testing.T) {
	var r Report
	lost := 0
	for a, err := range r.Watch(Read(t.Context(), Files(dataFolder(t, "news/articles.jsonl.gz")), Options{})) {
		if err != nil {
			t.Errorf("unexpected: %v", err)
			continue
		}
		out := map[string]int{}
		all := 0
		for _, x := range a.Removed {
			out[x.Rule] += len(x.Text)
			all += len(x.Text)
		}
		if original := len(a.Original()); all*10 > original*3 {
			lost++
			t.Logf("%s lost %d of %d bytes: %v", a.Path, all, original, out)
		}
	}
	t.Logf("%d articles, %d exact duplicates, %d errors", r.Articles, r.Duplicates, r.Errors)
	for _, rule := range slices.Sorted(maps.Keys(r.Removals)) {
		t.Logf("%-18s %6d removals %8d bytes", rule, r.Removals[rule], r.Removed[rule])
	}
	if lost > r.Articles/1000 {
		t.Errorf("%d articles lost more than 30 %% of their text", lost)
	}
}

// TestMeasureLines cleans labelled texts of many extractors and reports how much
// of the junk goes and how much of the article with it. A line of the article
// is lost if it goes and no copy of it stays.
func TestMeasureLines(t *testing.T) {
	f, err := os.Open(dataFolder(t, "lines/docs.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	type count struct{ junk, junkGone, article, lost, strict int }
	counts := map[string]*count{}
	lines := bufio.NewScanner(zr)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var doc struct {
			Case, Extractor string
			Lines           [][2]any
		}
		if err := json.Unmarshal(lines.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		var body []string
		for _, l := range doc.Lines {
			body = append(body, oneLine(fmt.Sprint(l[0])))
		}
		a := clean(Article{Body: strings.Join(body, "\n")}, defaultRules, Normal)
		gone := make([]int, len(body)+1)
		for _, r := range a.Removed {
			gone[r.Line] += len(r.Text)
		}
		stays := map[string]bool{}
		for i, s := range body {
			if gone[i+1]*2 <= len(s) {
				stays[s] = true
			}
		}
		split := fnv.New32a()
		split.Write([]byte(doc.Case))
		form := "extractors"
		if strings.HasPrefix(doc.Extractor, "html-text") || strings.HasPrefix(doc.Extractor, "dom_smoothie") {
			form = "whole pages (" + doc.Extractor + ")"
		}
		for _, name := range []string{form, fmt.Sprintf("%s, half %d", form, split.Sum32()%2), "each: " + doc.Extractor} {
			c := counts[name]
			if c == nil {
				c = new(count)
				counts[name] = c
			}
			for i, s := range body {
				if s == "" || doc.Lines[i][1] == nil {
					continue
				}
				out := gone[i+1]*2 > len(s)
				if doc.Lines[i][1] == 1.0 {
					c.article++
					if out {
						c.strict++
					}
					if out && !stays[s] {
						c.lost++
					}
				} else {
					c.junk++
					if out {
						c.junkGone++
					}
				}
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		c := counts[name]
		t.Logf("%-34s junk gone %5d of %5d %5.1f %%   article lost %4d of %5d %.2f %% (with copies %.2f %%)",
			name, c.junkGone, c.junk, pct(c.junkGone, c.junk), c.lost, c.article, pct(c.lost, c.article), pct(c.strict, c.article))
	}
	if c := counts["extractors"]; c == nil || pct(c.lost, c.article) > .3 || pct(c.junkGone, c.junk) < 25 {
		t.Errorf("of extractors' texts: %+v", c)
	}
}

func pct(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
