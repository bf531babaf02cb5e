package query

import (
	"fmt"
	"strings"

	"github.com/newsdex/newsdex/query/plan"
)

// pairsOf returns the pairs of adjacent words among the clauses of an AND or OR,
// each once.
func pairsOf(of []plan.Node) []plan.Pair {
	var pairs []plan.Pair
	var last *plan.Leaf
	seen := map[[2]string]bool{}
	for _, n := range of {
		l, ok := n.(*plan.Leaf)
		if !ok || !l.Word {
			continue
		}
		if last != nil {
			x, y := termsOf(last), termsOf(l)
			if x > y {
				x, y = y, x
			}
			if x != y && !seen[[2]string{x, y}] {
				seen[[2]string{x, y}] = true
				pairs = append(pairs, plan.Pair{A: last, B: l})
			}
		}
		last = l
	}
	return pairs
}

// termsOf returns a string that identifies the terms of a leaf in all languages.
func termsOf(l *plan.Leaf) string {
	var b strings.Builder
	for i := range l.Variants {
		fmt.Fprintf(&b, "%s%q", l.Variants[i].Language, l.Variants[i].Slots)
	}
	return b.String()
}
