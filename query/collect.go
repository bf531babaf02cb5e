package query

import (
	"slices"

	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// collect fills in the total and the hits that o asks for. Where copies are
// folded, more candidates are asked for until there are enough.
func (r *run) collect(res *Results, root node, o Options) error {
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
		if o.IDsOnly {
			return r.ids(res, root, ranked[min(o.Offset, len(ranked)):], o)
		}
		kept, err := r.fold(ranked, want, o)
		if err != nil {
			return err
		}
		if len(kept) < want && size < total {
			continue
		}
		kept = kept[min(o.Offset, len(kept)):]
		res.Hits = make([]Hit, len(kept))
		for i, k := range kept {
			res.Hits[i].Article = k.article
			if err := r.fillIn(&res.Hits[i], root, k.candidate, o); err != nil {
				return err
			}
		}
		return nil
	}
}

// ids makes hits that have no more than IDs.
func (r *run) ids(res *Results, root node, ranked []candidate, o Options) error {
	res.Hits = make([]Hit, len(ranked))
	for i, c := range ranked {
		res.Hits[i].ID = c.id
		if err := r.fillIn(&res.Hits[i], root, c, o); err != nil {
			return err
		}
	}
	return nil
}

// show fills in the snippets of hits, each by one of several snippeters.
func (r *run) show(hits []Hit, by func() *snippeter) error {
	return forHits(len(hits), func() func(i int) error {
		s := by()
		return func(i int) error {
			hits[i].Snippets = s.snippets(&hits[i].Article)
			return r.ctx.Err() // a text can be long
		}
	})
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
	out := make([]kept, min(n, len(ranked)))
	for i, c := range ranked[:len(out)] {
		out[i].candidate = c
	}
	err := forHits(len(out), func() func(i int) error {
		return func(i int) error { return r.read(&out[i]) }
	})
	if err != nil || o.Copies {
		return out, err
	}
	seen := make(map[string]bool)
	copied := func(k kept) bool {
		print := k.article.Fingerprint
		if print == "" {
			return false
		}
		before := seen[print]
		seen[print] = true
		return before
	}
	out = slices.DeleteFunc(out, copied)
	for _, c := range ranked[min(n, len(ranked)):] {
		if len(out) == n {
			break
		}
		k := kept{candidate: c}
		if err := r.read(&k); err != nil {
			return nil, err
		}
		if !copied(k) {
			out = append(out, k)
		}
	}
	return out, nil
}

// read reads what is shown of an article.
func (r *run) read(k *kept) (err error) {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	k.article, err = r.segments[k.seg].Shown(k.doc)
	return err
}

// fillIn fills in what stands beside the article of a hit.
func (r *run) fillIn(h *Hit, root node, c candidate, o Options) (err error) {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	h.Score = c.score
	if !o.Copies {
		if h.Copies, err = r.copies(&h.Article); err != nil {
			return err
		}
	}
	if o.Explain {
		e, err := r.explainHit(root, c.seg, c.doc)
		if err != nil {
			return err
		}
		h.Explanation = &e
	}
	return nil
}

// copies returns the IDs of the other articles with the text of a, in order.
func (r *run) copies(a *ingest.Article) ([]string, error) {
	if a.Fingerprint == "" {
		return nil, nil
	}
	var ids []string
	for _, seg := range r.segments {
		docs, err := seg.Docs(schema.Fingerprint, a.Fingerprint)
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
