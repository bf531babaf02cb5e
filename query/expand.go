package query

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
)

// This file is about variants that stand for many words, those of prefixes and of
// fuzzy words. The index holds stems: what is asked for are the stems that fit,
// and those of words one of whose forms does (see [index.Form]).

// expands reports whether the variant stands for many words.
func (v *variant) expands() bool { return v.prefix != "" || len(v.also) > 0 }

// prefixVariant returns the variant that asks for the words with a prefix.
func prefixVariant(ctx context.Context, text string, lang analyze.Language, s *index.Snapshot) (variant, error) {
	v := variant{lang: lang.Code, prefix: schema.Form(text)}
	if v.prefix == "" {
		return v, nil
	}
	stems, err := collect(ctx, s.Stems(lang.Code, v.prefix))
	v.also = slices.DeleteFunc(stems, func(stem string) bool { return strings.HasPrefix(stem, v.prefix) })
	return v, err
}

// fuzzyVariant returns the variant that asks, in some text fields, for the words
// within the edits of an automaton.
func fuzzyVariant(ctx context.Context, near *postings.Levenshtein, in []schema.TextField, lang analyze.Language, s *index.Snapshot) (variant, error) {
	all := []iter.Seq2[string, error]{s.StemsNear(lang.Code, near)}
	for _, seg := range s.Segments() {
		for _, f := range in {
			all = append(all, seg.TermsNear(f.In(lang.Code), near))
		}
	}
	terms, err := collect(ctx, all...)
	return variant{lang: lang.Code, also: terms}, err
}

// collect returns what sequences yield, in order and each once.
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

// terms returns the terms in a Bleve field of a segment that the variant, which
// expands, stands for, and maybe some that are not in that field.
func (v *variant) terms(seg *postings.Segment, field string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if v.prefix != "" {
			for t, err := range seg.TermsFrom(field, v.prefix) {
				if !yield(t, err) {
					return
				}
			}
		}
		for _, t := range v.also {
			if !yield(t, nil) {
				return
			}
		}
	}
}
