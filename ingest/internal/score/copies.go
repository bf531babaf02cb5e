package score

import (
	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// findCopies sets, for each line, whether an equal line stands above or below it. Lines
// longer than ShapeLimit are not compared.
func (f *Features) findCopies(lines []phrase.Line) {
	if !mayHaveCopies(lines) {
		return
	}
	first := make(map[uint64]int, len(lines))
	for i := range lines {
		s := lines[i].Text
		if len(s) > ShapeLimit {
			continue
		}
		hash, _ := plain.FoldHash(s)
		if j, ok := first[hash]; ok {
			f.Shapes[i].CopyBefore = true
			f.Shapes[j].CopyBelow = true
		}
		first[hash] = i
	}
}

// mayHaveCopies reports whether any two lines begin alike. In most articles none do.
func mayHaveCopies(lines []phrase.Line) bool {
	var seen HashBits
	for i := range lines {
		if s := lines[i].Text; len(s) <= ShapeLimit && seen.Add(plain.FoldStart(s)) {
			return true
		}
	}
	return false
}

// HashBits is a set of hashes (a Bloom filter of one function).
type HashBits [1 << 10]uint64

// Add adds a hash and reports whether it, or another hash with the same bit, was in the
// set before.
func (h *HashBits) Add(hash uint64) bool {
	word, bit := &h[hash>>6%uint64(len(h))], uint64(1)<<(hash&63)
	was := *word&bit != 0
	*word |= bit
	return was
}
