package rank

import (
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// firstByID offers the first documents by ID to best, all with the score 0.
func firstByID(ctx context.Context, s *segment, docs *roaring.Bitmap, best *top) error {
	if docs.GetCardinality() <= maxIDLookups {
		return offerEach(ctx, s, nil, docs, best)
	}
	n, w := 0, watch{ctx: ctx}
	for d, err := range s.IDs() {
		if err == nil {
			err = w.work(stepsOfLookup)
		}
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

// maxIDLookups is the number of documents up to which looking up all their IDs is
// quicker than walking the IDs in order.
const maxIDLookups = 1000

// stepsOfLookup is the work of looking up a term or an ID, in the steps of a [watch].
const stepsOfLookup = 256

// conjunction offers the documents of a plan with several groups to best.
func conjunction(ctx context.Context, s *segment, all *sum, docs *roaring.Bitmap, best *top) error {
	postings := 0
	for _, c := range all.cursors {
		postings += len(c.docs)
	}
	many := best.size > 0 && int(docs.GetCardinality())*postingsPerDoc > postings
	if err := all.bind(ctx, many); err != nil {
		return err
	}
	return withThreshold(all, best, func(sum *sum, best *top) error {
		if many {
			cursors := slices.DeleteFunc(slices.Clone(sum.cursors), (*cursor).done)
			if d := newDisjunct(sum, cursors, best); d.haveImpacts() && len(cursors) > 1 {
				return d.byWindows(ctx, s, newBitset(docs))
			}
		}
		return offerEach(ctx, s, sum, docs, best)
	})
}

// offerEach offers each of docs to best, with the score 0 where sum is nil.
func offerEach(ctx context.Context, s *segment, sum *sum, docs *roaring.Bitmap, best *top) error {
	w, steps := watch{ctx: ctx}, 8
	if sum != nil {
		steps += 2 * len(sum.cursors)
	}
	for it := docs.Iterator(); it.HasNext(); {
		if err := w.work(steps); err != nil {
			return err
		}
		c := Candidate{Segment: s.number, Doc: it.Next()}
		if sum != nil {
			if !best.admits(sum.seek(c.Doc) + sum.pairBound) {
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
