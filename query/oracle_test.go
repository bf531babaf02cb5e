package query

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// An oracle scores every article by the definition in the package's
// documentation, from its text: no postings, no segments, no bitmaps.
type oracle struct {
	articles []ingest.Article
	main     analyze.Language
	ranking  Ranking
	average  [index.TextFields]float64
	tokens   map[string][index.TextFields][]analyze.Token // by ID
	counts   map[string]int                               // by clause and fields
	forms    map[string]map[string]bool                   // stems, by prefix and language
}

func newOracle(articles []ingest.Article, main string) *oracle {
	o := &oracle{
		articles: articles, main: analyze.For(main), ranking: DefaultRanking,
		tokens: map[string][index.TextFields][]analyze.Token{}, counts: map[string]int{}, forms: map[string]map[string]bool{},
	}
	for _, a := range articles {
		var tokens [index.TextFields][]analyze.Token
		for f, text := range [index.TextFields]string{a.Title, a.Deck, a.Body} {
			tokens[f] = slices.Collect(analyze.For(a.Language).Tokens(text))
			o.average[f] += float64(length(tokens[f])) / float64(len(articles))
		}
		o.tokens[a.ID] = tokens
	}
	return o
}

func length(tokens []analyze.Token) int {
	n := 0
	for _, t := range tokens {
		n = max(n, t.Position)
	}
	return n
}

// begins returns at how many positions the words stand one after the other.
func begins(tokens []analyze.Token, words []analyze.QueryWord) int {
	var ends func(at int, words []analyze.QueryWord) bool
	var seq func(at int, terms []string, then func(int) bool) bool
	seq = func(at int, terms []string, then func(int) bool) bool {
		if len(terms) == 0 {
			return then(at)
		}
		for _, t := range tokens {
			if t.Position == at && t.Term == terms[0] && seq(at+t.Width, terms[1:], then) {
				return true
			}
		}
		return false
	}
	ends = func(at int, words []analyze.QueryWord) bool {
		if len(words) == 0 {
			return true
		}
		for _, alt := range words[0].Any {
			if seq(at, alt, func(next int) bool { return ends(next, words[1:]) }) {
				return true
			}
		}
		return false
	}
	n := 0
	for at := 1; at <= length(tokens); at++ {
		if ends(at, words) {
			n++
		}
	}
	return n
}

// beginsSloppily returns from how many positions of the first word there is a way to
// place all words apart from each other with shifts that differ by slop at most: of
// all ways to place them.
func beginsSloppily(tokens []analyze.Token, words []analyze.QueryWord, slop int) int {
	type span struct{ pos, end int }
	var sequences func(at int, terms []string) []int // where they end
	sequences = func(at int, terms []string) (ends []int) {
		if len(terms) == 0 {
			return []int{at}
		}
		for _, t := range tokens {
			if t.Position == at && t.Term == terms[0] {
				ends = append(ends, sequences(at+t.Width, terms[1:])...)
			}
		}
		return ends
	}
	places := make([][]span, len(words))
	for i, w := range words {
		for at := 1; at <= length(tokens); at++ {
			for _, terms := range w.Any {
				for _, end := range sequences(at, terms) {
					places[i] = append(places[i], span{at, end})
				}
			}
		}
	}
	starts := map[int]bool{}
	var try func(chosen []span)
	try = func(chosen []span) {
		if i := len(chosen); i < len(words) {
			for _, s := range places[i] {
				try(append(chosen[:i:i], s))
			}
			return
		}
		shift, least, greatest := 0, 0, 0
		for i, s := range chosen {
			for _, other := range chosen[:i] {
				if s.pos < other.end && other.pos < s.end {
					return
				}
			}
			if i > 0 {
				shift += s.pos - chosen[i-1].end
			}
			least, greatest = min(least, shift), max(greatest, shift)
		}
		if greatest-least <= slop {
			starts[chosen[0].pos] = true
		}
	}
	try(nil)
	return len(starts)
}

func stop(words []analyze.QueryWord) bool {
	for _, w := range words {
		if !w.Stop {
			return false
		}
	}
	return len(words) > 0
}

// edits returns how many edits a fuzzy word may have.
func (q Fuzzy) edits() int {
	if n := utf8.RuneCountInString(fuzzyForm(q.Text)); q.Edits == 0 {
		return []int{0, 0, 0, 1, 1, 1, 2}[min(n, 6)]
	}
	return q.Edits
}

// alignment returns the distance of two words in edits, none of which touches what
// another one made: recursively, from their ends.
func alignment(a, b string) int {
	var d func(x, y []rune) int
	known := map[[2]int]int{}
	d = func(x, y []rune) int {
		if len(x) == 0 || len(y) == 0 {
			return len(x) + len(y)
		}
		key := [2]int{len(x), len(y)}
		if n, ok := known[key]; ok {
			return n
		}
		i, j := len(x)-1, len(y)-1
		n := min(d(x[:i], y)+1, d(x, y[:j])+1)
		if x[i] == y[j] {
			n = min(n, d(x[:i], y[:j]))
		}
		n = min(n, d(x[:i], y[:j])+1)
		if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
			n = min(n, d(x[:i-1], y[:j-1])+1)
		}
		known[key] = n
		return n
	}
	return d([]rune(a), []rune(b))
}

// stems returns the stems of the words of which a form fits, in articles of a
// language; the key stands for the fit.
func (o *oracle) stems(key string, fits func(form string) bool, lang analyze.Language) map[string]bool {
	key += " " + lang.Code
	if stems, ok := o.forms[key]; ok {
		return stems
	}
	stems := map[string]bool{}
	o.forms[key] = stems
	for _, a := range o.articles {
		if a.Language != lang.Code {
			continue
		}
		for f, text := range [index.TextFields]string{a.Title, a.Deck, a.Body} {
			for _, t := range o.tokens[a.ID][f] {
				form := index.Form(text[t.Start:t.End])
				possessive := strings.ContainsAny(text[t.Start:t.End], "'’") && form == t.Term+"s"
				if t.Kind == analyze.Word && t.Width == 1 && !possessive && fits(form) {
					stems[t.Term] = true
				}
			}
		}
	}
	return stems
}

// frequency returns how often a Term, Phrase or Prefix stands in a field.
func (o *oracle) frequency(q Query, a *ingest.Article, f index.TextField) int {
	lang, tokens := analyze.For(a.Language), o.tokens[a.ID][f]
	switch q := q.(type) {
	case Prefix:
		begins := func(s string) bool { return strings.HasPrefix(s, index.Form(q.Text)) }
		n, stems := 0, o.stems(q.String(), begins, lang)
		for _, t := range tokens {
			if begins(t.Term) || stems[t.Term] {
				n++
			}
		}
		return n
	case fuzzyWord:
		form := fuzzyForm(q.Text)
		near := func(s string) bool { return alignment(form, s) <= q.edits() }
		n, stems := 0, o.stems(q.String(), near, lang)
		for _, t := range tokens {
			if near(t.Term) || stems[t.Term] {
				n++
			}
		}
		return n
	case Phrase:
		if words := lang.Query(q.Text); len(words) > 0 && q.Slop > 0 {
			return beginsSloppily(tokens, words, q.Slop)
		} else if len(words) > 0 {
			return begins(tokens, words)
		}
	case Term:
		words := lang.Query(q.Text)
		if lang.Code != o.main.Code && stop(words) && !stop(o.main.Query(q.Text)) {
			return 0
		}
		if len(words) > 0 {
			return begins(tokens, words)
		}
	}
	return 0
}

func (o *oracle) weighed(q Query, a *ingest.Article, in []index.TextField) float64 {
	sum := 0.0
	for _, f := range in {
		if tf := o.frequency(q, a, f); tf > 0 {
			norm := 1 - o.ranking.B + o.ranking.B*float64(length(o.tokens[a.ID][f]))/o.average[f]
			sum += o.ranking.Weights[f] * float64(tf) / norm
		}
	}
	return sum
}

// A fuzzyWord is a Fuzzy that has edits.
type fuzzyWord struct{ Fuzzy }

// eval returns whether an article matches, and its score.
func (o *oracle) eval(q Query, a *ingest.Article, in []index.TextField) (bool, float64) {
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
			if t, ok := wordOf(c); !ok || !stop(o.main.Query(t)) {
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
				return o.eval(q.Of, a, []index.TextField{index.TextField(f)})
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

func (o *oracle) idf(q Query, in []index.TextField) float64 {
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

// near returns what pairs of words that follow each other in an AND or OR add.
func (o *oracle) near(of []Query, a *ingest.Article, in []index.TextField) float64 {
	if len(in) < index.TextFields {
		return 0
	}
	var words []Term
	var boosts []float64
	for _, q := range of {
		boost := 1.0
		for b, ok := q.(Boost); ok; b, ok = q.(Boost) {
			q, boost = b.Of, boost*b.By
		}
		if word, ok := wordOf(q); ok {
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
		for f := range index.TextFields {
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
			w := o.ranking.Weights[f] / (1 - o.ranking.B + o.ranking.B*float64(length(o.tokens[a.ID][f]))/o.average[f])
			if isSide {
				side += w
			}
			if isNear {
				near += w
			}
		}
		mean := (boosts[i-1]*o.idf(x, in) + boosts[i]*o.idf(y, in)) / 2
		sum += mean * (.4*side/(o.ranking.K1+side) + .2*near/(o.ranking.K1+near))
	}
	return sum
}

// terms returns what a word asks for in every language.
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
	if len(words) != 1 || len(words[0].Any) != 1 || len(words[0].Any[0]) != 1 || o.frequency(q, a, index.TextField(f)) == 0 {
		return nil
	}
	for _, t := range o.tokens[a.ID][f] {
		if t.Term == words[0].Any[0][0] {
			found = append(found, t)
		}
	}
	return found
}

// recency returns what the score of an article is multiplied by.
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
		if ok, s := o.eval(q, &o.articles[i], textFields); ok {
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

var (
	oracleWords = strings.Fields(`musk bid bids offers offered non-profit nonprofit Musk's twitter the of and la le
		entreprise été etait people's X AI co-founder cofounder zürich istanbul investor investors negotiation negotiated cities city`)
	oracleOutlets = []string{"Herald", "Gazette", ""}
	oracleLangs   = []string{"en", "en", "en", "fr", "und"}
)

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

func randomText(r *rand.Rand, n int) string {
	words := make([]string, r.IntN(n+1))
	for i := range words {
		words[i] = pick(r, oracleWords)
	}
	return strings.Join(words, " ")
}

func randomArticle(r *rand.Rand, id int) ingest.Article {
	a := ingest.Article{
		ID: fmt.Sprintf("a%03d", id), Title: randomText(r, 5), Deck: randomText(r, 3), Body: randomText(r, 40),
		Language: pick(r, oracleLangs), Outlet: pick(r, oracleOutlets),
	}
	if r.IntN(4) > 0 {
		a.Published = day("2025-01-01").Add(time.Duration(r.IntN(100)) * 12 * time.Hour)
	}
	return a
}

func randomQuery(r *rand.Rand, depth int) Query {
	some := func() []Query {
		of := make([]Query, 1+r.IntN(4))
		for i := range of {
			of[i] = randomQuery(r, depth-1)
		}
		return of
	}
	n := 14
	if depth == 0 {
		n = 7
	}
	switch r.IntN(n) {
	default:
		return Term{pick(r, oracleWords)}
	case 3:
		q := Phrase{Text: pick(r, oracleWords) + " " + pick(r, oracleWords), Slop: pick(r, []int{0, 0, 1, 2, 5, 20})}
		if r.IntN(3) == 0 {
			q.Text += " " + pick(r, oracleWords)
		}
		return q
	case 4:
		word := []rune(pick(r, oracleWords))
		return Prefix{string(word[:1+r.IntN(len(word))])}
	case 5:
		from := day("2025-01-01").AddDate(0, 0, r.IntN(50))
		return pick(r, []Query{DateRange{From: from}, DateRange{To: from}, DateRange{From: from, To: from.AddDate(0, 0, 9)},
			Field{"lang", Term{pick(r, oracleLangs)}}, Field{"outlet", Term{"gazette"}}, All{}})
	case 6:
		word := []rune(pick(r, oracleWords))
		if at := r.IntN(len(word)); r.IntN(2) == 0 {
			word = slices.Delete(word, at, at+1)
		} else {
			word[at] = pick(r, []rune("eiszm"))
		}
		if !hasWord(string(word)) {
			word = []rune("bit")
		}
		return Fuzzy{string(word), r.IntN(3)}
	case 13, 7:
		return And{some()}
	case 8, 9:
		return Or{some()}
	case 10:
		return Not{randomQuery(r, depth-1)}
	case 12:
		return Boost{randomQuery(r, depth-1), pick(r, []float64{.25, .9, 2, 3})}
	case 11:
		return Field{pick(r, []string{"title", "deck", "body"}), randomQuery(r, depth-1)}
	}
}

// agree runs random queries in an index and in the oracle.
func agree(t *testing.T, r *rand.Rand, x *index.Index, articles []ingest.Article, queries int) {
	t.Helper()
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	langs, err := s.Languages()
	if err != nil {
		t.Fatal(err)
	}
	o := newOracle(articles, langs[0].Code)
	for range queries {
		q := randomQuery(r, 3)
		limit := pick(r, []int{1, 3, 10, 1000})
		order := pick(r, []Order{ByScore, ByScore, ByScore, Newest, Oldest, ByTitle})
		opts := Options{Limit: limit, Copies: true, Order: order, Explain: true, Now: day("2025-02-10")}
		if r.IntN(3) == 0 {
			opts.Recency = pick(r, []time.Duration{time.Hour, 24 * time.Hour, 1000 * time.Hour})
		}
		want := o.search(q, opts)
		o.sort(want, order)
		got, err := SearchSnapshot(context.Background(), s, q, opts)
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		if got.Total != len(want) || len(got.Hits) != min(limit, len(want)) {
			t.Fatalf("%s: %d hits, total %d, want %d\n got %v\nwant %v", q, len(got.Hits), got.Total, len(want), hitIDs(got.Hits), want)
		}
		for i, h := range got.Hits {
			// Among hits whose scores are equal but for rounding any order is right.
			if sum := leafSum(*h.Explanation); math.Abs(sum-h.Score) > 1e-9 || math.Abs(h.Explanation.Score-h.Score) > 1e-9 {
				t.Fatalf("%s: %s scores %v, and its explanation adds up to %v:\n%s", q, h.ID, h.Score, sum, h.Explanation)
			}
			if math.Abs(h.Score-want[i].score) > 1e-9 {
				t.Fatalf("%s: hit %d is %s with %v, want %s with %v", q, i, h.ID, h.Score, want[i].id, want[i].score)
			}
			if order != ByScore && h.ID != want[i].id {
				t.Fatalf("%s, %s: hit %d is %s, want %s", q, order, i, h.ID, want[i].id)
			}
			if h.ID != want[i].id && (i+1 == len(want) || math.Abs(want[i+1].score-h.Score) > 1e-9) && (i == 0 || math.Abs(want[i-1].score-h.Score) > 1e-9) {
				t.Fatalf("%s: hit %d is %s, want %s", q, i, h.ID, want[i].id)
			}
		}
	}
}

// leafSum returns the sum of the scores at the ends of an explanation.
func leafSum(e Explanation) float64 {
	if len(e.Parts) == 0 {
		return e.Score
	}
	sum := 0.0
	for _, p := range e.Parts {
		sum += leafSum(p)
	}
	return sum
}

func hitIDs(hits []Hit) (ids []string) {
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	return ids
}

func articleSeq(articles []ingest.Article) func(func(ingest.Article, error) bool) {
	return func(yield func(ingest.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// TestOracle holds that searches find what scoring every article finds: in new
// indexes, after updates and deletions, in one segment and in many.
func TestOracle(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 1))
			byID := map[string]ingest.Article{}
			var start []ingest.Article
			for i := range 20 + r.IntN(40) {
				a := randomArticle(r, i)
				start = append(start, a)
				byID[a.ID] = a
			}
			var x *index.Index
			var err error
			if seed%2 == 0 {
				x, _, err = index.Memory(t.Context(), articleSeq(start), index.Options{})
			} else {
				path := filepath.Join(t.TempDir(), "i")
				if _, err = index.Build(t.Context(), path, articleSeq(start), index.Options{}); err == nil {
					x, err = index.Open(path)
				}
			}
			if err != nil {
				t.Fatal(err)
			}
			defer x.Close()
			for range 4 {
				var now []ingest.Article
				for _, a := range byID {
					now = append(now, a)
				}
				slices.SortFunc(now, func(a, b ingest.Article) int { return cmp.Compare(a.ID, b.ID) })
				agree(t, r, x, now, 60)

				var changed []ingest.Article
				for range r.IntN(10) {
					a := randomArticle(r, r.IntN(70))
					changed = append(changed, a)
				}
				var gone []string
				for range r.IntN(5) {
					gone = append(gone, fmt.Sprintf("a%03d", r.IntN(70)))
				}
				if _, err := x.Update(t.Context(), articleSeq(changed), index.Options{Delete: gone}); err != nil {
					t.Fatal(err)
				}
				for _, id := range gone {
					delete(byID, id)
				}
				for _, a := range changed {
					byID[a.ID] = a
				}
			}
		})
	}
}

// TestScoresDoNotDependOnTheIndex holds that the same articles score the same
// however they came in.
func TestScoresDoNotDependOnTheIndex(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	var articles []ingest.Article
	for i := range 50 {
		articles = append(articles, randomArticle(r, i))
	}
	q := Or{[]Query{Term{"musk"}, Phrase{Text: "non-profit bid"}, Prefix{"inv"}, Field{"title", Term{"offer"}},
		Fuzzy{"twiter", 2}, Boost{Phrase{"bid musk", 5}, 1.5}}}
	search := func(x *index.Index, err error) *Results {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		res, err := Search(t.Context(), x, q, Options{Limit: 100, Copies: true})
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	x, _, err := index.Memory(t.Context(), articleSeq(articles), index.Options{})
	want := search(x, err)

	slices.Reverse(articles)
	x, _, err = index.Memory(t.Context(), articleSeq(articles[:1]), index.Options{})
	for i := 1; err == nil && i < len(articles); i++ {
		_, err = x.Update(t.Context(), articleSeq(articles[i:i+1]), index.Options{})
	}
	got := search(x, err)
	for i := range want.Hits {
		if g, w := got.Hits[i], want.Hits[i]; g.ID != w.ID || g.Score != w.Score {
			t.Errorf("hit %d: %s %v, want %s %v", i, g.ID, g.Score, w.ID, w.Score)
		}
	}
}

// FuzzOracle is TestOracle for any seed, without updates.
func FuzzOracle(f *testing.F) {
	for seed := range uint64(4) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 2))
		articles := make([]ingest.Article, 1+r.IntN(30))
		for i := range articles {
			articles[i] = randomArticle(r, i)
		}
		x, _, err := index.Memory(t.Context(), articleSeq(articles), index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		agree(t, r, x, articles, 5)
	})
}
