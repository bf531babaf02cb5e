package packed

import "github.com/newsdex/newsdex/index/internal/disk"

// Fill sets the bits of all documents in set, which has a bit for each document below the
// size of [Open].
func (l *List) Fill(set []uint64) error {
	for block := range l.Full() {
		p, err := l.parts(block)
		if err != nil {
			return err
		}
		if p.docWidth == bitmapWidth {
			words := set[p.first:][:p.words]
			for i := range words {
				words[i] |= load(p.docs, 8*i)
			}
			continue
		}
		last := uint64(l.Last(block))
		first, words := bitmapOf(l.before(block), uint32(last))
		if fillSums(set[first:][:words], p.docs, p.docWidth, l.before(block)-uint64(first)*64) != last-uint64(first)*64 {
			return disk.ErrDamaged
		}
	}
	if l.count%BlockSize == 0 {
		return nil
	}
	var b Block
	if err := l.Read(l.Full(), &b); err != nil {
		return err
	}
	for _, doc := range b.Docs[:b.Len] {
		set[doc/64] |= 1 << (doc % 64)
	}
	return nil
}

// Keep clears the bits in set of all documents that the list lacks. It skips the blocks
// that have no document of the set.
func (l *List) Keep(set []uint64) error {
	var b Block
	var bits []uint64
	for block := range l.Blocks() {
		first, last := uint32(l.before(block)+1), uint32(l.size-1)
		if block < l.Full() {
			last = l.Last(block)
		}
		if !hasBits(set, first, last) {
			continue
		}
		at, end := first/64, last/64
		if block < l.Full() {
			p, err := l.parts(block)
			if err != nil {
				return err
			}
			if p.docWidth == bitmapWidth {
				for i := range p.words {
					keepWord(set, at+uint32(i), load(p.docs, 8*i), first, last)
				}
				continue
			}
			b.Len = BlockSize
			if err := p.readDocs(&b.Docs, l.before(block), last); err != nil {
				return err
			}
		} else if err := l.Read(block, &b); err != nil {
			return err
		}
		n := int(end - at + 1)
		bits = append(bits[:0], make([]uint64, n)...)
		for _, doc := range b.Docs[:b.Len] {
			bits[doc/64-at] |= 1 << (doc % 64)
		}
		for i, word := range bits {
			keepWord(set, at+uint32(i), word, first, last)
		}
	}
	if l.count%BlockSize == 0 && l.count > 0 {
		clearFrom(set, l.Last(l.Full()-1)+1)
	} else if l.count == 0 {
		clear(set)
	}
	return nil
}

// rangeMask returns the bits of a word whose documents are from first to last.
func rangeMask(word, first, last uint32) uint64 {
	mask := ^uint64(0)
	if word == first/64 {
		mask &= ^uint64(0) << (first % 64)
	}
	if word == last/64 {
		mask &= ^uint64(0) >> (63 - last%64)
	}
	return mask
}

// hasBits reports whether set has a document from first to last.
func hasBits(set []uint64, first, last uint32) bool {
	for word := first / 64; word <= last/64 && int(word) < len(set); word++ {
		if w := set[word]; w != 0 && w&rangeMask(word, first, last) != 0 {
			return true
		}
	}
	return false
}

// keepWord clears the bits of a word of set whose documents are from first to last and not
// in bits.
func keepWord(set []uint64, word uint32, bits uint64, first, last uint32) {
	set[word] &= bits | ^rangeMask(word, first, last)
}

// clearFrom clears the bits of all documents from first on.
func clearFrom(set []uint64, first uint32) {
	word := int(first / 64)
	if word < len(set) {
		set[word] &= 1<<(first%64) - 1
		clear(set[word+1:])
	}
}
