package ingest

import (
	"bufio"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/gold"
)

// TestMeasureRepairs reads a corpus of scraped articles and reports the number of
// repairs of each kind, with some examples drawn at random (by a fixed seed).
func TestMeasureRepairs(t *testing.T) {
	const perKind = 50
	type change struct{ path, before, old, new, after string }
	count, articles, samples := map[string]int{}, map[string]int{}, map[string][]change{}
	random := rand.New(rand.NewPCG(1, 2))
	for raw, err := range Files(dataFolder(t, "news/articles.jsonl.gz")).Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		a := normalize(decode(raw), false)
		for _, r := range a.Repairs {
			articles[r.Kind]++
			count[r.Kind] += r.Count
			for _, e := range r.Edits {

				c := change{path: a.Path, old: e.Old, new: e.New}
				if e.Field == "" {
					line := lineOf(a.Body, e.Line)
					if e.Column <= len(line) {
						c.before = line[max(0, e.Column-40):e.Column]
						c.after = line[min(len(line), e.Column+len(e.New)):min(len(line), e.Column+len(e.New)+40)]
					}
				} else {
					c.before = e.Field + ": " + a.Title
				}
				if list := samples[r.Kind]; len(list) < perKind {
					samples[r.Kind] = append(list, c)
				} else if i := random.IntN(count[r.Kind]); i < perKind {
					list[i] = c
				}
			}
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(count)) {
		t.Logf("%-14s %6d in %5d articles", kind, count[kind], articles[kind])
		for _, c := range samples[kind] {
			t.Logf("    %s: …%s[%q → %q]%s…", c.path, c.before, c.old, c.new, c.after)
		}
	}
}

// TestMeasureRepairLanguages reports, for sentences of many languages, how many
// undamaged ones are changed, and how many are not mended exactly after each was
// decoded wrongly.
func TestMeasureRepairLanguages(t *testing.T) {
	f, err := gold.Open(dataFolder(t, "languages/europarl.tsv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	type count struct{ all, changed, wrong, unmended int }
	counts := map[string]*count{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		language, s, _ := strings.Cut(lines.Text(), "\t")
		c := counts[language]
		if c == nil {
			c = new(count)
			counts[language] = c
		}
		s = Normalize(s)
		c.all++
		whole := normalize(Article{Body: s}, false)
		if whole.Body != s {
			c.changed++
			t.Logf("%s: %+v", language, whole.Repairs)
		}
		if damaged := wrongly(s); damaged != s {
			c.wrong++
			if normalize(Article{Body: damaged}, false).Body != whole.Body {
				c.unmended++
			}
		}
	}
	for _, language := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%s %+v", language, *counts[language])
	}
}

// lineOf returns a line of s, from 1.
func lineOf(s string, n int) string {
	i := 0
	for line := range strings.SplitSeq(s, "\n") {
		if i++; i == n {
			return line
		}
	}
	return ""
}
