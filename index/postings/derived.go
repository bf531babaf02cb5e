package postings

import (
	"hash/maphash"

	"github.com/newsdex/newsdex/index/schema"
)

// Derived returns a list that a search derives from others, of a phrase or of an
// expansion. It comes from the cache of the index, or from build, whose list is then
// kept. The name must tell the list from all others of the segment, the language and
// the fields.
func (s *Segment) Derived(language, name string, in []schema.TextField, build func() (*List, error)) (*List, error) {
	key := newCacheKey(s, language, name, in)
	key.derived = true
	if l := s.cache.get(key); l != nil {
		return l, nil
	}
	l, err := build()
	if err != nil {
		return nil, err
	}
	l.origin = &origin{segment: s, language: language, term: name, key: key}
	s.cache.put(key, l)
	return l, nil
}

// DerivedOnRepeat is like [Segment.Derived] but for a list that a search can do
// without: it returns nil at the first request of a name, and builds the list at the
// second.
func (s *Segment) DerivedOnRepeat(language, name string, in []schema.TextField, build func() (*List, error)) (*List, error) {
	key := newCacheKey(s, language, name, in)
	key.derived = true
	if l := s.cache.get(key); l != nil {
		return l, nil
	}
	if !s.cache.requestedBefore(key) {
		return nil, nil
	}
	return s.Derived(language, name, in, build)
}

// NoteRequest counts as a request of [Segment.DerivedOnRepeat] without building the
// list: the next request builds it.
func (s *Segment) NoteRequest(language, name string, in []schema.TextField) {
	key := newCacheKey(s, language, name, in)
	key.derived = true
	s.cache.requestedBefore(key)
}

// requestSlots is the number of requested keys that a cache remembers.
const requestSlots = 1 << 15

var requestSeed = maphash.MakeSeed()

// requestedBefore notes a request of a key, and reports whether the key was
// requested before. A key is forgotten when another one with the same slot is
// requested.
func (c *Cache) requestedBefore(key cacheKey) bool {
	h := maphash.Comparable(requestSeed, key)
	c.mu.Lock()
	defer c.mu.Unlock()
	slot := &c.requested[h%requestSlots]
	if *slot == h {
		return true
	}
	*slot = h
	return false
}
