package index

import (
	"sync/atomic"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// Bleve takes a pointer to a location for every token, 72 bytes of which ours
// use two numbers. Bleve only reads them, so documents share them: a table has
// one for each position up to sharedPositions and each width up to sharedWidths,
// made a chunk at a time on first use.
const (
	sharedPositions = 1 << 16
	sharedWidths    = 4
	locationChunk   = 1 << 10
)

var sharedLocations [sharedWidths][sharedPositions / locationChunk]atomic.Pointer[[locationChunk]bleveindex.TokenLocation]

// location returns the location of a token; its end is the token's width.
func location(position, width int) *bleveindex.TokenLocation {
	if position < 0 || position >= sharedPositions || width < 1 || width > sharedWidths {
		return &bleveindex.TokenLocation{Position: position, End: width}
	}
	at := &sharedLocations[width-1][position/locationChunk]
	chunk := at.Load()
	if chunk == nil {
		chunk = new([locationChunk]bleveindex.TokenLocation)
		first := position - position%locationChunk
		for i := range chunk {
			chunk[i] = bleveindex.TokenLocation{Position: first + i, End: width}
		}
		at.Store(chunk) // of two goroutines that make one, either will do
	}
	return &chunk[position%locationChunk]
}
