package index

import (
	"context"
	"iter"
	"sync"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// A Snapshot is the state of an index at one moment. It does not change when the index
// does. Its methods are safe for concurrent use, Close among them: a method that has
// begun sees the snapshot to its end. After Close those that return an error return
// [ErrClosed].
type Snapshot struct {
	gen *generation

	mu     sync.Mutex // guards closed
	closed bool
}

// Hold returns another snapshot of the same state, which the caller closes. A function
// that reads from [Snapshot.Postings] for a while holds the snapshot, so that nothing is
// closed under it. The error is [ErrClosed] if s is closed.
func (s *Snapshot) Hold() (*Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, ErrClosed
	}
	s.gen.retain()
	return &Snapshot{gen: s.gen}, nil
}

// Close closes the snapshot. A second call does nothing. While the index is open, a
// generation that no one else uses is closed in the background ([Index.Close]).
func (s *Snapshot) Close() error {
	s.mu.Lock()
	before := s.closed
	s.closed = true
	s.mu.Unlock()
	switch {
	case before, !s.gen.drop():
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
// ctx.Err(). The articles can be yielded to their end after a Close in the meantime.
func (s *Snapshot) Articles(ctx context.Context) iter.Seq2[ingest.Article, error] {
	return s.articles(ctx, (*postings.Segment).Article)
}

func (s *Snapshot) articles(ctx context.Context, read func(*postings.Segment, uint32) (ingest.Article, error)) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		held, err := s.Hold()
		if err != nil {
			yield(ingest.Article{}, err)
			return
		}
		defer held.Close()
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

// Postings returns the postings of the snapshot, for engines. They are closed with the
// last snapshot of its state: an engine holds the snapshot while it reads them.
func (s *Snapshot) Postings() *postings.Reader { return s.gen.view }

// Languages returns the languages in which the articles are analysed, the most frequent
// first, equal counts by code.
func (s *Snapshot) Languages() ([]postings.LanguageCount, error) {
	held, err := s.Hold()
	if err != nil {
		return nil, err
	}
	defer held.Close()
	return s.gen.view.Languages()
}
