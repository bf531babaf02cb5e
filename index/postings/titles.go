package postings

import (
	"context"

	"github.com/newsdex/newsdex/index/schema"
)

// A TitleOrder holds the places of the articles of a snapshot in the order of
// their titles. It takes 4 bytes for each document; the titles themselves are not
// kept. It does not change and may be used concurrently.
type TitleOrder struct {
	ranks [][]uint32 // by segment and document
}

// Ranks returns the places of a segment's articles by document number, counted
// from 1 over all segments. Titles with the same [TitleKey] have the same place,
// and 0 stands for an article without a title. The caller must not change the
// slice.
func (o *TitleOrder) Ranks(segment int) []uint32 { return o.ranks[segment] }

// TitleOrder returns the order of the titles. It is read on first use and kept,
// as columns are: see [view.Column].
func (v *Reader) TitleOrder(ctx context.Context) (*TitleOrder, error) {
	return v.titles.get(func() (*TitleOrder, error) {
		o := &TitleOrder{ranks: newOrdinals(v.segments)}
		place, last := uint32(0), ""
		err := walkTerms(ctx, v.segments, schema.SortTitle, func(key string, seg int, doc uint32) {
			if key != last {
				place, last = place+1, key
			}
			o.ranks[seg][doc] = place
		})
		if err != nil {
			return nil, err
		}
		return o, nil
	})
}
