package postings

import (
	"container/list"
	"sync"

	"github.com/newsdex/newsdex/index/schema"
)

// DefaultCacheBytes is the budget of the cache of an index: see
// [Index.SetCacheBytes].
const DefaultCacheBytes = 64 << 20

// A Cache keeps decoded lists up to a budget in bytes; the ones that were not
// used for longest go first. Segments never change, so what is kept of one is
// right for as long as it lives. Safe for concurrent use.
type Cache struct {
	mu     sync.Mutex
	budget int
	size   int
	hits   int64
	misses int64
	asked  [askedSlots]uint64 // hashes of what was asked for, see again
	items  map[cacheKey]*list.Element
	order  list.List // of cacheItem, the one used last in front

	bodies map[any][]float32 // see bodiesOf
}

type cacheKey struct {
	segment        *Segment
	language, term string
	fields         uint8 // a bit for each text field
	made           bool  // by a search: the term is its name for it
}

func newCacheKey(s *Segment, language, term string, in []schema.TextField) cacheKey {
	key := cacheKey{segment: s, language: language, term: term}
	for _, f := range in {
		key.fields |= 1 << f
	}
	return key
}

type cacheItem struct {
	key  cacheKey
	list *List
	size int // in bytes
}

func NewCache(budget int) *Cache {
	return &Cache{budget: budget, items: make(map[cacheKey]*list.Element), bodies: make(map[any][]float32)}
}

// get returns what is kept under a key, nil if nothing is.
func (c *Cache) get(key cacheKey) *List {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.items[key]
	if e == nil {
		c.misses++
		return nil
	}
	c.hits++
	c.order.MoveToFront(e)
	return e.Value.(*cacheItem).list
}

// maxShare is the part of the budget that one list may take: a quarter.
const maxShare = 4

// put keeps a list, unless it alone is more than its share of the budget.
func (c *Cache) put(key cacheKey, l *List) {
	c.mu.Lock()
	defer c.mu.Unlock()
	size := l.Size()
	if c.items[key] != nil || size > c.budget/maxShare {
		return
	}
	c.items[key] = c.order.PushFront(&cacheItem{key, l, size})
	c.size += size
	c.shrink()
}

// fits reports whether what is kept under a key may grow by n bytes.
func (c *Cache) fits(key cacheKey, n int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.items[key]
	return e != nil && e.Value.(*cacheItem).size+n <= c.budget/maxShare
}

// grow notes that a list that is kept under a key takes n bytes more.
func (c *Cache) grow(key cacheKey, l *List, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.items[key]
	if e == nil || e.Value.(*cacheItem).list != l {
		return // dropped meanwhile: it goes with those who use it
	}
	e.Value.(*cacheItem).size += n
	c.size += n
	c.shrink()
}

func (c *Cache) shrink() {
	for c.size > c.budget {
		c.drop(c.order.Back())
	}
}

func (c *Cache) drop(e *list.Element) {
	item := e.Value.(*cacheItem)
	c.order.Remove(e)
	delete(c.items, item.key)
	c.size -= item.size
}

// forget drops what is kept of segments that are closed.
func (c *Cache) forget(segments []*Segment) {
	gone := make(map[*Segment]bool, len(segments))
	for _, s := range segments {
		gone[s] = true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for e := c.order.Front(); e != nil; {
		next := e.Next()
		if gone[e.Value.(*cacheItem).key.segment] {
			c.drop(e)
		}
		e = next
	}
}

// CacheStats says how the cache of an index is used.
type CacheStats struct {
	Bytes  int   `json:"bytes"`  // that the lists take in memory
	Budget int   `json:"budget"` // in bytes
	Lists  int   `json:"lists"`  // that are kept
	Hits   int64 `json:"hits"`   // requests that found a list
	Misses int64 `json:"misses"` // requests that did not
}

// SetBudget sets the budget in bytes; 0 keeps nothing.
func (c *Cache) SetBudget(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.budget = n
	if n == 0 {
		c.asked = [askedSlots]uint64{}
	}
	c.shrink()
}

// Stats returns how the cache has been used since it was made.
func (c *Cache) Stats() CacheStats {
	c.mu.Lock()
	defer c.mu.Unlock()
	return CacheStats{Bytes: c.size, Budget: c.budget, Lists: len(c.items), Hits: c.hits, Misses: c.misses}
}
