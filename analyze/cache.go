package analyze

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// Numbers of slots in the caches of a row: the larger for words, the smaller for rarer
// entries. Over 12,000 different articles of English news, 72 MB, the caches of one
// language hit 98.6 % of the time and take 13 MB.
const (
	wordSlots = 1 << 17
	fewSlots  = 1 << 13
)

// maxCached is the maximum length in bytes of a word that a cache takes.
const maxCached = 64

// maxRaw is how many bytes of a longer word are analysed.
const maxRaw = 4 * maxTerm

// ways is the number of slots that a word may occupy in a cache.
const ways = 4

// A cache maps raw words to their entries. It is a table of sets of four slots without
// locks: each slot is read and replaced atomically. A full set replaces a word that was
// not requested since its last chance of replacement (second-chance page replacement).
// So the many words that occur once do not displace the words that occur always.
type cache struct {
	sets []cacheSet // a power of two
}

// A cacheSet fills a line of the processor's cache. A tag is part of its word's hash,
// so that the other words of the set need not be read. While another goroutine replaces
// a slot and its tag, the two may not match; then a word just seems unknown.
type cacheSet struct {
	tags  [ways]atomic.Uint32
	slots [ways]atomic.Pointer[cached]
	_     [16]byte
}

// A cached is an entry with its word. It fills a line of the processor's cache.
type cached struct {
	low, high uint64 // the word; see packed
	entry
	asked atomic.Uint32 // 1 if the word was requested recently
	n     uint8         // length of the word in bytes, at most maxPacked+1
}

// is reports whether c is the entry of a word.
func (c *cached) is(raw string, p packed) bool {
	return c.low == p.low && c.high == p.high && c.n == p.n && (p.n <= maxPacked || c.rest.raw == raw)
}

func newCache(slots int) *cache {
	return &cache{sets: make([]cacheSet, slots/ways)}
}

var cacheSeed = maphash.MakeSeed()

// termHash returns the hash of a term. It is never 0.
func termHash(term string) uint32 { return uint32(maphash.String(cacheSeed, term)>>32) | 1 }

// get returns the entry of raw, calling build if the cache lacks it. If raw is too long
// to be a word, only its start is analysed. A nil cache builds every entry anew.
func (c *cache) get(raw string, build func(string) *entry) *entry {
	if c == nil || len(raw) > maxCached {
		e := build(cut(raw, maxRaw))
		e.hash = termHash(e.term)
		return e
	}
	p := pack(raw)
	var h uint64
	if p.n <= maxPacked {
		h = p.hash()
	} else {
		h = maphash.String(cacheSeed, raw)
	}
	set, tag := &c.sets[h&uint64(len(c.sets)-1)], uint32(h>>32)
	for i := range set.tags {
		if set.tags[i].Load() != tag {
			continue
		}
		if e := set.slots[i].Load(); e != nil && e.is(raw, p) {
			// Store only if necessary: other processors have the line cached, too.
			if e.asked.Load() == 0 {
				e.asked.Store(1)
			}
			return &e.entry
		}
	}
	// The entry outlives the text and must not keep it in memory.
	raw = strings.Clone(raw)
	e := &cached{low: p.low, high: p.high, n: p.n, entry: *build(raw)}
	if strings.HasPrefix(raw, e.term) {
		e.prefix = uint8(len(e.term))
	}
	if p.n > maxPacked {
		e.own().raw = raw
	}
	e.hash = termHash(e.term)
	i := set.victim()
	set.slots[i].Store(e)
	set.tags[i].Store(tag)
	return &e.entry
}

// victim returns the slot that a new entry replaces.
func (set *cacheSet) victim() int {
	for i := range set.slots {
		if set.slots[i].Load() == nil {
			return i
		}
	}
	for i := range set.slots {
		if set.slots[i].Load().asked.Load() == 0 {
			return i
		}
	}
	for i := range set.slots {
		set.slots[i].Load().asked.Store(0)
	}
	return 0
}
