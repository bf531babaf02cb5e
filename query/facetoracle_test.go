package query

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// facetArticle is like randomArticle but sets the fields that facets count.
func facetArticle(r *rand.Rand, id int) ingest.Article {
	a := randomArticle(r, id)
	a.Outlet = pick(r, []string{"", "Herald", "herald", " Herald", "Gazette", fmt.Sprint("o", r.IntN(15))})
	for range r.IntN(4) {
		a.Authors = append(a.Authors, pick(r, []string{"Ann", "ann", "Bob ", "Cleo", "", fmt.Sprint("a", r.IntN(30))}))
	}
	switch r.IntN(20) {
	case 0: // so far away that the gap is not filled
		a.Published = day("1970-01-01").Add(-36 * time.Hour)
	case 1:
		a.Published = time.Date(2025, 2, 28, 23, 30, 0, 0, time.FixedZone("", -5*3600))
	case 2:
		a.Language = "tlh"
	}
	return a
}

// facetOf counts the values of articles one by one.
func facetOf(articles []ingest.Article, f Facet) FacetCount {
	count := FacetCount{By: f.By}
	byValue := map[string]int{}
	for _, a := range articles {
		var values []string
		switch f.By {
		case Outlet:
			values = []string{schema.NameValue(a.Outlet)}
		case Author:
			for _, name := range a.Authors {
				values = append(values, schema.NameValue(name))
			}
		case Language:
			values = []string{analyze.For(a.Language).Code}
		default:
			if layout := map[Dimension]string{Day: "2006-01-02", Month: "2006-01", Year: "2006"}[f.By]; !a.Published.IsZero() {
				values = []string{a.Published.UTC().Format(layout)}
			}
		}
		values = slices.DeleteFunc(values, func(v string) bool { return v == "" })
		slices.Sort(values)
		for _, v := range slices.Compact(values) {
			byValue[v]++
		}
		if len(values) == 0 {
			count.Without++
		}
	}
	for v, n := range byValue {
		count.Values = append(count.Values, ValueCount{v, n})
	}
	slices.SortFunc(count.Values, func(a, b ValueCount) int {
		if f.By.IsDate() {
			return cmp.Compare(a.Value, b.Value)
		}
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	if !f.By.IsDate() {
		if f.Limit < len(count.Values) {
			count.Others = len(count.Values) - f.Limit
			count.Values = count.Values[:f.Limit:f.Limit]
		}
		if len(count.Values) == 0 {
			count.Values = nil
		}
		return count
	}
	return withGaps(count, byValue, f)
}

// withGaps lists the dates of a count one after the other, from the calendar.
func withGaps(count FacetCount, byValue map[string]int, f Facet) FacetCount {
	if len(count.Values) == 0 {
		return count
	}
	layout := time.DateOnly[:len(count.Values[0].Value)]
	at, err := time.Parse(layout, count.Values[0].Value)
	if err != nil {
		panic(err)
	}
	last := count.Values[len(count.Values)-1].Value
	var dates []ValueCount
	for ; at.Format(layout) <= last; at = at.AddDate(b2i(f.By == Year), b2i(f.By == Month), b2i(f.By == Day)) {
		v := at.Format(layout)
		dates = append(dates, ValueCount{v, byValue[v]})
	}
	held := len(count.Values)
	for len(dates) > 0 && (held > f.Limit || dates[0].Count == 0) {
		if dates[0].Count > 0 {
			held--
			count.Others++
		}
		dates = dates[1:]
	}
	if len(dates) > MaxBuckets {
		dates = slices.DeleteFunc(dates, func(v ValueCount) bool { return v.Count == 0 })
	}
	count.Values = dates
	if len(dates) == 0 {
		count.Values = nil
	}
	return count
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestFacets holds that facets have the same counts as a loop over the matches, for
// any query, order and number of hits, in one segment and in many, after updates and
// deletions.
func TestFacets(t *testing.T) {
	for seed := range uint64(rounds(6)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 11))
			byID := map[string]ingest.Article{}
			some := func(n int) (articles []ingest.Article) {
				for range n {
					a := facetArticle(r, r.IntN(90))
					articles = append(articles, a)
					byID[a.ID] = a
				}
				return articles
			}
			x, err := newIndex(t, some(1+r.IntN(80)), seed%2 == 0)
			if err != nil {
				t.Fatal(err)
			}
			defer x.Close()
			for range 4 {
				checkFacets(t, r, x, byID, 40)
				changed := some(1 + r.IntN(15))
				var gone []string
				for range r.IntN(10) {
					gone = append(gone, fmt.Sprintf("a%03d", r.IntN(90)))
				}
				if _, err := x.Update(t.Context(), articleSeq(changed), index.Options{Delete: gone}); err != nil {
					t.Fatal(err)
				}
				for _, id := range gone {
					if !slices.ContainsFunc(changed, func(a ingest.Article) bool { return a.ID == id }) {
						delete(byID, id)
					}
				}
			}
		})
	}
}

func newIndex(t *testing.T, articles []ingest.Article, memory bool) (*index.Index, error) {
	if memory {
		x, _, err := index.Memory(t.Context(), articleSeq(articles), index.Options{})
		return x, err
	}
	path := filepath.Join(t.TempDir(), "i")
	if _, err := index.Build(t.Context(), path, articleSeq(articles), index.Options{}); err != nil {
		return nil, err
	}
	return index.Open(path)
}

func randomFacets(r *rand.Rand) []Facet {
	facets := make([]Facet, 1+r.IntN(4))
	for i := range facets {
		facets[i] = Facet{By: pick(r, Dimensions()), Limit: pick(r, []int{0, 1, 2, 7, 10, 40, 1000, AllValues})}
	}
	return facets
}

// checkFacets compares the facets of random queries with counts over the articles
// that those queries find.
func checkFacets(t *testing.T, r *rand.Rand, x *index.Index, byID map[string]ingest.Article, queries int) {
	t.Helper()
	for range queries {
		q := randomQuery(r, 3)
		feedback := pick(r, []*Feedback{nil, nil, {Articles: 2, Terms: 3, Weight: .7}})
		all, err := Search(t.Context(), x, q, Options{Limit: 1000, IDsOnly: true, Feedback: feedback})
		if err != nil {
			t.Fatal(err)
		}
		var articles []ingest.Article
		for _, h := range all.Hits {
			articles = append(articles, byID[h.ID])
		}
		facets := randomFacets(r)
		o := Options{
			Limit: pick(r, []int{1, 3, 1000}), Copies: r.IntN(2) == 0, IDsOnly: r.IntN(2) == 0,
			Order: pick(r, []Order{ByScore, ByScore, Newest, Oldest, ByTitle}), Facets: facets, Feedback: feedback,
		}
		res, err := Search(t.Context(), x, q, o)
		if err != nil {
			t.Fatal(err)
		}
		if res.Total != len(articles) || len(res.Facets) != len(facets) {
			t.Fatalf("%s: total %d with %d facets, want %d with %d", q, res.Total, len(res.Facets), len(articles), len(facets))
		}
		for i, f := range facets {
			if want := facetOf(articles, f); !reflect.DeepEqual(res.Facets[i], want) {
				t.Fatalf("%s, %+v, %+v:\n got %+v\nwant %+v", q, o, f, res.Facets[i], want)
			}
		}
		// Counting changes nothing of the hits.
		o.Facets = nil
		plain, err := Search(t.Context(), x, q, o)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(plain.Hits, res.Hits) || plain.Total != res.Total {
			t.Fatalf("%s: facets change the hits:\n got %v\nwant %v", q, hitIDs(res.Hits), hitIDs(plain.Hits))
		}
	}
}
