package query

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

func (o *oracle) idf(q Query, in []schema.TextField) float64 {
	key := fmt.Sprintf("%#v %v", q, in)
	n, ok := o.counts[key]
	if !ok {
		for i := range o.articles {
			if o.weighed(q, &o.articles[i], in) > 0 {
				n++
			}
		}
		o.counts[key] = n
	}
	return math.Log(1 + (float64(len(o.articles))-float64(n)+.5)/(float64(n)+.5))
}

// near returns the score of the pairs of words that follow each other in an AND or
// OR.
func (o *oracle) near(of []Query, a *ingest.Article, in []schema.TextField) float64 {
	if len(in) < schema.TextFields {
		return 0
	}
	var words []Term
	var boosts []float64
	for _, q := range of {
		boost := 1.0
		for b, ok := q.(Boost); ok; b, ok = q.(Boost) {
			q, boost = b.Of, boost*b.By
		}
		if word, ok := plainWord(q); ok {
			words, boosts = append(words, Term{word}), append(boosts, boost)
		}
	}
	sum := 0.0
	seen := map[string]bool{}
	for i := 1; i < len(words); i++ {
		x, y := words[i-1], words[i]
		ends := []string{o.terms(x), o.terms(y)}
		slices.Sort(ends)
		if key := strings.Join(ends, " "); ends[0] == ends[1] || seen[key] {
			continue
		} else {
			seen[key] = true
		}
		side, near := 0.0, 0.0
		for f := range schema.TextFields {
			var isSide, isNear bool
			for _, s := range o.placesOf(x, a, f) {
				for _, t := range o.placesOf(y, a, f) {
					if s.Term == t.Term {
						continue
					}
					isSide = isSide || t.Position == s.Position+s.Width
					behind, before := t.Position-s.Position-s.Width+1, s.Position-t.Position-t.Width+1
					isNear = isNear || 1 <= behind && behind <= 8 || 1 <= before && before <= 8
				}
			}
			n := float64(wordCount(o.tokens[a.ID][f]))
			w := o.ranking.Weights[f] / (1 - o.ranking.B + o.ranking.B*n/o.average[f]) * n / (n + 8)
			if isSide {
				side += w
			}
			if isNear {
				near += w
			}
		}
		mean := (boosts[i-1]*o.idf(x, in) + boosts[i]*o.idf(y, in)) / 2
		sum += mean * (.2*side/(o.ranking.K1+side) + .1*near/(o.ranking.K1+near))
	}
	return sum
}

// terms returns a string of the terms of a word in every language.
func (o *oracle) terms(q Term) string {
	var b strings.Builder
	for _, code := range []string{"en", "fr", "und"} {
		for _, a := range o.articles {
			if a.Language == code {
				words := analyze.For(code).Query(q.Text)
				if code == o.main.Code || !stop(words) || stop(o.main.Query(q.Text)) {
					for _, w := range words {
						fmt.Fprintf(&b, "%s%q", code, w.Any)
					}
				}
				break
			}
		}
	}
	return b.String()
}

// placesOf returns the tokens of a word that is one term in an article's language.
func (o *oracle) placesOf(q Term, a *ingest.Article, f int) (found []analyze.Token) {
	words := analyze.For(a.Language).Query(q.Text)
	if len(words) != 1 || len(words[0].Any) != 1 || len(words[0].Any[0]) != 1 || o.frequency(q, a, schema.TextField(f)) == 0 {
		return nil
	}
	for _, t := range o.tokens[a.ID][f] {
		if t.Term == words[0].Any[0][0] {
			found = append(found, t)
		}
	}
	return found
}
