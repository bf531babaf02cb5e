package show

import (
	"strings"
	"testing"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/query/plan"
)

// TestMatchesOfToken holds that a word of a text is few matches, however many leaves of a
// query expand to it.
func TestMatchesOfToken(t *testing.T) {
	var leaves []*plan.Leaf
	for range 500 {
		leaves = append(leaves, &plan.Leaf{Fields: []string{plan.Body}, Variants: []plan.Variant{{Language: "en", Terms: []string{"word", "other"}, Prefix: "wo"}}})
	}
	const words = 1000
	found, err := newFinder(analyze.For("en"), leaves).find(t.Context(), strings.Repeat("word ", words))
	if err != nil || len(found) < words || len(found) > (mostLeaves+len("word"))*words {
		t.Errorf("%d matches of %d words: %v", len(found), words, err)
	}
}
