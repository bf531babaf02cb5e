package query

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// first offers documents that all have the score 0: the first ones by ID.
func (r *run) first(docs *roaring.Bitmap, seg int, best *top) error {
	if docs.GetCardinality() <= firstScan {
		return r.each(nil, docs, seg, best)
	}
	n := 0
	for d, err := range r.segments[seg].IDs() {
		if err != nil {
			return err
		}
		if !docs.Contains(d.Doc) {
			continue
		}
		if n++; n > best.size {
			return nil
		}
		best.offer(candidate{seg: seg, doc: d.Doc, id: d.ID})
	}
	return nil
}

// firstScan is the number of documents up to which looking up all their IDs is
// quicker than walking the IDs in order.
const firstScan = 1000

// conjunction offers the documents of a plan of several groups to best.
func (r *run) conjunction(all *sum, docs *roaring.Bitmap, seg int, best *top) error {
	postings := 0
	for _, c := range all.cursors {
		postings += len(c.docs)
	}
	many := best.size > 0 && int(docs.GetCardinality())*longShare > postings
	all.bind(many)
	return r.withFloor(all, best, func(sum *sum, best *top) error {
		if many {
			cursors := slices.DeleteFunc(slices.Clone(sum.cursors), (*cursor).done)
			if d := newDisjunct(sum, cursors, best); d.haveImpacts() && len(cursors) > 1 {
				return d.byWindows(r, seg, newBitset(docs))
			}
		}
		return r.each(sum, docs, seg, best)
	})
}

// each offers every one of a set of documents to best; without a sum, with the
// score 0.
func (r *run) each(sum *sum, docs *roaring.Bitmap, seg int, best *top) error {
	n := 0
	for it := docs.Iterator(); it.HasNext(); n++ {
		if n%4096 == 0 {
			if err := r.ctx.Err(); err != nil {
				return err
			}
		}
		c := candidate{seg: seg, doc: it.Next()}
		if sum != nil {
			if !best.admits(sum.seek(c.doc) + sum.near) {
				continue
			}
			score, ok, err := sum.score(c.doc, best)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			c.score = score
		}
		best.offer(c)
	}
	return nil
}

// everything offers all documents of a node of any form to best and returns
// their number.
func (r *run) everything(root node, seg int, best *top) (int, error) {
	m, err := root.eval(r, seg)
	if err != nil {
		return 0, err
	}
	r.found[seg] = m.docs
	factor, err := r.factors(seg)
	if err != nil {
		return 0, err
	}
	for it := m.docs.Iterator(); it.HasNext(); {
		c := candidate{seg: seg, doc: it.Next()}
		if m.scores != nil {
			c.score = m.scores[c.doc] * factor(c.doc)
		}
		best.offer(c)
	}
	return int(m.docs.GetCardinality()), nil
}

// search offers all documents that match to best and returns their number.
func (r *run) search(root node, best *top) (int, error) {
	p, planned := planOf(root)
	total := 0
	for seg := range r.segments {
		if err := r.ctx.Err(); err != nil {
			return 0, err
		}
		var n int
		var err error
		if planned {
			n, err = p.search(r, seg, best)
		} else {
			n, err = r.everything(root, seg, best)
		}
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, best.err
}
