package query

import (
	"context"

	"github.com/newsdex/newsdex/index"
)

// IDs returns the IDs of all articles of a snapshot that match q, copies among them,
// in no particular order: what to hand to [index.Index.Delete], for one. The error is
// ctx's when that is done.
func IDs(ctx context.Context, s *index.Snapshot, q Query) ([]string, error) {
	r, root, _, err := newSearch(ctx, s, q, DefaultRanking)
	if err != nil {
		return nil, err
	}
	var ids []string
	for i, seg := range r.segments {
		docs, err := r.matched(root, i)
		if err != nil {
			return nil, err
		}
		for it := docs.Iterator(); it.HasNext(); {
			if len(ids)%1024 == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			id, err := seg.ID(it.Next())
			if err != nil {
				return nil, err
			}
			ids = append(ids, id)
		}
	}
	return ids, nil
}
