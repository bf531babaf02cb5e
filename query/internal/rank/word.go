package rank

import (
	"context"
	"math/bits"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// A word is the list of a leaf in a segment and a language.
type word struct {
	language, term string
	list           *packed.List
	live           int // number of documents that are not deleted
}

// hasPositions reports whether the list is that of a term, with positions.
func (w *word) hasPositions() bool { return w.term != "" && w.list.HasPositions() }

// wordsOf looks a leaf up in a segment, in each language that has it. An article has one
// language, so no document is in two of the lists.
func wordsOf(ctx context.Context, l *plan.Leaf, s *segment) ([]*word, error) {
	fields, err := textFieldsOf(l.Fields)
	if err != nil {
		return nil, err
	}
	var words []*word
	for i := range l.Variants {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		v := &l.Variants[i]
		w := &word{language: v.Language}
		single := false
		if w.term, single = v.Single(); single && len(fields) == schema.TextFields {
			w.list, err = s.Packed(v.Language, w.term)
		} else {
			w.list, err = derive(ctx, v, fields, s.Segment)
		}
		if err != nil {
			return nil, named(l.Clause(), err)
		}
		if w.list == nil || w.list.Len() == 0 {
			continue
		}
		if w.live, err = s.countLive(w.list); err != nil {
			return nil, err
		}
		if w.live > 0 {
			words = append(words, w)
		}
	}
	return words, nil
}

// derive returns the list of a phrase, a prefix, a fuzzy word or a term in some fields.
func derive(ctx context.Context, v *plan.Variant, in []schema.TextField, seg *postings.Segment) (*packed.List, error) {
	return seg.Derive(v.Language, derivedName(v), in, func() (*packed.List, error) {
		if term, ok := v.Single(); ok {
			return seg.Within(ctx, v.Language, term, in)
		}
		if v.Expands() {
			return seg.Expand(ctx, v.Language, in, postings.Expansion{Prefix: v.Prefix, Also: v.Terms})
		}
		return phraseList(ctx, v, in, seg)
	})
}

// phraseList returns the list of a phrase.
func phraseList(ctx context.Context, v *plan.Variant, in []schema.TextField, seg *postings.Segment) (*packed.List, error) {
	p, err := newPhrase(ctx, v, in, seg.Size(), func(term string) (*packed.List, error) { return seg.Packed(v.Language, term) })
	if err != nil {
		return nil, err
	}
	e, err := seg.Encoder()
	if err != nil {
		return nil, err
	}
	if err := p.find(func(doc uint32, freq [schema.TextFields]uint32) { e.Add(doc, freq, nil) }); err != nil {
		return nil, err
	}
	return e.List(seg.Size())
}

// countLive returns the number of a list's documents that are not deleted.
func (s *segment) countLive(l *packed.List) (int, error) {
	if s.deleted == nil {
		return l.Len(), nil
	}
	set := s.set()
	if err := l.Fill(set); err != nil {
		return 0, err
	}
	gone := 0
	for i, w := range s.deleted {
		gone += bits.OnesCount64(w & set[i])
	}
	return l.Len() - gone, nil
}
