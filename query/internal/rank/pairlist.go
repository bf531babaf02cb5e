package rank

import (
	"context"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
)

// The list of a pair has the documents in which its words are near each other, as if
// the pair were a word. The frequency of a field is 1 where the words are near each
// other, and 2 where they are adjacent. The second search that uses a pair makes its
// list, so that pairs can be pruned like words. The first reads only the positions
// of documents that may enter.

// pairCursor returns the cursor of a pair, nil if the pair has no list.
func pairCursor(ctx context.Context, s *segment, n *proximity) (*cursor, error) {
	a, b := n.a.list, n.b.list
	name := "near " + a.Term() + "\x00" + b.Term()
	if a.IsPartial() || b.IsPartial() {
		s.NoteRequest(a.Language(), name, everyTextField)
		return nil, nil
	}
	list, err := s.DerivedOnRepeat(a.Language(), name, everyTextField, func() (*postings.List, error) {
		return pairList(ctx, s, n)
	})
	if list == nil || err != nil {
		return nil, err
	}
	c, err := newCursor(s, nil, list, n.weight, n.part)
	if err == nil {
		c.isPair = true
	}
	return c, err
}

// pairList makes the list of a pair.
func pairList(ctx context.Context, s *segment, n *proximity) (*postings.List, error) {
	// The cursors of the search must not move, so these are others.
	a, err := newCursor(s, n.a.leaf, n.a.list, 0, 0)
	if err != nil {
		return nil, err
	}
	b, err := newCursor(s, n.b.leaf, n.b.list, 0, 0)
	if err != nil {
		return nil, err
	}
	own := &proximity{a: a, b: b, scorer: n.scorer}
	var fields [schema.TextFields][]postings.Freq
	for i, doc := range a.docs {
		if i%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		if b.seek(doc); !b.at(doc) {
			continue
		}
		a.pos = i
		adjacent, near, err := own.meet()
		if err != nil {
			return nil, err
		}
		for f := range fields {
			switch {
			case adjacent[f]:
				fields[f] = append(fields[f], postings.Freq{Doc: doc, N: 2})
			case near[f]:
				fields[f] = append(fields[f], postings.Freq{Doc: doc, N: 1})
			}
		}
	}
	return postings.NewList(s.Segment, fields)
}

// pairSaturation is like [scoring.saturation] but for the list of a pair.
func (s *scoring) pairSaturation(freq, length [schema.TextFields]uint32) float64 {
	return s.saturatePair(freq, length, s.weighPair)
}

// pairBound is an upper bound of pairSaturation that does not rise with a length, as
// [postings.Saturation] wants it.
func (s *scoring) pairBound(freq, length [schema.TextFields]uint32) float64 {
	return s.saturatePair(freq, length, s.boundPair)
}

// saturatePair is pairSaturation with a function that weighs a field.
func (s *scoring) saturatePair(freq, length [schema.TextFields]uint32, weigh func(schema.TextField, int) float64) float64 {
	adjacent, near := 0.0, 0.0
	for f, n := range freq {
		if n == 0 {
			continue
		}
		w := weigh(schema.TextField(f), int(length[f]))
		near += w
		if n == 2 {
			adjacent += w
		}
	}
	return s.proximity(adjacent, near)
}
