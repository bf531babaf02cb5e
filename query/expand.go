package query

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// This file compiles prefixes and fuzzy words into expansions. An index holds stems.
// A prefix expands to the stems that begin with it, and to the stems of words with
// an inflected form that does (see [schema.Form]). A fuzzy word expands to the stems
// within its edits, and to the stems of words with a form that is.

// prefix compiles a prefix.
func (c *compiler) prefix(text string, in scope) (plan.Node, error) {
	form := schema.Form(text)
	if in.filters() {
		v := plan.Variant{Language: schema.FilterLanguage, Prefix: form}
		return plan.Filter{Field: in.row.name, Text: text + "*", Variant: v}, nil
	}
	l := in.leaf(Prefix{text})
	for _, lang := range c.langs {
		v := plan.Variant{Language: lang.Code, Prefix: form}
		if form != "" {
			stems, err := collect(c.ctx, c.dictionary.Stems(lang.Code, form))
			if err != nil {
				return nil, err
			}
			v.Terms = slices.DeleteFunc(stems, func(stem string) bool { return strings.HasPrefix(stem, form) })
		}
		l.Variants = append(l.Variants, v)
	}
	return l, nil
}

// fuzzy compiles a fuzzy word.
func (c *compiler) fuzzy(q Fuzzy, in scope) (plan.Node, error) {
	form, edits, err := q.form()
	if err != nil {
		return nil, err
	}
	if edits == 0 {
		return c.text(Term{q.Text}, q.Text, 0, in)
	}
	if form == "" {
		return plan.Or{}, nil
	}
	near, err := postings.NewLevenshtein(form, edits)
	if err != nil {
		return nil, queryErrorf("fuzzy word %.40q: %v", q.Text, err)
	}
	if in.filters() {
		terms, err := collect(c.ctx, c.dictionary.TermsNear(in.row.name, schema.FilterLanguage, near))
		if err != nil {
			return nil, err
		}
		v := plan.Variant{Language: schema.FilterLanguage, Terms: terms}
		return plan.Filter{Field: in.row.name, Text: q.String(), Variant: v}, nil
	}
	l := in.leaf(q)
	for _, lang := range c.langs {
		all := []iter.Seq2[string, error]{c.dictionary.StemsNear(lang.Code, near)}
		for _, field := range l.Fields {
			all = append(all, c.dictionary.TermsNear(field, lang.Code, near))
		}
		terms, err := collect(c.ctx, all...)
		if err != nil {
			return nil, err
		}
		l.Variants = append(l.Variants, plan.Variant{Language: lang.Code, Terms: terms})
	}
	return l, nil
}

// collect returns the distinct strings of sequences, sorted. The error is ctx's when
// that is done.
func collect(ctx context.Context, seqs ...iter.Seq2[string, error]) ([]string, error) {
	set := make(map[string]struct{})
	n := 0
	for _, seq := range seqs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for s, err := range seq {
			if n++; err == nil && n%256 == 0 {
				err = ctx.Err()
			}
			if err != nil {
				return nil, err
			}
			set[s] = struct{}{}
		}
	}
	all := make([]string, 0, len(set))
	for s := range set {
		all = append(all, s)
	}
	slices.Sort(all)
	return all, nil
}
