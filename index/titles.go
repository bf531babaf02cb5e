package index

import (
	"context"
	"strings"

	"github.com/newsdex/newsdex/analyze"
)

// TitleKey returns what titles are sorted by: the folded title ([analyze.Fold]),
// in which neither case nor diacritics matter, without white space at its ends
// and with one space for each run of it within, cut after 256 bytes. The order is
// that of the bytes. It returns "" where there is nothing to sort by.
func TitleKey(title string) string {
	return cutValue(strings.Join(strings.Fields(analyze.Fold(title)), " "))
}

// A TitleOrder holds the places of the articles of a snapshot in the order of
// their titles. It takes 4 bytes for each document; the titles themselves are not
// kept. It does not change and may be used concurrently.
type TitleOrder struct {
	places [][]uint32 // by segment and document
}

// Places returns the places of a segment's articles by document number, counted
// from 1 over all segments. Titles with the same [TitleKey] have the same place,
// and 0 stands for an article without a title. The caller must not change the
// slice.
func (o *TitleOrder) Places(segment int) []uint32 { return o.places[segment] }

// TitleOrder returns the order of the titles. It is read on first use and kept,
// as columns are: see [view.Column].
func (v *view) TitleOrder(ctx context.Context) (*TitleOrder, error) {
	return v.titles.get(func() (*TitleOrder, error) {
		o := &TitleOrder{places: newOrdinals(v.segments)}
		place, last := uint32(0), ""
		err := walkTerms(ctx, v.segments, fieldTitleKey, func(key string, seg int, doc uint32) {
			if key != last {
				place, last = place+1, key
			}
			o.places[seg][doc] = place
		})
		if err != nil {
			return nil, err
		}
		return o, nil
	})
}
