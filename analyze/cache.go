package analyze

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// Slots of the caches of a row: of words, and of what there is less of.
const (
	wordSlots = 1 << 15
	fewSlots  = 1 << 12
)

// maxCached is the longest word in bytes that a cache takes.
const maxCached = 64

// A cache remembers what raw words become. It is a table of two-way sets
// without locks: a slot is read and replaced atomically, and a word that
// meets two others goes over the older one.
type cache struct {
	slots []atomic.Pointer[entry] // a power of two
}

func newCache(slots int) *cache {
	return &cache{make([]atomic.Pointer[entry], slots)}
}

var cacheSeed = maphash.MakeSeed()

// get returns the entry of raw, made by build where it is not there yet.
func (c *cache) get(raw string, build func(string) *entry) *entry {
	if len(raw) > maxCached {
		return build(raw)
	}
	i := maphash.String(cacheSeed, raw) & uint64(len(c.slots)-1)
	first := c.slots[i].Load()
	if first != nil && first.raw == raw {
		return first
	}
	if e := c.slots[i^1].Load(); e != nil && e.raw == raw {
		return e
	}
	// The entry outlives the text: it must not hold on to it.
	e := build(strings.Clone(raw))
	if first != nil {
		c.slots[i^1].Store(first)
	}
	c.slots[i].Store(e)
	return e
}
