package index

import (
	"sync"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// A segments is what holds the segments of an index: a bleve.Index, or a part of one.
type segments interface {
	Advanced() (bleveindex.Index, error)
	Close() error
}

// A shared is segments that several generations may look at: all those of an index
// in memory. The last one to let go closes it.
type shared struct {
	segments

	mu   *sync.Mutex
	refs *int
}

// newShared returns s with one reference.
func newShared(s segments) shared {
	refs := 1
	return shared{segments: s, mu: new(sync.Mutex), refs: &refs}
}

// share adds a reference.
func (s shared) share() shared {
	s.mu.Lock()
	*s.refs++
	s.mu.Unlock()
	return s
}

// release drops a reference.
func (s shared) release() error {
	s.mu.Lock()
	*s.refs--
	last := *s.refs == 0
	s.mu.Unlock()
	if !last {
		return nil
	}
	return s.segments.Close()
}
