package query

import (
	"context"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// Compile returns the plan of a query for the languages and words of an index. It
// analyses the query's words in each language, expands prefixes and fuzzy words,
// drops stop words, and finds the pairs of words. The plan does not refer to the
// index: any engine with the same articles can run it ([Engine]).
//
// The error wraps [ErrInvalid] and says what is wrong with the query, is one of the
// dictionary, or is ctx's when that is done.
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
	return &plan.Plan{Root: root, Query: queryDigest(q)}, nil
}

// A compiler compiles queries into nodes.
type compiler struct {
	ctx        context.Context
	dictionary Dictionary
	langs      []analyze.Language // of the index, the main one first
	analysed   int                // bytes since the context was looked at
}

// analysedAtOnce is the number of bytes that are analysed between two looks at the
// context. It takes less than a millisecond.
const analysedAtOnce = 4 << 10

// watch counts the analysis of a text, and returns the context's error where it is
// time to look.
func (c *compiler) watch(text string) error {
	if c.analysed += len(text) + 64; c.analysed < analysedAtOnce {
		return nil
	}
	c.analysed = 0
	return c.ctx.Err()
}

// A scope is the context of a part of a query.
type scope struct {
	row   *fieldRow // the field; nil for the text fields
	boost float64   // product of the enclosing boosts
}

// boostSlack is the factor by which a product of boosts may exceed [MaxBoost]. It
// covers the rounding errors that the parser accepts.
const boostSlack = 1 + 1e-9

// leastBoost is the least product of boosts: lower ones count as it, so that scores
// above 0 stay above 0.
const leastBoost = 1e-30

// compile compiles q into a node.
func (c *compiler) compile(q Query, in scope) (plan.Node, error) {
	if err := c.watch(""); err != nil {
		return nil, err
	}
	switch q := q.(type) {
	case Term:
		return c.text(q, q.Text, 0, in)
	case Phrase:
		if err := checkSlop(q); err != nil {
			return nil, err
		}
		return c.text(q, q.Text, q.Slop, in)
	case Prefix:
		return c.prefix(q.Text, in)
	case Fuzzy:
		return c.fuzzy(q, in)
	case And:
		of, err := c.all(q.Of, in)
		return plan.And{Of: of, Near: pairsOf(of)}, err
	case Or:
		qs, err := c.mergeTerms(q.Of)
		if err == nil {
			qs, err = c.dropStopWords(qs, in)
		}
		if err != nil {
			return nil, err
		}
		of, err := c.all(qs, in)
		return flatOr(of), err
	case Not:
		n, err := c.compile(q.Of, in)
		return plan.Not{Of: n}, err
	case Field:
		row := fieldNamed(q.Name)
		if row == nil {
			return nil, queryErrorf("%q is not a field", q.Name)
		}
		return c.compile(q.Of, scope{row, in.boost})
	case Boost:
		in.boost = max(in.boost*q.By, leastBoost)
		if !(q.By > 0 && q.By <= MaxBoost && in.boost <= MaxBoost*boostSlack) { // or it is NaN
			return nil, queryErrorf("boost %g: it must be above 0, and it and all boosts around it together at most %d", q.By, MaxBoost)
		}
		return c.compile(q.Of, in)
	case DateRange:
		return between(q), nil
	case All:
		return plan.All{}, nil
	}
	return nil, queryErrorf("a %T is no query of this package", q)
}

// all compiles each of qs.
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

// text compiles the text of q, a word or a phrase.
func (c *compiler) text(q Query, text string, slop int, in scope) (plan.Node, error) {
	if in.filters() {
		return in.row.compile(text, slop), c.watch(text)
	}
	_, phrase := q.(Phrase)
	l := in.leaf(q)
	for i, lang := range c.langs {
		if err := c.watch(text); err != nil {
			return nil, err
		}
		v, stop := textVariant(text, lang)
		v.Slop = slop
		// A query is assumed to be in the main language of the index. In other
		// languages its words are left out where they are stop words.
		foreign := i > 0 && stop && !phrase && !c.isStop(text, in)
		if len(v.Slots) > 0 && !foreign {
			l.Variants = append(l.Variants, v)
		}
	}
	l.Word = !phrase && in.row == nil
	return l, nil
}

// textVariant returns the variant of the words of text, and whether all of them are
// stop words.
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

// leaf returns a ranked leaf for q, without variants.
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

// compile returns the node of a clause on a field that is not ranked.
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

// between returns the node of a range of dates.
func between(q DateRange) plan.Node {
	n := plan.Between{From: plan.Earliest, To: plan.Latest}
	if !q.From.IsZero() {
		n.From = q.From.Unix()
	}
	if !q.To.IsZero() {
		n.To = q.To.Unix()
	}
	return n
}

// checkSlop returns an error if the slop of a phrase is out of bounds.
func checkSlop(q Phrase) error {
	if q.Slop < 0 || q.Slop > MaxSlop {
		return queryErrorf("phrase %.40q: a slop of %d, and it can be 0 to %d", q.Text, q.Slop, MaxSlop)
	}
	return nil
}
