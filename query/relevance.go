package query

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query/internal/show"
)

// A relevantTerm is a term of the index in one language. The weights of those
// that feedback adds have the sum 1.
type relevantTerm struct {
	lang, term string
	weight     float64
}

// feedbackBytes is how much of an article's text feedback looks at: an article is
// about what it begins with.
const feedbackBytes = 64 << 10

// feedbackChoice is how many of the most frequent terms are looked up for each
// that is chosen.
const feedbackChoice = 5

// relevance returns the terms that stand out in the best articles of the search:
// at most f.Terms, the weightiest first.
//
// The relevance model gives a term the weight Σ P(w|d)·P(d), where P(w|d) is the
// part that it has of the positions of an article and P(d) the part that the
// article has of the scores. Those that stand in one of the articles only are
// none of the topic's; stop words and plain numbers stand everywhere. Of the
// others those are chosen whose weight times idf is highest: a search adds the
// idf to the score by itself, but common words would take the places.
func (s *localSearch) relevance(ctx context.Context, f Feedback) ([]relevantTerm, error) {
	articles, err := s.bestArticles(ctx, f.Articles)
	if err != nil {
		return nil, err
	}
	terms, err := modelOf(ctx, articles)
	if err != nil {
		return nil, err
	}
	heaviest := func(a, b relevantTerm) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term), cmp.Compare(a.lang, b.lang))
	}
	slices.SortFunc(terms, heaviest)
	terms = terms[:min(len(terms), feedbackChoice*f.Terms)]
	telling := make(map[relevantTerm]float64, len(terms))
	for _, t := range terms {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n, err := s.holding(t.lang, t.term)
		if err != nil {
			return nil, err
		}
		telling[t] = t.weight * s.IDF(n)
	}
	slices.SortStableFunc(terms, func(a, b relevantTerm) int { return cmp.Compare(telling[b], telling[a]) })
	terms = terms[:min(len(terms), f.Terms)]
	slices.SortFunc(terms, heaviest)
	sum := 0.0
	for _, t := range terms {
		sum += t.weight
	}
	for i := range terms {
		terms[i].weight /= sum
	}
	return terms, nil
}

// bestArticles returns up to n of the articles that match with the highest scores above
// 0, each text once.
func (s *localSearch) bestArticles(ctx context.Context, n int) ([]kept, error) {
	// Copies are few; if there are many, fewer articles do.
	ranked, _, err := s.Best(ctx, 2*n)
	if err != nil {
		return nil, err
	}
	articles, err := fold(ctx, s.segments, ranked, n, false)
	return slices.DeleteFunc(articles, func(k kept) bool { return k.Score <= 0 }), err
}

// holding returns the number of articles that hold a term in the text field that
// most hold it in.
func (s *localSearch) holding(lang, term string) (int, error) {
	most := 0
	for f := range schema.TextFields {
		n := 0
		for _, seg := range s.segments {
			docs, err := seg.Docs(schema.TextField(f).In(lang), term)
			if err != nil {
				return 0, err
			}
			n += int(docs.GetCardinality())
		}
		most = max(most, n)
	}
	return most, nil
}

// modelOf returns the relevance model of articles, in no order: the terms of at
// least two of them, or of the only one.
func modelOf(ctx context.Context, articles []kept) ([]relevantTerm, error) {
	type key struct{ lang, term string }
	type entry struct {
		weight   float64
		articles int
	}
	total := 0.0
	for _, k := range articles {
		total += k.Score
	}
	model := make(map[key]entry)
	for i := range articles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		a := &articles[i].article
		lang := analyze.For(a.Language)
		counts, length := termCounts(a, lang)
		for term, n := range counts {
			e := model[key{lang.Code, term}]
			e.weight += articles[i].Score / total * float64(n) / float64(length)
			e.articles++
			model[key{lang.Code, term}] = e
		}
	}
	var terms []relevantTerm
	for k, e := range model {
		if e.articles >= min(2, len(articles)) {
			terms = append(terms, relevantTerm{k.lang, k.term, e.weight})
		}
	}
	return terms, nil
}

// termCounts counts the terms of an article that say what it is about, and all
// its positions. Of the alternatives for a place the first counts, which is the
// most specific one.
func termCounts(a *ingest.Article, lang analyze.Language) (counts map[string]int, length int) {
	counts = make(map[string]int)
	for _, text := range []string{a.Title, a.Deck, a.Body} {
		if len(text) > feedbackBytes {
			text = text[:show.BreakBefore(text, 0, feedbackBytes)]
		}
		next := 1
		for t := range lang.Tokens(text) {
			if t.Position < next {
				continue
			}
			next = t.Position + t.Width
			length += t.Width
			if !t.Stop && t.Kind != analyze.Number && utf8.RuneCountInString(t.Term) > 1 {
				counts[t.Term]++
			}
		}
	}
	return counts, length
}
