package index

import (
	"github.com/newsdex/newsdex/index/postings"
)

// SetCacheBytes sets how much memory the index may use for postings that are
// kept decoded from one search to the next. The default is [DefaultCacheBytes];
// 0 keeps none.
func (x *Index) SetCacheBytes(n int) { x.cache.SetBudget(n) }

// CacheStats returns how the cache has been used since the index was opened.
func (x *Index) CacheStats() postings.CacheStats { return x.cache.Stats() }
