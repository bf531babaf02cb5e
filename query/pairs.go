package query

import (
	"strings"

	"github.com/newsdex/newsdex/query/plan"
)

// pairsOf returns the pairs of adjacent words among the clauses of an AND or OR,
// each once.
func pairsOf(of []plan.Node) []plan.Pair {
	var pairs []plan.Pair
	var last *plan.Leaf
	var x string // the terms of last
	seen := map[[2]string]bool{}
	for _, n := range of {
		l, ok := n.(*plan.Leaf)
		if !ok || !l.Word {
			continue
		}
		y := termsOf(l)
		if pair := [2]string{min(x, y), max(x, y)}; last != nil && x != y && !seen[pair] {
			seen[pair] = true
			pairs = append(pairs, plan.Pair{A: last, B: l})
		}
		last, x = l, y
	}
	return pairs
}

// termsOf returns a string that identifies the terms of a leaf in all languages.
func termsOf(l *plan.Leaf) string {
	var b strings.Builder
	for i := range l.Variants {
		b.WriteString(l.Variants[i].Language)
		b.WriteString(l.Variants[i].Key())
	}
	return b.String()
}
