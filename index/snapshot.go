package index

import (
	"context"
	"iter"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// A Snapshot is the state of an index at one moment. It does not change when the index
// does. Its methods are safe for concurrent use.
type Snapshot struct {
	gen *generation
}

// Close closes the snapshot, which must not be used afterwards. While the index is
// open, a generation that no one else uses is closed in the background ([Index.Close]).
func (s *Snapshot) Close() error {
	switch {
	case !s.gen.drop():
		return nil
	case s.gen.closer != nil:
		return s.gen.closer.close(s.gen)
	}
	return s.gen.close()
}

// Manifest returns the manifest of the generation.
func (s *Snapshot) Manifest() Manifest { return s.gen.manifest }

// Generation returns the name of the generation, "" for an index in memory.
func (s *Snapshot) Generation() string { return s.gen.name }

// Count returns the number of articles.
func (s *Snapshot) Count() int { return s.gen.view.Count() }

// Totals returns the sums for scorers.
func (s *Snapshot) Totals() Totals { return s.gen.manifest.Totals }

// Articles yields all articles as they are stored, in arbitrary order, and an error for
// each that cannot be read. It stops when ctx is done; then the last element is
// ctx.Err().
func (s *Snapshot) Articles(ctx context.Context) iter.Seq2[ingest.Article, error] {
	return s.articles(ctx, (*postings.Segment).Article)
}

func (s *Snapshot) articles(ctx context.Context, read func(*postings.Segment, uint32) (ingest.Article, error)) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for _, seg := range s.Postings().Segments() {
			for it := seg.All().Iterator(); it.HasNext(); {
				if err := ctx.Err(); err != nil {
					yield(ingest.Article{}, err)
					return
				}
				if !yield(read(seg, it.Next())) {
					return
				}
			}
		}
	}
}

// Postings returns the postings of the snapshot, for engines. They are closed with it.
func (s *Snapshot) Postings() *postings.Reader { return s.gen.view }

// Languages returns the languages in which the articles are analysed, the most frequent
// first, equal counts by code.
func (s *Snapshot) Languages() ([]postings.LanguageCount, error) { return s.gen.view.Languages() }
