package query

import (
	"fmt"
	"strings"

	"github.com/newsdex/newsdex/query/internal/rank"
)

// An Explanation is the part of an article's score that a clause of the query adds,
// and the parts of that. The scores of Parts add up to Score.
type Explanation struct {
	// Clause is the clause in the syntax of [Parse], "sum of" or "all of" for a
	// group, or the name of another part of the score, such as "recency".
	Clause string `json:"clause"`
	// Score is the part of the article's score.
	Score float64 `json:"score"`
	// Detail is the formula of a score without parts, with its values.
	Detail string `json:"detail,omitempty"`
	// Parts are the parts of the score of a group.
	Parts []Explanation `json:"parts,omitempty"`
}

// String returns the explanation as lines of text, with the lines of parts indented
// beneath.
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

// explanationOf converts an explanation of package rank.
func explanationOf(e rank.Explanation) *Explanation {
	out := &Explanation{Clause: e.Clause, Score: e.Score, Detail: e.Detail}
	for _, p := range e.Parts {
		out.Parts = append(out.Parts, *explanationOf(p))
	}
	return out
}
