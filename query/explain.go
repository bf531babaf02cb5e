package query

import (
	"fmt"
	"strings"

	"github.com/newsdex/newsdex/query/internal/rank"
)

// An Explanation says why an article has its score: for each clause of the query
// what it adds, and how that came about. The scores of Parts add up to Score.
type Explanation struct {
	// Clause is the clause in the syntax of [Parse], or "sum of" for a group.
	Clause string `json:"clause"`
	// Score is what it adds to the score of the article.
	Score float64 `json:"score"`
	// Detail says how the score of a word, phrase or prefix came about.
	Detail string `json:"detail,omitempty"`
	// Parts are the explanations of what the clause is made of.
	Parts []Explanation `json:"parts,omitempty"`
}

// String returns the explanation as lines of text, parts indented beneath what
// they are parts of.
func (e Explanation) String() string {
	var b strings.Builder
	e.write(&b, 0)
	return b.String()
}

func (e Explanation) write(b *strings.Builder, depth int) {
	fmt.Fprintf(b, "%s%.4f  %s", strings.Repeat("  ", depth), e.Score, e.Clause)
	if e.Detail != "" {
		fmt.Fprintf(b, "  (%s)", e.Detail)
	}
	b.WriteByte('\n')
	for _, p := range e.Parts {
		p.write(b, depth+1)
	}
}

// explanationOf returns an explanation of the ranking as users see it.
func explanationOf(e rank.Explanation) *Explanation {
	out := &Explanation{Clause: e.Clause, Score: e.Score, Detail: e.Detail}
	for _, p := range e.Parts {
		out.Parts = append(out.Parts, *explanationOf(p))
	}
	return out
}
