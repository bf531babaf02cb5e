package index

import (
	"math/bits"
	"sync"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// Tables are the postings of a field as Bleve takes them: a map, and the memory
// that it points to. It is some ten times the text, so tables are used again
// once Bleve has made a segment of them.
type tables struct {
	all       bleveindex.TokenFrequencies
	freqs     []bleveindex.TokenFreq
	bytes     []byte // of the terms
	locations []*bleveindex.TokenLocation
	positions []uint64 // of the locations
}

// unusedTables are by the number of their terms: each for fields with up to
// twice as many as the one before. A map does not get smaller.
var unusedTables [16]sync.Pool

func tablesPool(terms int) *sync.Pool {
	return &unusedTables[min(bits.Len(uint(terms)), len(unusedTables)-1)]
}

// takeTables returns empty tables for a number of terms.
func takeTables(terms int) *tables {
	if t, ok := tablesPool(terms).Get().(*tables); ok {
		return t
	}
	return &tables{all: make(bleveindex.TokenFrequencies, terms+1)}
}

// release takes tables back. What was made of them must not be used any more.
func (t *tables) release() {
	pool := tablesPool(len(t.freqs))
	clear(t.all)
	pool.Put(t)
}
