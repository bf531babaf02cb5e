package query

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/schema"
)

// A node is a query made ready for one index.
type node interface {
	// eval finds the node's documents in a segment.
	eval(s *run, seg int) (matches, error)
}

type (
	scored   struct{ *leaf }                    // a leaf that adds to the score
	filtered struct{ *leaf }                    // a leaf that does not
	exact    struct{ name, field, term string } // a term of a field, as it is
	between  struct{ from, to int64 }           // a range of publication, in seconds since 1970, without to
	all      struct{}
	and      struct {
		of   []node
		near []pair
	}
	or struct {
		of   []node
		near []pair
	}
	not struct{ of node }
)

// A compiler makes nodes of queries.
type compiler struct {
	ctx    context.Context
	index  *index.Snapshot
	langs  []analyze.Language // of the index, the main one first
	leaves []*leaf            // of the ranked nodes, in the order of the query
}

func newCompiler(ctx context.Context, s *index.Snapshot) (*compiler, error) {
	counts, err := s.Languages()
	if err != nil {
		return nil, err
	}
	c := &compiler{ctx: ctx, index: s}
	for _, l := range counts {
		c.langs = append(c.langs, analyze.For(l.Code))
	}
	return c, nil
}

// A scope is the field that a part of a query is about.
type scope struct {
	row   *fieldRow // nil: the text fields
	boost float64   // of all boosts around the part; 0 stands for 1
}

// weight returns the product of the boosts around a part of a query.
func (in scope) weight() float64 {
	if in.boost == 0 {
		return 1
	}
	return in.boost
}

// compile makes a node of q.
func (c *compiler) compile(q Query, in scope) (node, error) {
	switch q := q.(type) {
	case Term:
		return c.text(q, q.Text, 0, in), nil
	case Phrase:
		return c.text(q, q.Text, q.Slop, in), checkSlop(q)
	case Prefix:
		return c.prefix(q.Text, in)
	case Fuzzy:
		return c.fuzzy(q, in)
	case And:
		of, err := c.all(q.Of, in)
		return and{of, pairsOf(of)}, err
	case Or:
		of, err := c.all(c.meant(c.merge(q.Of), in), in)
		return flatOr(of), err
	case Not:
		// What must not be there has no part in the score, nor its words in
		// the snippets.
		kept := c.leaves
		n, err := c.compile(q.Of, in)
		c.leaves = kept
		return not{n}, err
	case Field:
		row := fieldNamed(q.Name)
		if row == nil {
			return nil, fmt.Errorf("query: %q is not a field", q.Name)
		}
		return c.compile(q.Of, scope{row, in.boost})
	case Boost:
		in.boost = in.weight() * q.By
		// What the parser lets through may be above by a rounding error.
		if !(q.By > 0 && q.By <= MaxBoost && in.boost <= MaxBoost*boundSlack) { // or it is no number
			return nil, fmt.Errorf("query: boost %g: it must be above 0, and it and all boosts around it together at most %d", q.By, MaxBoost)
		}
		return c.compile(q.Of, in)
	case DateRange:
		return newBetween(q), nil
	case All:
		return all{}, nil
	}
	return nil, fmt.Errorf("query: a %T is no query of this package", q)
}

func (c *compiler) all(qs []Query, in scope) ([]node, error) {
	nodes := make([]node, len(qs))
	for i, q := range qs {
		n, err := c.compile(q, in)
		if err != nil {
			return nil, err
		}
		nodes[i] = n
	}
	return nodes, nil
}

// text compiles a word or a phrase, of which q is made.
func (c *compiler) text(q Query, text string, slop int, in scope) node {
	if in.filters() {
		return in.row.compile(text, slop)
	}
	_, phrase := q.(Phrase)
	l := in.leaf(q)
	for i, lang := range c.langs {
		v := textVariant(text, lang)
		v.slop = slop
		// A query is in the main language of the index: a word of it asks for
		// nothing in a language in which it means nothing.
		foreign := i > 0 && v.stop && !phrase && !c.isStop(text, in)
		if len(v.slots) > 0 && !foreign {
			l.variants = append(l.variants, v)
		}
	}
	l.word = !phrase && in.row == nil
	c.leaves = append(c.leaves, l)
	return scored{l}
}

func (c *compiler) prefix(text string, in scope) (node, error) {
	if in.filters() {
		v := variant{lang: schema.FilterLanguage, prefix: schema.Form(text)}
		return filtered{&leaf{text: text + "*", filter: in.row.filter, variants: []variant{v}}}, nil
	}
	l := in.leaf(Prefix{text})
	for _, lang := range c.langs {
		v, err := prefixVariant(c.ctx, text, lang, c.index)
		if err != nil {
			return nil, err
		}
		l.variants = append(l.variants, v)
	}
	c.leaves = append(c.leaves, l)
	return scored{l}, nil
}

// leaf returns a ranked leaf for q, without its variants.
func (in scope) leaf(q Query) *leaf {
	l := &leaf{text: q.String(), fields: in.fields(), boost: in.weight()}
	if in.row != nil {
		l.text = in.row.name + ":" + l.text
	}
	return l
}

// filters reports whether the scope is a field that is not ranked.
func (in scope) filters() bool { return in.row != nil && in.row.text == nil }

func (in scope) fields() []schema.TextField {
	if in.row == nil {
		return textFields
	}
	return in.row.text
}

// compile makes the node of a clause on a field that filters.
func (r *fieldRow) compile(text string, slop int) node {
	if r.exact {
		return exact{r.name, r.filter, strings.ToLower(strings.TrimSpace(text))}
	}
	v := textVariant(text, analyze.For(schema.FilterLanguage))
	v.slop = slop
	if len(v.slots) == 0 {
		return or{}
	}
	return filtered{&leaf{text: text, filter: r.filter, variants: []variant{v}}}
}

func newBetween(q DateRange) node {
	if q.From.IsZero() && q.To.IsZero() {
		return all{}
	}
	n := between{schema.NoDate + 1, math.MaxInt64}
	if !q.From.IsZero() {
		n.from = q.From.Unix()
	}
	if !q.To.IsZero() {
		n.to = q.To.Unix()
	}
	return n
}
