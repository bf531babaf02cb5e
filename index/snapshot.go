package index

import (
	"context"
	"iter"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// A Snapshot is an index at one moment. It does not change while the index
// does. Its methods are safe for concurrent use.
type Snapshot struct {
	gen *generation
}

// Close lets go of the snapshot. It must not be used afterwards. What it was the last to
// use is closed without its waiting, while the index is open ([Index.Close]).
func (s *Snapshot) Close() error {
	switch {
	case !s.gen.drop():
		return nil
	case s.gen.closer != nil:
		return s.gen.closer.close(s.gen)
	}
	return s.gen.close()
}

// Manifest returns what is known of the generation.
func (s *Snapshot) Manifest() Manifest { return s.gen.manifest }

// Generation returns the name of the generation, "" for an index in memory.
func (s *Snapshot) Generation() string { return s.gen.name }

// Count returns the number of articles.
func (s *Snapshot) Count() int { return s.gen.view.Count() }

// Totals returns the sums that a scorer needs.
func (s *Snapshot) Totals() Totals { return s.gen.manifest.Totals }

// Articles yields all articles as they are stored, in no order that means anything,
// and an error for each that cannot be read. It stops when ctx is done; then the
// last element is ctx.Err().
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

// Languages returns the languages that the articles are analysed in, the most
// frequent first and those of one count by code.
func (s *Snapshot) Languages() ([]postings.LanguageCount, error) { return s.gen.view.Languages() }
