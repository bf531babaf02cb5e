package ingest

import (
	"bufio"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// TestMeasureTemplates learns the templates of a corpus and reports them, with the
// share that is known to repeat in a larger corpus. Then it cleans by them and shows a
// hundred of the removed lines, drawn at random.
func TestMeasureTemplates(t *testing.T) {
	src := Files(dataFolder(t, "news/articles.jsonl.gz"))
	var learned Templates
	for a, err := range Read(t.Context(), src, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		learned.Observe(a)
	}
	known := map[string]bool{}
	for _, l := range learned.List() {
		known[l.Outlet+"\t"+string(plain.FoldPhrase(nil, l.Text))] = true
		t.Logf("%-28s %4d of %5d %-8s %.140s", l.Outlet, l.Articles, l.Of, l.Place, l.Text)
	}

	var removed []string
	own := map[string]int{} // by outlet and folded line: articles that have it, found or not
	for a, err := range Read(t.Context(), src, Options{Templates: &learned}) {
		if err != nil {
			t.Fatal(err)
		}
		key, _ := outletOf(&a)
		in := map[string]bool{}
		for _, p := range append(a.Paragraphs(), a.Title) {
			in[string(plain.FoldPhrase(nil, p))] = true
		}
		for _, r := range a.Removed {
			if r.Rule == templateRule {
				removed = append(removed, a.Path+": "+r.Reason+": "+r.Text)
				in[string(plain.FoldPhrase(nil, r.Text))] = true
			}
		}
		for line := range in {
			own[key+"\t"+line]++
		}
	}
	f, err := os.Open(dataFolder(t, "lines/repeated-lines.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	met, often, found := 0, 0, 0
	for s := bufio.NewScanner(f); s.Scan(); {
		c := strings.Split(s.Text(), "\t")
		line := c[1] + "\t" + string(plain.FoldPhrase(nil, Normalize(c[5])))
		if own[line] > 0 {
			met++
		}
		if own[line] >= fewArticles {
			often++
			if known[line] {
				found++
			} else {
				t.Logf("not a template: %d articles, %s: %.100s", own[line], c[1], c[5])
			}
		}
	}
	t.Logf("of the lines that are known to repeat %d are left by the other rules, %d in %d articles or more; %d of these are templates", met, often, fewArticles, found)
	t.Logf("%d templates, %d lines go", len(known), len(removed))
	random := rand.New(rand.NewPCG(3, 4))
	random.Shuffle(len(removed), func(i, j int) { removed[i], removed[j] = removed[j], removed[i] })
	for _, r := range removed[:min(100, len(removed))] {
		t.Logf("   %.230s", r)
	}
}
