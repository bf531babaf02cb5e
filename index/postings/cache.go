package postings

import (
	"container/list"
	"sync"

	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// DefaultCacheBytes is the budget of the cache of an index, in bytes, unless
// Index.SetCacheBytes of package index sets another.
const DefaultCacheBytes = 64 << 20

// A Cache keeps the lists that searches have derived, of phrases and of expansions, within
// a budget of bytes. It drops the least recently used lists. Segments never change, so a
// list stays valid as long as its segment is open. It is safe for concurrent use.
type Cache struct {
	mu     sync.Mutex
	budget int
	size   int
	hits   int64
	misses int64
	items  map[cacheKey]*list.Element
	order  list.List // of cacheItem, the most recently used in front
}

// A cacheKey identifies a list.
type cacheKey struct {
	segment        *Segment
	language, name string
	fields         uint8 // a bit for each text field
}

func newCacheKey(s *Segment, language, name string, in []schema.TextField) cacheKey {
	key := cacheKey{segment: s, language: language, name: name}
	for _, f := range in {
		key.fields |= 1 << f
	}
	return key
}

// A cacheItem is a list in the cache.
type cacheItem struct {
	key  cacheKey
	list *packed.List
	size int // in bytes
}

// NewCache returns an empty cache with a budget in bytes.
func NewCache(budget int) *Cache {
	return &Cache{budget: budget, items: make(map[cacheKey]*list.Element)}
}

// get returns the list of a key, nil if the cache lacks it.
func (c *Cache) get(key cacheKey) *packed.List {
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

// maxShare is the divisor of the budget that bounds one list: a quarter of it.
const maxShare = 4

// listOverhead is the number of bytes that a list takes beside its own.
const listOverhead = 300

// put keeps a list, unless it alone exceeds its share of the budget.
func (c *Cache) put(key cacheKey, l *packed.List) {
	c.mu.Lock()
	defer c.mu.Unlock()
	size := l.Size() + listOverhead
	if c.items[key] != nil || size > c.budget/maxShare {
		return
	}
	c.items[key] = c.order.PushFront(&cacheItem{key, l, size})
	c.size += size
	c.shrink()
}

// shrink drops lists until the cache is within its budget. The caller holds mu.
func (c *Cache) shrink() {
	for c.size > c.budget {
		c.drop(c.order.Back())
	}
}

// drop drops one list. The caller holds mu.
func (c *Cache) drop(e *list.Element) {
	item := e.Value.(*cacheItem)
	c.order.Remove(e)
	delete(c.items, item.key)
	c.size -= item.size
}

// forget drops the lists of segments that are being closed.
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

// CacheStats describes the use of the cache of an index.
type CacheStats struct {
	Bytes  int   `json:"bytes"`  // size of the lists in memory
	Budget int   `json:"budget"` // greatest size in bytes
	Lists  int   `json:"lists"`  // number of lists kept
	Hits   int64 `json:"hits"`   // requests that found a list
	Misses int64 `json:"misses"` // requests that did not
}

// SetBudget sets the budget in bytes and drops lists beyond it. With 0 nothing is
// kept.
func (c *Cache) SetBudget(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.budget = n
	c.shrink()
}

// Stats returns the current size of the cache, and its hits and misses since
// NewCache.
func (c *Cache) Stats() CacheStats {
	c.mu.Lock()
	defer c.mu.Unlock()
	return CacheStats{Bytes: c.size, Budget: c.budget, Lists: len(c.items), Hits: c.hits, Misses: c.misses}
}
