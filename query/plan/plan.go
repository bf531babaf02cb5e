package plan

import (
	"math"
	"strconv"
)

// A Plan is a query that is compiled for the languages of an index. A search does
// not change it. It is safe for concurrent use.
type Plan struct {
	// Root is the node that a match must match.
	Root Node
	// Query is a digest of the query that was compiled, the same for every index. It tells
	// the pages of one query from those of others. 0 if there was no query.
	Query uint64
}

// A Node is a part of a plan. The nodes are [And], [Or], [Not], [*Leaf], [Filter],
// [Exact], [Between], [All] and [Optional]; there are no others.
type Node interface{ isNode() }

// An And matches the articles that match all of its nodes. Without nodes it matches
// every article.
type And struct {
	// Of are the nodes.
	Of []Node
	// Near are the pairs of words among the nodes whose nearness adds to the score.
	Near []Pair
}

// An Or matches the articles that match at least one of its nodes. Without nodes it
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

// An Optional matches the articles that its node matches. The leaves that match too
// add to the score.
type Optional struct {
	// Of is the node that a match must match.
	Of Node
	// Leaves add to the score.
	Leaves []*Leaf
}

// A Filter matches the articles that hold words in a field that is not ranked. The
// field is analysed as text of no particular language.
type Filter struct {
	// Field is [Outlet], [Author] or [URL].
	Field string
	// Text is the value in the query, as it was written.
	Text string
	// Variant is the analysed value.
	Variant Variant
}

// An Exact matches the articles whose field has one value, which is not analysed.
type Exact struct {
	// Field is [Language].
	Field string
	// Term is the value, in lower case.
	Term string
}

// A Between matches the articles that were published in a range of time. Articles
// without a date are in no range.
type Between struct {
	// From is the first second of the range, in seconds since 1970, or [Earliest].
	From int64
	// To is the first second behind the range, in seconds since 1970, or [Latest].
	To int64
}

// The ends of a [Between] that is open.
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

// The names of fields in nodes.
const (
	Title    = "title"  // the headline, ranked
	Deck     = "deck"   // the line beneath it, ranked
	Body     = "body"   // the text, ranked
	Outlet   = "outlet" // the publication
	Author   = "author" // the authors
	URL      = "url"    // the address of the article
	Language = "lang"   // the code of the article's language
)

// A Leaf is a ranked word, phrase, prefix or fuzzy word. Pairs point to leaves, and
// engines may keep data of a leaf by its address.
type Leaf struct {
	// Text is the clause as the query has it, without its boost, for people.
	Text string
	// Fields are the searched fields, some or all of [Title], [Deck] and [Body].
	Fields []string
	// Boost multiplies the score. It is above 0.
	Boost float64
	// Word says that the leaf is one word, or several joined as one, that is
	// searched in all three fields. Only such leaves have pairs.
	Word bool
	// Feedback says that feedback has added the leaf to the query.
	Feedback bool
	// Variants are the leaf in each language, at most one for a language. An
	// article has one language, and matches by the variant in that language or not
	// at all.
	Variants []Variant
}

// Clause returns the leaf in the syntax of queries, with its boost unless that is 1.
func (l *Leaf) Clause() string {
	if l.Boost == 1 {
		return l.Text
	}
	return l.Text + "^" + strconv.FormatFloat(l.Boost, 'f', -1, 64)
}

// A Variant is a leaf or a filter in one language: either Slots, or the terms of an
// expansion by Prefix and Terms.
type Variant struct {
	// Language is the code of the language; "und" for a [Filter].
	Language string
	// Slots are the words, which occur one after the other.
	Slots []Slot
	// Slop is the slop of the phrase, in positions: see query.Phrase. With 0 the
	// words are adjacent.
	Slop int
	// Prefix expands to every term that begins with it; "" expands to none.
	Prefix string
	// Terms are further terms of the expansion, in byte order: those that the index
	// had when the plan was made.
	Terms []string
}

// A Slot is one word of a [Variant]. It is a list of alternatives, and each
// alternative is a sequence of adjacent terms. "non-profit" has the alternatives
// "nonprofit" and "non" "profit".
type Slot [][]string

// Single returns the term of a variant that has exactly one, and whether it does.
func (v *Variant) Single() (string, bool) {
	if len(v.Slots) == 1 && len(v.Slots[0]) == 1 && len(v.Slots[0][0]) == 1 {
		return v.Slots[0][0][0], true
	}
	return "", false
}

// Key returns a string that tells the slots of a variant from all others.
func (v *Variant) Key() string {
	var b []byte
	for _, s := range v.Slots {
		b = append(b, '(')
		for _, terms := range s {
			for _, term := range terms {
				b = strconv.AppendQuote(b, term)
			}
			b = append(b, '|')
		}
		b = append(b, ')')
	}
	return string(b)
}

// Expands reports whether the variant is an expansion.
func (v *Variant) Expands() bool { return v.Prefix != "" || len(v.Terms) > 0 }

// A Pair is two words that follow each other in a query. An article in which they
// occur near each other scores more. The features are those of the sequential
// dependence model (Metzler and Croft, A Markov Random Field Model for Term
// Dependencies, 2005): adjacent words in the order of the query, and words within a
// window in any order. Both leaves are words, and their terms differ in at least one
// language.
type Pair struct {
	// A and B are the words, in the order of the query.
	A, B *Leaf
}

// NearWindow is the greatest distance, in positions, of the words of a [Pair] that
// are near each other. The distance of adjacent words is 1.
const NearWindow = 8

// Leaves returns the leaves that add to the score, in the order of the query and
// each once. Leaves beneath a [Not] do not.
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
