package query

import (
	"context"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/query/internal/rank"
	"github.com/newsdex/newsdex/query/plan"
)

// IDs returns the IDs of all articles of a snapshot that match q, with copies, in no
// particular order. [index.Index.Delete] accepts them. The error is ctx's when that
// is done.
func IDs(ctx context.Context, s *index.Snapshot, q Query) ([]string, error) {
	s, err := s.Hold()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	p, err := Compile(ctx, Local(s), q)
	if err != nil {
		return nil, err
	}
	ids, err := matchingIDs(ctx, s, p)
	return ids, searchError(err)
}

// matchingIDs returns the IDs of all articles of a snapshot that match a plan.
func matchingIDs(ctx context.Context, s *index.Snapshot, p *plan.Plan) ([]string, error) {
	search, err := rank.Bind(ctx, s, p, rank.Options{Ranking: rank.Ranking(DefaultRanking())})
	if err != nil {
		return nil, err
	}
	matching, err := search.Matching(ctx)
	if err != nil {
		return nil, err
	}
	var ids []string
	for i, seg := range s.Postings().Segments() {
		for it := matching[i].Iterator(); it.HasNext(); {
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
