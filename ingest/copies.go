package ingest

// findCopies says of each line whether it stands in the text again, above or
// below. Lines longer than shapeLimit are not compared.
func (f *features) findCopies(lines []markedLine) {
	if !mayHaveCopies(lines) {
		return
	}
	first := make(map[uint64]int, len(lines))
	for i := range lines {
		s := lines[i].Text
		if len(s) > shapeLimit {
			continue
		}
		hash, _ := foldHash(s)
		if j, ok := first[hash]; ok {
			f.shapes[i].copyBefore = true
			f.shapes[j].copyBelow = true
		}
		first[hash] = i
	}
}

// mayHaveCopies reports whether any two lines begin alike; those of most articles
// do not.
func mayHaveCopies(lines []markedLine) bool {
	var seen hashBits
	for i := range lines {
		if s := lines[i].Text; len(s) <= shapeLimit && seen.add(foldStart(s)) {
			return true
		}
	}
	return false
}

// hashBits is a set of hashes (a Bloom filter of one function).
type hashBits [1 << 10]uint64

// add adds a hash and reports whether it, or one like it, was there before.
func (h *hashBits) add(hash uint64) bool {
	word, bit := &h[hash>>6%uint64(len(h))], uint64(1)<<(hash&63)
	was := *word&bit != 0
	*word |= bit
	return was
}
