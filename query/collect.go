package query

import (
	"slices"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// collect fills in the total and the hits that o asks for. Where copies are
// folded, more candidates are asked for until there are enough.
func (r *run) collect(res *Results, root node, show *snippeter, o Options) error {
	want := o.Offset + o.Limit
	for size := want; ; size *= 4 {
		best := newTop(r.segments, size)
		total, err := r.offer(root, o.Order, best)
		if err != nil {
			return err
		}
		res.Total = total
		ranked, err := best.ranked()
		if err != nil {
			return err
		}
		if o.Order != ByScore {
			if err := r.rescore(root, ranked); err != nil {
				return err
			}
		}
		kept, err := r.fold(ranked, want, o)
		if err != nil {
			return err
		}
		if len(kept) < want && size < total {
			continue
		}
		for _, k := range kept[min(o.Offset, len(kept)):] {
			if err := r.ctx.Err(); err != nil { // a text can be long
				return err
			}
			h, err := r.hit(root, k, show, o)
			if err != nil {
				return err
			}
			res.Hits = append(res.Hits, h)
		}
		return nil
	}
}

// offer offers all documents that match to best, in an order, and returns their
// number.
func (r *run) offer(root node, order Order, best *top) (int, error) {
	if order == ByScore {
		return r.search(root, best)
	}
	return r.byRank(root, order, best)
}

// A kept is a candidate with its article.
type kept struct {
	candidate
	article ingest.Article
}

// fold reads the articles of candidates, up to n of them, leaving out the copies
// of better ones.
func (r *run) fold(ranked []candidate, n int, o Options) ([]kept, error) {
	var out []kept
	seen := make(map[string]bool)
	for _, c := range ranked {
		if len(out) == n {
			break
		}
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
		if o.IDsOnly {
			out = append(out, kept{c, ingest.Article{ID: c.id}})
			continue
		}
		a, err := r.segments[c.seg].Shown(c.doc)
		if err != nil {
			return nil, err
		}
		if !o.Copies && a.Fingerprint != "" {
			if seen[a.Fingerprint] {
				continue
			}
			seen[a.Fingerprint] = true
		}
		out = append(out, kept{c, a})
	}
	return out, nil
}

func (r *run) hit(root node, k kept, show *snippeter, o Options) (Hit, error) {
	h := Hit{Article: k.article, Score: k.score}
	if !o.Copies {
		copies, err := r.copies(&k.article)
		if err != nil {
			return h, err
		}
		h.Copies = copies
	}
	if o.Explain {
		e, err := r.explainHit(root, k.seg, k.doc)
		if err != nil {
			return h, err
		}
		h.Explanation = &e
	}
	if o.Snippets > 0 {
		h.Snippets = show.snippets(&k.article)
	}
	return h, nil
}

// copies returns the IDs of the other articles with the text of a, in order.
func (r *run) copies(a *ingest.Article) ([]string, error) {
	if a.Fingerprint == "" {
		return nil, nil
	}
	var ids []string
	for _, seg := range r.segments {
		docs, err := seg.Docs(index.FieldFingerprint, a.Fingerprint)
		if err != nil {
			return nil, err
		}
		for it := docs.Iterator(); it.HasNext(); {
			id, err := seg.ID(it.Next())
			if err != nil {
				return nil, err
			}
			if id != a.ID {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return ids, nil
}
