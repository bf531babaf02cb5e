package rank

import (
	"context"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
)

// The list of a pair holds the documents in which its words stand near each
// other, as if that were a word: in each field 1 where they are near each other,
// 2 where they also stand side by side. It is made for the second search that
// asks, and lets pairs be pruned as words are; for the first, positions are read of
// the documents that matter alone.

// pairCursor returns the cursor of a pair that has a list, or nil.
func pairCursor(ctx context.Context, s *segment, n *nearness) (*cursor, error) {
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
func pairList(ctx context.Context, s *segment, n *nearness) (*postings.List, error) {
	// Cursors of its own: those of the search must not move.
	a, err := newCursor(s, n.a.of, n.a.list, 0, 0)
	if err != nil {
		return nil, err
	}
	b, err := newCursor(s, n.b.of, n.b.list, 0, 0)
	if err != nil {
		return nil, err
	}
	own := &nearness{a: a, b: b, scorer: n.scorer}
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
		side, near, err := own.meet()
		if err != nil {
			return nil, err
		}
		for f := range fields {
			switch {
			case side[f]:
				fields[f] = append(fields[f], postings.Freq{Doc: doc, N: 2})
			case near[f]:
				fields[f] = append(fields[f], postings.Freq{Doc: doc, N: 1})
			}
		}
	}
	return postings.NewList(s.Segment, fields)
}

// pairSaturation is [scoring.saturation] for the list of a pair.
func (s *scoring) pairSaturation(freq, length [schema.TextFields]uint32) float64 {
	side, near := 0.0, 0.0
	for f, n := range freq {
		if n == 0 {
			continue
		}
		w := s.weigh(schema.TextField(f), 1, int(length[f]))
		near += w
		if n == 2 {
			side += w
		}
	}
	return s.nearness(side, near)
}
