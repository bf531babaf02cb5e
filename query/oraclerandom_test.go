package query

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/newsdex/newsdex/ingest"
)

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
		return Fuzzy{string(word), r.IntN(4) - 1}
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
