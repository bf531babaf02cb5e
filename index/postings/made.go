package postings

import (
	"hash/maphash"

	"github.com/newsdex/newsdex/index/schema"
)

// Made returns a list that a search made, of a phrase or of many words, from the
// cache of the index; where it is not there build makes it. The name must say all
// that the list depends on but for the segment, the language and the fields.
func (s *Segment) Made(language, name string, in []schema.TextField, build func() (*List, error)) (*List, error) {
	key := newCacheKey(s, language, name, in)
	key.made = true
	if l := s.cache.get(key); l != nil {
		return l, nil
	}
	l, err := build()
	if err != nil {
		return nil, err
	}
	l.from = &origin{segment: s, language: language, term: name, key: key}
	s.cache.put(key, l)
	return l, nil
}

// MadeAgain is [Segment.Made] for a list that a search can do without: for the
// first search that asks it is nil.
func (s *Segment) MadeAgain(language, name string, in []schema.TextField, build func() (*List, error)) (*List, error) {
	key := newCacheKey(s, language, name, in)
	key.made = true
	if l := s.cache.get(key); l != nil {
		return l, nil
	}
	if !s.cache.again(key) {
		return nil, nil
	}
	return s.Made(language, name, in, build)
}

// Ask notes that a search would have asked [Segment.MadeAgain] for a list, which is
// then made for the next one.
func (s *Segment) Ask(language, name string, in []schema.TextField) {
	key := newCacheKey(s, language, name, in)
	key.made = true
	s.cache.again(key)
}

// askedSlots is the number of names that a cache remembers to have been asked
// for.
const askedSlots = 1 << 15

var askedSeed = maphash.MakeSeed()

// again reports whether a key was asked for before, as far as that is remembered:
// a later one may have taken its slot.
func (c *Cache) again(key cacheKey) bool {
	h := maphash.Comparable(askedSeed, key)
	c.mu.Lock()
	defer c.mu.Unlock()
	slot := &c.asked[h%askedSlots]
	if *slot == h {
		return true
	}
	*slot = h
	return false
}
