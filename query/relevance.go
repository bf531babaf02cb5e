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

// A relevantTerm is a term of the index in one language. The weights of the terms
// that feedback adds sum to 1.
type relevantTerm struct {
	lang, term string
	weight     float64
}

// feedbackBytes is the number of bytes that feedback reads of each text of an
// article. The beginning of an article tells its subject.
const feedbackBytes = 64 << 10

// feedbackCandidates is the number of terms with the highest weights that are looked
// up for each term to add.
const feedbackCandidates = 5

// relevance returns at most f.Terms terms that are distinctive of the best articles
// of the search, by descending weight.
//
// The relevance model gives a term the weight Σ P(w|d)·P(d). P(w|d) is the term's
// share of the positions of an article, and P(d) the article's share of the scores.
// Terms of a single article are not of the topic, and stop words and plain numbers
// are of every topic; these are left out. The terms with the highest weight times
// idf are chosen. The search multiplies by idf again, but common words would
// otherwise be chosen in place of rarer ones.
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
	terms = terms[:min(len(terms), feedbackCandidates*f.Terms)]
	distinctive := make(map[relevantTerm]float64, len(terms))
	for _, t := range terms {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n, err := s.documentFrequency(t.lang, t.term)
		if err != nil {
			return nil, err
		}
		distinctive[t] = t.weight * s.IDF(n)
	}
	slices.SortStableFunc(terms, func(a, b relevantTerm) int { return cmp.Compare(distinctive[b], distinctive[a]) })
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

// bestArticles returns up to n matches with the highest scores above 0, without
// copies.
func (s *localSearch) bestArticles(ctx context.Context, n int) ([]foundArticle, error) {
	// Copies are rare. If there are many, fewer articles suffice.
	ranked, _, err := s.Best(ctx, 2*n, nil)
	if err != nil {
		return nil, err
	}
	articles, _, err := newShower(s.segments, false).first(ctx, ranked, n)
	return slices.DeleteFunc(articles, func(k foundArticle) bool { return k.Score <= 0 }), err
}

// documentFrequency returns the number of articles with a term in one text field:
// the greatest of the fields.
func (s *localSearch) documentFrequency(lang, term string) (int, error) {
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

// modelOf returns the relevance model of articles, in no order. Its terms are in at
// least two of them, or in the only one.
func modelOf(ctx context.Context, articles []foundArticle) ([]relevantTerm, error) {
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
		counts, length, err := termCounts(ctx, a, lang)
		if err != nil {
			return nil, err
		}
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

// termCounts returns the counts of the terms that tell the subject of an article,
// and its length in positions. Of alternatives at a position the first counts, which
// is the most specific.
func termCounts(ctx context.Context, a *ingest.Article, lang analyze.Language) (counts map[string]int, length int, err error) {
	counts = make(map[string]int)
	for _, text := range []string{a.Title, a.Deck, a.Body} {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
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
	return counts, length, nil
}
