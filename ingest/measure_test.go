package ingest

import (
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/gold"
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

// readLabelled reads the labelled texts of lines/.
func readLabelled(t *testing.T) iter.Seq2[LabelledText, error] {
	f, err := gold.Open(dataFolder(t, "lines/docs.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return ReadLabelled(f)
}

// TestMeasureLines cleans labelled texts of many extractors at every level and reports
// the shares of junk removed and of the article lost.
func TestMeasureLines(t *testing.T) {
	scores := map[string]*CleaningScore{}
	for lt, err := range readLabelled(t) {
		if err != nil {
			t.Fatal(err)
		}
		form := "extractors"
		if lt.Extractor == "html-text" || lt.Extractor == "dom_smoothie" {
			form = lt.Extractor
		}
		for l := Careful; l <= Strict; l++ {
			a := clean(Article{Body: lt.Body()}, Options{Level: l}.mustRules(t), l)
			for _, name := range []string{form, fmt.Sprintf("%s, half %d", form, gold.Half(lt.Case)), "each: " + lt.Extractor} {
				name = fmt.Sprintf("%-8v %s", l, name)
				if scores[name] == nil {
					scores[name] = new(CleaningScore)
				}
				scores[name].add(lt, a)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(scores)) {
		t.Logf("%-34s %v", name, scores[name])
	}
	for name, want := range map[string]struct{ removed, lost float64 }{
		"normal   extractors": {.55, .003},
		"normal   html-text":  {.88, .01},
		"careful  extractors": {.35, .001},
		"careful  html-text":  {.35, .002},
	} {
		if s := scores[name]; s == nil || s.Removed() < want.removed || s.Lost() > want.lost {
			t.Errorf("%s: %v, want at least %.2f and at most %.4f", name, s, want.removed, want.lost)
		}
	}
}

func (o Options) mustRules(t *testing.T) []Rule {
	rules, err := o.rules()
	if err != nil {
		t.Fatal(err)
	}
	return rules
}
