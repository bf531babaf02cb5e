package query

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

var rankedFields = []schema.TextField{schema.Title, schema.Deck, schema.Body}

// An oracle scores every article by the definition in the package's
// documentation, from its text: no postings, no segments, no bitmaps.
type oracle struct {
	articles []ingest.Article
	main     analyze.Language
	ranking  Ranking
	average  [schema.TextFields]float64
	tokens   map[string][schema.TextFields][]analyze.Token // by ID
	counts   map[string]int                                // by clause and fields
	forms    map[string]map[string]bool                    // stems, by prefix and language
}

func newOracle(articles []ingest.Article, main string) *oracle {
	o := &oracle{
		articles: articles, main: analyze.For(main), ranking: DefaultRanking(),
		tokens: map[string][schema.TextFields][]analyze.Token{}, counts: map[string]int{}, forms: map[string]map[string]bool{},
	}
	for _, a := range articles {
		var tokens [schema.TextFields][]analyze.Token
		for f, text := range [schema.TextFields]string{a.Title, a.Deck, a.Body} {
			tokens[f] = slices.Collect(analyze.For(a.Language).Tokens(text))
			o.average[f] += float64(wordCount(tokens[f])) / float64(len(articles))
		}
		o.tokens[a.ID] = tokens
	}
	return o
}

// wordCount returns the length of a field for scores: its positions without those of stop
// words, but at least 1 if there are any.
func wordCount(tokens []analyze.Token) int {
	all, stops := map[int]bool{}, map[int]bool{}
	for _, t := range tokens {
		if !all[t.Position] {
			stops[t.Position] = t.Stop
		}
		all[t.Position] = true
	}
	n := length(tokens)
	for _, stop := range stops {
		if stop {
			n--
		}
	}
	return max(n, min(length(tokens), 1))
}

// length returns the number of positions.
func length(tokens []analyze.Token) int {
	n := 0
	for _, t := range tokens {
		n = max(n, t.Position)
	}
	return n
}

func (o *oracle) weighed(q Query, a *ingest.Article, in []schema.TextField) float64 {
	sum := 0.0
	for _, f := range in {
		if tf := o.frequency(q, a, f); tf > 0 {
			norm := 1 - o.ranking.B + o.ranking.B*float64(wordCount(o.tokens[a.ID][f]))/o.average[f]
			sum += o.ranking.Weights[f] * float64(tf) / norm
		}
	}
	return sum
}

// A fuzzyWord is a Fuzzy that has edits.
type fuzzyWord struct{ Fuzzy }

// eval returns whether an article matches, and its score.
func (o *oracle) eval(q Query, a *ingest.Article, in []schema.TextField) (bool, float64) {
	if f, ok := q.(Fuzzy); ok && f.edits() > 0 {
		q = fuzzyWord{f}
	}
	switch q := q.(type) {
	case Term, Phrase, Prefix, fuzzyWord:
		w := o.weighed(q, a, in)
		if w == 0 {
			return false, 0
		}
		return true, o.idf(q, in) * w / (o.ranking.K1 + w)
	case And:
		sum := 0.0
		for _, c := range q.Of {
			ok, s := o.eval(c, a, in)
			if !ok {
				return false, 0
			}
			sum += s
		}
		return true, sum + o.near(q.Of, a, in)
	case Or:
		var meant []Query
		for _, c := range q.Of {
			if t, ok := plainWord(c); !ok || !stop(o.main.Query(t)) {
				meant = append(meant, c)
			}
		}
		if len(meant) == 0 {
			meant = q.Of
		}
		any, sum := false, 0.0
		for _, c := range meant {
			if ok, s := o.eval(c, a, in); ok {
				any, sum = true, sum+s
			}
		}
		return any, sum + o.near(meant, a, in)
	case Not:
		ok, _ := o.eval(q.Of, a, in)
		return !ok, 0
	case DateRange:
		return !a.Published.IsZero() && !a.Published.Before(q.From) && (q.To.IsZero() || a.Published.Before(q.To)), 0
	case Field:
		for f, name := range []string{"title", "deck", "body"} {
			if q.Name == name {
				return o.eval(q.Of, a, []schema.TextField{schema.TextField(f)})
			}
		}
		return q.Name == "lang" && a.Language == q.Of.(Term).Text ||
			q.Name == "outlet" && strings.EqualFold(a.Outlet, q.Of.(Term).Text), 0
	case Boost:
		ok, s := o.eval(q.Of, a, in)
		return ok, s * q.By
	case Fuzzy:
		return o.eval(Term{q.Text}, a, in)
	case All:
		return true, 0
	}
	panic(fmt.Sprintf("%T", q))
}

// recency returns the factor of an article's score by age.
func (o *oracle) recency(a *ingest.Article, opts Options) float64 {
	switch {
	case opts.Recency == 0:
		return 1
	case a.Published.IsZero():
		return .5
	}
	age := max(0, opts.Now.Sub(a.Published))
	return .5 + .5*math.Pow(2, -age.Seconds()/opts.Recency.Seconds())
}

// sort sorts hits by their dates or titles, those without one last.
func (o *oracle) sort(hits []oracleHit, order Order) {
	switch order {
	case ByScore:
		return
	case ByTitle:
		o.sortByTitle(hits)
		return
	}
	dates := map[string]time.Time{}
	for _, a := range o.articles {
		dates[a.ID] = a.Published
	}
	slices.SortFunc(hits, func(a, b oracleHit) int {
		x, y := dates[a.id], dates[b.id]
		switch {
		case x.IsZero() != y.IsZero():
			if x.IsZero() {
				return 1
			}
			return -1
		case x.Equal(y):
			return cmp.Compare(a.id, b.id)
		case order == Newest:
			return y.Compare(x)
		}
		return x.Compare(y)
	})
}

func (o *oracle) sortByTitle(hits []oracleHit) {
	titles := map[string]string{}
	for _, a := range o.articles {
		titles[a.ID] = cmp.Or(analyze.Fold(a.Title), "\U0010ffff") // behind all titles
	}
	slices.SortFunc(hits, func(a, b oracleHit) int {
		return cmp.Or(cmp.Compare(titles[a.id], titles[b.id]), cmp.Compare(a.id, b.id))
	})
}

type oracleHit struct {
	id    string
	score float64
}

func (o *oracle) search(q Query, opts Options) []oracleHit {
	var hits []oracleHit
	for i := range o.articles {
		if ok, s := o.eval(q, &o.articles[i], rankedFields); ok {
			hits = append(hits, oracleHit{o.articles[i].ID, s * o.recency(&o.articles[i], opts)})
		}
	}
	slices.SortFunc(hits, func(a, b oracleHit) int {
		// What is equal by the definition may differ in the last bit of a sum.
		if math.Abs(a.score-b.score) > 1e-9 {
			return cmp.Compare(b.score, a.score)
		}
		return cmp.Compare(a.id, b.id)
	})
	return hits
}
