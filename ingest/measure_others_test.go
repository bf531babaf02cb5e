package ingest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/gold"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// pieces counts the labelled pieces of pages that are found.
type pieces struct{ found, all int }

func (p *pieces) String() string {
	return fmt.Sprintf("%4d of %4d, %.3f", p.found, p.all, float64(p.found)/float64(p.all))
}

// TestMeasureOthers reads the pages with which go-trafilatura is measured, as HTML and
// as flat text. For both, and for go-trafilatura alone, it reports how many labelled
// pieces of articles, of other text and of comments are kept, and how many titles, days
// and authors are found. It also counts wrong days and authors: a day that differs from
// the label, among pages with a labelled day, and a name that is no labelled one, among
// the names found. The pages are split by site: work that looks at the development half
// is checked on the other.
func TestMeasureOthers(t *testing.T) {
	counts := map[string]*pieces{}
	sites, err := gold.Sites(dataFolder(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	pages, err := gold.AnnotatedPages(t.Context(), sites)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		half := []string{"development", "check"}[gold.Half(gold.SiteOf(p.URL))]
		count := func(what, by string, wanted []string, in string) {
			for _, name := range []string{half, "all"} {
				key := fmt.Sprintf("%-12s %-14s %s", name, what, by)
				c := cmp.Or(counts[key], new(pieces))
				counts[key] = c
				for _, piece := range wanted {
					if c.all++; strings.Contains(plain.NormalizedKey(in), plain.NormalizedKey(piece)) {
						c.found++
					}
				}
			}
		}
		wrong := func(what, by string, is bool) {
			in := ""
			if is {
				in = "wrong"
			}
			count(what, by, []string{"wrong"}, in)
		}
		score := func(by string, a Article) {
			count("article", by, p.With, a.Body)
			count("rest", by, p.Without, a.Body)
			count("comments", by, p.Comments, a.Body)
			if p.Title != "" {
				count("title", by, []string{p.Title}, a.Title)
			}
			if day := a.PublishedString(); p.Date != "" {
				day = day[:min(len(day), len("2006-01-02"))]
				count("day", by, []string{p.Date}, day)
				wrong("day, wrong", by, day != "" && !strings.HasPrefix(p.Date, day))
			}
			count("authors", by, p.Authors, strings.Join(a.Authors, "; "))
			for _, name := range a.Authors {
				if len(p.Authors) > 0 && name != "" {
					wrong("authors, wrong", by, !isOneOf(p.Authors, name))
				}
			}
		}
		text, _ := format.DecodePage([]byte(p.HTML), "")
		doc, err := html.Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		raw := normalize(Article{Body: gold.FlatText(doc), URL: p.URL}, false)
		score("flat text as it is", Article{Body: raw.Body})
		score("flat text", clean(raw, defaultRules, Normal))
		raw, err = pageArticle([]byte(p.HTML), p.URL, "")
		if err == nil {
			raw = clean(normalize(decode(raw), false), defaultRules, Normal)
		}
		score("HTML", raw)
		alone := Article{}
		if r, err := trafilatura.ExtractDocument(doc, trafilatura.Options{EnableFallback: true, ExcludeComments: true}); err == nil {
			alone.Body, alone.Title, alone.Published = r.ContentText, r.Metadata.Title, r.Metadata.Date
			alone.Authors = strings.Split(r.Metadata.Author, "; ")
		}
		score("go-trafilatura", alone)
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%-49s %v", name, counts[name])
	}
}

// isOneOf reports whether a name is one of the labelled names, which may be longer,
// "Ann Lee and Bo Chan", or shorter.
func isOneOf(names []string, name string) bool {
	key := plain.NormalizedKey(name)
	return slices.ContainsFunc(names, func(s string) bool {
		return strings.Contains(plain.NormalizedKey(s), key) || strings.Contains(key, plain.NormalizedKey(s))
	})
}
