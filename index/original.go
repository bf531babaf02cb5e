package index

import (
	"context"
	"fmt"
	"iter"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// Original returns the original of the article with the given ID. The error wraps
// [ErrNotFound] if the index does not hold the article, and [ErrNoOriginal] if the
// article came without an original or its original is not kept.
func (x *Index) Original(id string) (*ingest.Origin, error) {
	s, err := x.Snapshot()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	rec, found, err := s.gen.view.Find(id)
	switch {
	case err != nil:
	case !found:
		err = notFound(s.gen.view, id)
	default:
		var o *ingest.Origin
		if o, err = s.original(rec); err == nil && o == nil {
			err = ErrNoOriginal
		}
		if err == nil {
			return o, nil
		}
	}
	return nil, fmt.Errorf("original of %s: %w", id, err)
}

// original returns the original of a stored article, nil if it has none.
func (s *Snapshot) original(rec record.Record) (*ingest.Origin, error) {
	if rec.Original == 0 || s.gen.originals == nil {
		return nil, nil
	}
	return s.gen.originals.Get(rec.Original)
}

// WithOriginals is like [Snapshot.Articles] but sets the Origin of articles whose
// originals are kept. If an original cannot be read, an error takes the place of the
// article.
func (s *Snapshot) WithOriginals(ctx context.Context) iter.Seq2[ingest.Article, error] {
	return s.articles(ctx, func(seg *postings.Segment, doc uint32) (ingest.Article, error) {
		rec, err := seg.Record(doc)
		if err == nil {
			rec.Article.Origin, err = s.original(rec)
		}
		if err != nil {
			return ingest.Article{}, err
		}
		return rec.Article, nil
	})
}
