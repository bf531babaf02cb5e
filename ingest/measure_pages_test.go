package ingest

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/markusmobius/go-trafilatura"

	"github.com/newsdex/newsdex/ingest/internal/gold"
)

// pageCases returns the pages of the benchmark.
func pageCases(t testing.TB) []gold.Page {
	t.Helper()
	cases, err := gold.Pages(dataFolder(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

// A pageScore sums the figures of that benchmark: the means over pages of precision and
// of recall in 4-grams of tokens, and the F1 of the two means.
type pageScore struct{ precision, recall, pages float64 }

var pageToken = regexp.MustCompile(`[\p{L}\p{N}_]+`)

func fourGrams(text string) map[string]int {
	tokens := pageToken.FindAllString(text, -1)
	grams := map[string]int{}
	for i := range max(1, len(tokens)-3) {
		if gram := strings.Join(tokens[i:min(i+4, len(tokens))], " "); gram != "" {
			grams[gram]++
		}
	}
	return grams
}

// add counts one page and returns its precision and recall.
func (s *pageScore) add(want, got string) (precision, recall float64) {
	w, g := fourGrams(want), fourGrams(got)
	var both, ofWant, ofGot float64
	for gram, n := range g {
		ofGot += float64(n)
		both += float64(min(n, w[gram]))
	}
	for _, n := range w {
		ofWant += float64(n)
	}
	if ofGot > 0 {
		precision = both / ofGot
	}
	if ofWant > 0 {
		recall = both / ofWant
	}
	s.precision += precision
	s.recall += recall
	s.pages++
	return precision, recall
}

func (s *pageScore) f1() float64 {
	return 2 * s.precision * s.recall / (s.precision + s.recall) / s.pages
}

// TestMeasurePages reads the pages of a public benchmark and reports how much of their
// articles is found, by newsdex and by go-trafilatura alone.
func TestMeasurePages(t *testing.T) {
	scores := map[string]*pageScore{}
	score := func(name string, c gold.Page, got string) (float64, float64) {
		half := "development"
		if gold.Half(c.ID) == gold.Check {
			half = "check"
		}
		var p, r float64
		for _, key := range []string{name + ", all", name + ", " + half} {
			if scores[key] == nil {
				scores[key] = new(pageScore)
			}
			p, r = scores[key].add(c.Text, got)
		}
		return p, r
	}
	for _, c := range pageCases(t) {
		if result, err := trafilatura.Extract(strings.NewReader(c.HTML), trafilatura.Options{EnableFallback: true, ExcludeComments: true}); err == nil {
			score("go-trafilatura", c, result.ContentText)
		} else {
			score("go-trafilatura", c, "")
		}
		raw, err := pageArticle([]byte(c.HTML), c.URL, "")
		if err != nil {
			t.Logf("%s: %v", c.ID, err)
		}
		score("extracted", c, raw.Body)
		var clean Article
		for a, err := range Read(context.Background(), slice{raw}, Options{}) {
			if err != nil {
				t.Errorf("%s: %v", c.ID, err)
			}
			clean = a
		}
		p, r := score("cleaned", c, clean.Body)
		score("cleaned with deck", c, clean.Deck+"\n"+clean.Body)
		if p < .9 || r < .9 {
			t.Logf("%s precision %.3f recall %.3f %s", c.ID, p, r, c.URL)
		}
	}
	for _, name := range []string{"go-trafilatura", "extracted", "cleaned", "cleaned with deck"} {
		for _, half := range []string{"all", "development", "check"} {
			s := scores[name+", "+half]
			t.Logf("%-18s %-12s %3.0f pages  precision %.4f  recall %.4f  F1 %.4f", name, half, s.pages, s.precision/s.pages, s.recall/s.pages, s.f1())
		}
	}
	if got, alone := scores["cleaned, all"].f1(), scores["go-trafilatura, all"].f1(); got < .97 || got <= alone {
		t.Errorf("F1 is %.4f, of go-trafilatura alone %.4f", got, alone)
	}
}

// BenchmarkPages compares reading and cleaning those pages with go-trafilatura alone,
// once with the options of the scores above and once with its fastest options.
func BenchmarkPages(b *testing.B) {
	cases := pageCases(b)
	size := int64(0)
	for _, c := range cases {
		size += int64(len(c.HTML))
	}
	alone := func(o trafilatura.Options) func(*testing.B) {
		return func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				for _, c := range cases {
					// An error means that no text was found.
					_, _ = trafilatura.Extract(strings.NewReader(c.HTML), o)
				}
			}
		}
	}
	b.Run("newsdex", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			for _, c := range cases {
				raw, err := pageArticle([]byte(c.HTML), c.URL, "")
				if err != nil {
					b.Fatal(err)
				}
				for _, err := range Read(b.Context(), slice{raw}, Options{}) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		}
	})
	b.Run("go-trafilatura", alone(trafilatura.Options{EnableFallback: true, ExcludeComments: true}))
	b.Run("go-trafilatura without dates", alone(trafilatura.Options{EnableFallback: true, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled}))
	b.Run("go-trafilatura without fallback", alone(trafilatura.Options{ExcludeComments: true, HtmlDateMode: trafilatura.Disabled}))
}
