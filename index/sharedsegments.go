package index

import (
	"sync"

	"github.com/newsdex/newsdex/index/postings"
)

// A shared holds segments that several generations may use, as all generations of an
// index in memory do. The last release closes them.
type shared struct {
	postings.Source

	mu   *sync.Mutex
	refs *int
}

// newShared returns s with one reference.
func newShared(s postings.Source) shared {
	refs := 1
	return shared{Source: s, mu: new(sync.Mutex), refs: &refs}
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
	return s.Source.Close()
}
