package postings

import (
	"context"

	"github.com/newsdex/newsdex/index/schema"
)

// A TitleOrder ranks the articles of a snapshot by title. It takes 4 bytes for each
// document and does not keep the titles. It does not change, and is safe for
// concurrent use.
type TitleOrder struct {
	ranks [][]uint32 // by segment and document
}

// Ranks returns the ranks of a segment's articles by document number, counted from 1
// over all segments. Titles with the same [schema.TitleKey] have the same rank. An
// article without a title has 0. The argument is the index of the segment in
// [Reader.Segments]. The caller must not change the slice.
func (o *TitleOrder) Ranks(segment int) []uint32 { return o.ranks[segment] }

// TitleOrder returns the order of the titles. Like a column, it is read on first use
// and kept: see [Reader.Column].
func (v *Reader) TitleOrder(ctx context.Context) (*TitleOrder, error) {
	return v.titles.get(func() (*TitleOrder, error) {
		o := &TitleOrder{ranks: newOrdinals(v.segments)}
		rank, last := uint32(0), ""
		err := walkTerms(ctx, v.segments, schema.SortTitle, func(key string, seg int, doc uint32) {
			if key != last {
				rank, last = rank+1, key
			}
			o.ranks[seg][doc] = rank
		})
		if err != nil {
			return nil, err
		}
		return o, nil
	})
}

// FirstTitle returns the first title key of a live article that is from or behind it, and
// the document number of such an article; "" if there is none. Keys are those of
// [schema.TitleKey].
func (s *Segment) FirstTitle(from string) (key string, doc uint32, err error) {
	for key, err := range s.Terms(schema.SortTitle, from, "") {
		if err != nil {
			return "", 0, err
		}
		docs, err := s.Docs(schema.SortTitle, key)
		if err != nil {
			return "", 0, err
		}
		if !docs.IsEmpty() {
			return key, docs.Minimum(), nil
		}
	}
	return "", 0, nil
}
