package query

import (
	"context"
	"fmt"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// Compile makes the plan of a query for the languages and words of an index: with its
// words analysed in each language, its prefixes and fuzzy words expanded, its stop words
// left out and the pairs of its words found. The plan holds nothing of the index, and an
// engine that holds the same articles can run it ([Engine]).
//
// The error says what is wrong with the query, or is one of the dictionary, or ctx's
// when that is done.
func Compile(ctx context.Context, d Dictionary, q Query) (*plan.Plan, error) {
	if err := new(measure).check(q, 0); err != nil {
		return nil, err
	}
	counts, err := d.Languages()
	if err != nil {
		return nil, err
	}
	c := &compiler{ctx: ctx, dictionary: d}
	for _, l := range counts {
		c.langs = append(c.langs, analyze.For(l.Code))
	}
	root, err := c.compile(q, scope{boost: 1})
	if err != nil {
		return nil, err
	}
	return &plan.Plan{Root: root}, nil
}

// A compiler makes nodes of queries.
type compiler struct {
	ctx        context.Context
	dictionary Dictionary
	langs      []analyze.Language // of the index, the main one first
}

// A scope is the field that a part of a query is about.
type scope struct {
	row   *fieldRow // nil: the text fields
	boost float64   // the product of all boosts around the part
}

// boostSlack is what the product of boosts may be above [MaxBoost]: the parser lets
// through what is above it by a rounding error.
const boostSlack = 1 + 1e-9

// compile makes a node of q.
func (c *compiler) compile(q Query, in scope) (plan.Node, error) {
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
		return plan.And{Of: of, Near: pairsOf(of)}, err
	case Or:
		of, err := c.all(c.meant(c.merge(q.Of), in), in)
		return flatOr(of), err
	case Not:
		n, err := c.compile(q.Of, in)
		return plan.Not{Of: n}, err
	case Field:
		row := fieldNamed(q.Name)
		if row == nil {
			return nil, fmt.Errorf("query: %q is not a field", q.Name)
		}
		return c.compile(q.Of, scope{row, in.boost})
	case Boost:
		in.boost *= q.By
		if !(q.By > 0 && q.By <= MaxBoost && in.boost <= MaxBoost*boostSlack) { // or it is no number
			return nil, fmt.Errorf("query: boost %g: it must be above 0, and it and all boosts around it together at most %d", q.By, MaxBoost)
		}
		return c.compile(q.Of, in)
	case DateRange:
		return between(q), nil
	case All:
		return plan.All{}, nil
	}
	return nil, fmt.Errorf("query: a %T is no query of this package", q)
}

func (c *compiler) all(qs []Query, in scope) ([]plan.Node, error) {
	nodes := make([]plan.Node, len(qs))
	for i, q := range qs {
		n, err := c.compile(q, in)
		if err != nil {
			return nil, err
		}
		nodes[i] = n
	}
	return nodes, nil
}

// text compiles the text of a word or a phrase, which is q.
func (c *compiler) text(q Query, text string, slop int, in scope) plan.Node {
	if in.filters() {
		return in.row.compile(text, slop)
	}
	_, phrase := q.(Phrase)
	l := in.leaf(q)
	for i, lang := range c.langs {
		v, stop := textVariant(text, lang)
		v.Slop = slop
		// A query is in the main language of the index: a word of it asks for
		// nothing in a language in which it means nothing.
		foreign := i > 0 && stop && !phrase && !c.isStop(text, in)
		if len(v.Slots) > 0 && !foreign {
			l.Variants = append(l.Variants, v)
		}
	}
	l.Word = !phrase && in.row == nil
	return l
}

// textVariant returns the variant that asks for the words of text, and whether all of
// them are stop words.
func textVariant(text string, lang analyze.Language) (v plan.Variant, stop bool) {
	v.Language = lang.Code
	stop = true
	for _, w := range lang.Query(text) {
		if len(w.Any) > 0 {
			v.Slots = append(v.Slots, plan.Slot(w.Any))
			stop = stop && w.Stop
		}
	}
	return v, stop && len(v.Slots) > 0
}

// leaf returns a ranked leaf for q, without its variants.
func (in scope) leaf(q Query) *plan.Leaf {
	l := &plan.Leaf{Text: q.String(), Fields: textFields, Boost: in.boost}
	if in.row != nil {
		l.Text = in.row.name + ":" + l.Text
		l.Fields = []string{in.row.name}
	}
	return l
}

// filters reports whether the scope is a field that is not ranked.
func (in scope) filters() bool { return in.row != nil && !in.row.ranked }

// compile makes the node of a clause on a field that filters.
func (r *fieldRow) compile(text string, slop int) plan.Node {
	if r.exact {
		return plan.Exact{Field: r.name, Term: exactTerm(text)}
	}
	v, _ := textVariant(text, analyze.For(schema.FilterLanguage))
	v.Slop = slop
	if len(v.Slots) == 0 {
		return plan.Or{}
	}
	return plan.Filter{Field: r.name, Text: text, Variant: v}
}

func between(q DateRange) plan.Node {
	if q.From.IsZero() && q.To.IsZero() {
		return plan.All{}
	}
	n := plan.Between{From: plan.Earliest, To: plan.Latest}
	if !q.From.IsZero() {
		n.From = q.From.Unix()
	}
	if !q.To.IsZero() {
		n.To = q.To.Unix()
	}
	return n
}

// checkSlop returns the error of a phrase whose slop is out of bounds.
func checkSlop(q Phrase) error {
	if q.Slop < 0 || q.Slop > MaxSlop {
		return fmt.Errorf("query: phrase %.40q: a slop of %d, and it can be 0 to %d", q.Text, q.Slop, MaxSlop)
	}
	return nil
}
