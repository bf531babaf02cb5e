package rank

import (
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// first offers documents that all have the score 0: the first ones by ID.
func first(ctx context.Context, s *segment, docs *roaring.Bitmap, best *top) error {
	if docs.GetCardinality() <= firstScan {
		return each(ctx, s, nil, docs, best)
	}
	n := 0
	for d, err := range s.IDs() {
		if err != nil {
			return err
		}
		if !docs.Contains(d.Doc) {
			continue
		}
		if n++; n > best.size {
			return nil
		}
		best.offer(Candidate{Segment: s.number, Doc: d.Doc, ID: d.ID})
	}
	return nil
}

// firstScan is the number of documents up to which looking up all their IDs is
// quicker than walking the IDs in order.
const firstScan = 1000

// conjunction offers the documents of a plan of several groups to best.
func conjunction(ctx context.Context, s *segment, all *sum, docs *roaring.Bitmap, best *top) error {
	postings := 0
	for _, c := range all.cursors {
		postings += len(c.docs)
	}
	many := best.size > 0 && int(docs.GetCardinality())*longShare > postings
	all.bind(many)
	return withFloor(all, best, func(sum *sum, best *top) error {
		if many {
			cursors := slices.DeleteFunc(slices.Clone(sum.cursors), (*cursor).done)
			if d := newDisjunct(sum, cursors, best); d.haveImpacts() && len(cursors) > 1 {
				return d.byWindows(ctx, s, newBitset(docs))
			}
		}
		return each(ctx, s, sum, docs, best)
	})
}

// each offers every one of a set of documents to best; without a sum, with the
// score 0.
func each(ctx context.Context, s *segment, sum *sum, docs *roaring.Bitmap, best *top) error {
	n := 0
	for it := docs.Iterator(); it.HasNext(); n++ {
		if n%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		c := Candidate{Segment: s.number, Doc: it.Next()}
		if sum != nil {
			if !best.admits(sum.seek(c.Doc) + sum.near) {
				continue
			}
			score, ok, err := sum.score(c.Doc, best)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			c.Score = score
		}
		best.offer(c)
	}
	return nil
}
