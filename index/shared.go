package index

import (
	"sync"

	"github.com/blevesearch/bleve/v2"
)

// A shared is a Bleve index that several generations may look at: all those of
// an index in memory. The last one to let go closes it.
type shared struct {
	bleve.Index

	mu   *sync.Mutex
	refs *int
}

// newShared returns b with one reference.
func newShared(b bleve.Index) shared {
	refs := 1
	return shared{Index: b, mu: new(sync.Mutex), refs: &refs}
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
	return s.Index.Close()
}
