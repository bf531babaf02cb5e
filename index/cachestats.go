package index

import (
	"github.com/newsdex/newsdex/index/postings"
)

// SetCacheBytes sets the limit of memory for the lists that searches derive, of phrases,
// prefixes and fuzzy words, and that stay from one search to the next. The default is
// [postings.DefaultCacheBytes]; 0 turns the cache off.
func (x *Index) SetCacheBytes(n int) { x.cache.SetBudget(n) }

// CacheStats returns the use of the cache since the index was opened.
func (x *Index) CacheStats() postings.CacheStats { return x.cache.Stats() }
