package plan

import (
	"math"
	"strconv"
)

// A Plan is a query made ready for the languages of an index. It is not changed by a
// search and can be used by several at once.
type Plan struct {
	// Root is the node that decides what matches.
	Root Node
}

// A Node is a part of a plan. The nodes are [And], [Or], [Not], [*Leaf], [Filter],
// [Exact], [Between], [All] and [Optional]; there are no others.
type Node interface{ isNode() }

// An And matches the articles that all of its nodes match. Without nodes it matches
// every article.
type And struct {
	// Of are the nodes.
	Of []Node
	// Near are the pairs of words among the nodes whose nearness adds to the score.
	Near []Pair
}

// An Or matches the articles that at least one of its nodes matches. Without nodes it
// matches none.
type Or struct {
	// Of are the nodes.
	Of []Node
	// Near are the pairs of words among the nodes whose nearness adds to the score.
	Near []Pair
}

// A Not matches the articles that its node does not match.
type Not struct {
	// Of is the node.
	Of Node
}

// An Optional matches the articles that its node matches. Those of its leaves that
// match add to their scores.
type Optional struct {
	// Of is the node that decides what matches.
	Of Node
	// Leaves add to the score.
	Leaves []*Leaf
}

// A Filter matches the articles that hold words in a field that is analysed in no
// language and not ranked.
type Filter struct {
	// Field is [Outlet], [Author] or [URL].
	Field string
	// Text is what the query asks for, as it was written.
	Text string
	// Variant is what the field must hold.
	Variant Variant
}

// An Exact matches the articles whose field holds one value as it is.
type Exact struct {
	// Field is [Language].
	Field string
	// Term is the value, in lower case.
	Term string
}

// A Between matches the articles that were published in a range of time. Articles
// without a date are in no range.
type Between struct {
	// From is the first second of the range, counted since 1970; [Earliest] where
	// there is no bound.
	From int64
	// To is the first second behind the range; [Latest] where there is no bound.
	To int64
}

// The bounds of a [Between] that has none.
const (
	Earliest = math.MinInt64 + 1
	Latest   = math.MaxInt64
)

// An All matches every article.
type All struct{}

func (And) isNode()      {}
func (Or) isNode()       {}
func (Not) isNode()      {}
func (Optional) isNode() {}
func (Filter) isNode()   {}
func (Exact) isNode()    {}
func (Between) isNode()  {}
func (All) isNode()      {}
func (*Leaf) isNode()    {}

// The names of the fields of an article that nodes look at.
const (
	Title    = "title"  // the headline, ranked
	Deck     = "deck"   // the line beneath it, ranked
	Body     = "body"   // the text, ranked
	Outlet   = "outlet" // the publication
	Author   = "author" // who wrote it
	URL      = "url"    // the address
	Language = "lang"   // the code of the language that the article names
)

// A Leaf is a word, a phrase, a prefix or a fuzzy word that is ranked. Pairs point to
// leaves, and engines may keep what they know of one by its address.
type Leaf struct {
	// Text is the clause as the query has it, without its boost, for people.
	Text string
	// Fields are the fields that are searched: [Title], [Deck] and [Body] or some of
	// them.
	Fields []string
	// Boost multiplies the score, above 0.
	Boost float64
	// Word says that the leaf is one word or several joined ones, sought in all
	// fields, and not a phrase, a prefix or a fuzzy word.
	Word bool
	// Feedback says that the leaf is not from the query but was added to it.
	Feedback bool
	// Variants say what the leaf is in each language, each language once. An
	// article is in one language and matches by its variant or not at all.
	Variants []Variant
}

// Clause returns the leaf in the syntax of queries, with its boost unless that is 1.
func (l *Leaf) Clause() string {
	if l.Boost == 1 {
		return l.Text
	}
	return l.Text + "^" + strconv.FormatFloat(l.Boost, 'f', -1, 64)
}

// A Variant is what a leaf asks for in one language: Slots, or else the many terms
// that Prefix and Terms stand for.
type Variant struct {
	// Language is the code of the language; "und" for a [Filter].
	Language string
	// Slots are the words, which stand one after the other.
	Slots []Slot
	// Slop is how far the words of Slots may be moved from their places, as
	// query.Phrase has it; 0 is not at all.
	Slop int
	// Prefix asks for every term that begins so, besides Terms; "" is none.
	Prefix string
	// Terms are terms any of which may stand in the article, in order. They are
	// those of the index when the plan was made.
	Terms []string
}

// A Slot is one word of a [Variant]: alternatives, each of which is terms that follow
// each other. "non-profit" has the alternatives "nonprofit" and "non" "profit".
type Slot [][]string

// Single returns the term of a variant that asks for one term only.
func (v *Variant) Single() (string, bool) {
	if len(v.Slots) == 1 && len(v.Slots[0]) == 1 && len(v.Slots[0][0]) == 1 {
		return v.Slots[0][0][0], true
	}
	return "", false
}

// Expands reports whether the variant stands for many terms.
func (v *Variant) Expands() bool { return v.Prefix != "" || len(v.Terms) > 0 }

// A Pair is two words that follow each other in a query: an article in which they
// stand near each other scores more. The form is that of the sequential dependence
// model (Metzler and Croft, A Markov Random Field Model for Term Dependencies, 2005):
// words side by side in their order, and words within a window in any order, each a
// feature of its own. Both leaves are words, and they are different in some language.
type Pair struct {
	// A and B are the words, in the order of the query.
	A, B *Leaf
}

// NearWindow is the greatest distance in positions at which the words of a [Pair] are
// near each other; side by side is 1.
const NearWindow = 8

// Leaves returns the leaves that add to the score, in the order of the query and each
// once. Those beneath a [Not] are not among them.
func (p *Plan) Leaves() []*Leaf { return appendLeaves(nil, p.Root) }

func appendLeaves(leaves []*Leaf, n Node) []*Leaf {
	switch n := n.(type) {
	case *Leaf:
		return append(leaves, n)
	case And:
		for _, c := range n.Of {
			leaves = appendLeaves(leaves, c)
		}
	case Or:
		for _, c := range n.Of {
			leaves = appendLeaves(leaves, c)
		}
	case Optional:
		return append(appendLeaves(leaves, n.Of), n.Leaves...)
	}
	return leaves
}

// Scores reports whether a node can add to a score.
func Scores(n Node) bool {
	switch n := n.(type) {
	case *Leaf, Optional:
		return true
	case And:
		return someScore(n.Of)
	case Or:
		return someScore(n.Of)
	}
	return false
}

func someScore(of []Node) bool {
	for _, n := range of {
		if Scores(n) {
			return true
		}
	}
	return false
}
