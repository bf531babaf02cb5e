package rank

import (
	"testing"

	"github.com/newsdex/newsdex/query/plan"
)

// TestFlatOf holds which plans have the flat form, with their groups and filters.
func TestFlatOf(t *testing.T) {
	a, b, c := &plan.Leaf{Text: "a"}, &plan.Leaf{Text: "b"}, &plan.Leaf{Text: "c"}
	or := func(of ...plan.Node) plan.Or { return plan.Or{Of: of} }
	and := func(of ...plan.Node) plan.And { return plan.And{Of: of} }
	lang := plan.Exact{Field: plan.Language, Term: "en"}
	for _, tt := range []struct {
		name            string
		node            plan.Node
		ok              bool
		groups, filters int
	}{
		{"a", a, true, 1, 0},
		{"a b", or(a, b), true, 1, 0},
		{"a AND b", and(a, b), true, 2, 0},
		{"a b lang:en", and(or(a, b), lang), true, 1, 1},
		{"(a AND b) AND (b c) -c", and(and(a, b), or(b, c), plan.Not{Of: c}), true, 3, 1},
		{"lang:en", lang, true, 0, 1},
		{"lang:en OR NOT a", or(lang, plan.Not{Of: a}), true, 0, 1},
		{"a OR lang:en", or(a, lang), false, 0, 0},
		{"a OR (b AND c)", or(a, and(b, c)), false, 0, 0},
		{"a and more", plan.Optional{Of: and(a, lang), Leaves: []*plan.Leaf{b}}, true, 1, 1},
		{"a OR (b and more)", or(a, plan.Optional{Of: b}), false, 0, 0},
	} {
		f, ok := flatOf(tt.node)
		if ok != tt.ok || ok && (len(f.groups) != tt.groups || len(f.filters) != tt.filters) {
			t.Errorf("%s: %t with %d groups and %d filters, want %t with %d and %d", tt.name, ok, len(f.groups), len(f.filters), tt.ok, tt.groups, tt.filters)
		}
	}
}
