package index

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// This file reads the postings of a term out of the bytes that zap.go describes.

// decode reads all postings of a word.
func (t *zapTerm) decode(d *decoded) error {
	if err := t.list(d); err != nil || t.docs == nil {
		return err
	}
	// The chunks follow each other, so that all are one. A posting is two numbers, and
	// each ends with the byte that has no high bit. Eight bytes are
	// looked at in a time, so that where a posting begins does not wait for the one
	// before: that is more than twice as quick as to read one after the other.
	b, err := t.freqs.all()
	if err != nil {
		return err
	}
	n, start, second := 0, 0, false // second: the next end is that of the second number
	for at := 0; at+8 <= len(b); at += 8 {
		ends := ^binary.LittleEndian.Uint64(b[at:]) & highBits
		if !second {
			second = ends != 0
			ends &= ends - 1
		}
		for ends != 0 {
			if n == len(d.freqs) {
				return errDamaged
			}
			freq := uint64(countOf[b[start]])
			if freq == 0 {
				var err error
				if freq, _, err = nextFreq(b[start:]); err != nil {
					return err
				}
			}
			d.freqs[n] = freq
			n++
			start = at + bits.TrailingZeros64(ends)/8 + 1
			ends &= ends - 1
			second = ends != 0
			ends &= ends - 1
		}
	}
	for b = b[start:]; n < len(d.freqs); n++ {
		var err error
		if d.freqs[n], b, err = nextFreq(b); err != nil {
			return err
		}
	}
	return nil
}

// highBits are those of eight bytes.
const highBits = 0x8080808080808080

// decodeRaw reads all postings of a term, with the numbers as they are.
func (t *zapTerm) decodeRaw(d *decoded) error {
	if err := t.list(d); err != nil || t.docs == nil {
		return err
	}
	b, err := t.freqs.all()
	if err != nil {
		return err
	}
	for i := range d.freqs {
		if isShort(b) {
			d.freqs[i], b = shortNumber(b), b[2:]
			continue
		}
		if d.freqs[i], b, err = nextNumber(b); err != nil {
			return err
		}
	}
	return nil
}

// decodeDense reads the numbers of all postings of a term that is dense into a column,
// by document; what is above 32 bits is the greatest number of so many.
func (t *zapTerm) decodeDense(column []uint32) error {
	b, err := t.freqs.all()
	if err != nil {
		return err
	}
	column = column[:t.docs.GetCardinality()]
	for i := range column {
		if isShort(b) {
			column[i], b = uint32(shortNumber(b)), b[2:]
			continue
		}
		var number uint64
		if number, b, err = nextNumber(b); err != nil {
			return err
		}
		column[i] = uint32(min(number, math.MaxUint32))
	}
	return nil
}

// isShort reports whether the posting at the start of b is two bytes and has no
// location, as most.
func isShort(b []byte) bool { return len(b) >= 2 && b[0] < 0x80 && b[0]&1 == 0 && b[0] != 0 }

// shortNumber returns the number of such a posting.
func shortNumber(b []byte) uint64 { return joinNumber(uint64(b[0]>>1), uint64(b[1])) }

// nextNumber reads the number of the posting at the start of b, and returns what
// follows that.
func nextNumber(b []byte) (number uint64, rest []byte, err error) {
	v, n := binary.Uvarint(b)
	number = v >> 1
	switch {
	case n <= 0:
		return 0, nil, errDamaged
	case number != 0:
		if n >= len(b) {
			return 0, nil, errDamaged
		}
		if v&1 == 0 {
			number = joinNumber(number, uint64(b[n]))
		}
		n++
	}
	return number, b[n:], nil
}

// isDense reports whether the documents are all up to the last of them.
func (t *zapTerm) isDense() bool { return t.docs.GetCardinality() == uint64(t.docs.Maximum())+1 }

// list makes room for all postings of a term, and reads their documents. The
// frequency is that of a posting that is in the dictionary.
func (t *zapTerm) list(d *decoded) error {
	if t.docs == nil {
		d.resize(1)
		d.docs[0], d.freqs[0] = t.only.doc, 1
		return nil
	}
	d.resize(int(t.docs.GetCardinality()))
	if t.docs.ManyIterator().NextMany(d.docs) != len(d.docs) {
		return errDamaged
	}
	return nil
}

// decodeAmong reads the postings of a term in some documents, which are not
// deleted. The others are passed over, with whole chunks that have none of them.
func (t *zapTerm) decodeAmong(d *decoded, among *roaring.Bitmap) error {
	wanted := roaring.And(t.docs, among)
	d.resize(int(wanted.GetCardinality()))
	if len(d.docs) == 0 {
		return nil
	}
	d.numbers = slices.Grow(d.numbers, len(d.docs))[:len(d.docs)]
	wanted.ManyIterator().NextMany(d.docs)
	if t.freqs.docs == 0 {
		return errDamaged
	}
	// Which posting is that of a document: of a term that all documents have, the one
	// with its number.
	posting := func(_ int, doc uint32) int { return int(doc) }
	if !t.isDense() {
		docs := d.holders(t.docs)
		posting = func(from int, doc uint32) int { return seek(docs, from, doc) }
	}
	next, chunk := 0, -1 // the posting whose frequency b begins with, of a chunk
	var b []byte
	for i, doc := range d.docs {
		if c := int(uint64(doc) / t.freqs.docs); c != chunk {
			var err error
			if b, err = t.freqs.chunk(uint64(c)); err != nil {
				return err
			}
			chunk = c
			next = posting(next, uint32(uint64(c)*t.freqs.docs))
		}
		at := posting(next, doc)
		b = passPostings(b, at-next)
		v, n := binary.Uvarint(b)
		if n <= 0 || n >= len(b) || v>>1 == 0 {
			return errDamaged
		}
		if v&1 == 0 {
			number := joinNumber(v>>1, uint64(b[n]))
			d.freqs[i], d.numbers[i] = uint64(packedCount(number)), number
		} else {
			d.freqs[i], d.numbers[i] = v>>1, isLocated|uint64(len(b)-n-1)
		}
		next = at
	}
	return nil
}

// passPostings returns what follows n postings in b, nothing where there are not as
// many. Each is two numbers, and a number ends with the byte that has no high bit.
func passPostings(b []byte, n int) []byte {
	ends := 2 * n
	for ends > 0 && len(b) >= 32 {
		c := bits.OnesCount64(^binary.LittleEndian.Uint64(b)&highBits) +
			bits.OnesCount64(^binary.LittleEndian.Uint64(b[8:])&highBits) +
			bits.OnesCount64(^binary.LittleEndian.Uint64(b[16:])&highBits) +
			bits.OnesCount64(^binary.LittleEndian.Uint64(b[24:])&highBits)
		if c >= ends {
			break
		}
		ends -= c
		b = b[32:]
	}
	for ends > 0 && len(b) >= 8 {
		here := ^binary.LittleEndian.Uint64(b) & highBits
		c := bits.OnesCount64(here)
		if c < ends {
			ends -= c
			b = b[8:]
			continue
		}
		for ; ends > 1; ends-- {
			here &= here - 1
		}
		return b[bits.TrailingZeros64(here)/8+1:]
	}
	for ; ends > 0 && len(b) > 0; b = b[1:] {
		if b[0] < 0x80 {
			ends--
		}
	}
	return b
}

// nextFreq reads the frequency of the posting at the start of b, and returns what
// follows that.
func nextFreq(b []byte) (freq uint64, rest []byte, err error) {
	v, n := binary.Uvarint(b)
	switch {
	case n <= 0 || n >= len(b) || v>>1 == 0:
		return 0, nil, errDamaged
	case v&1 == 0:
		return uint64(packedCount(joinNumber(v>>1, uint64(b[n])))), b[n+1:], nil
	}
	return v >> 1, b[n+1:], nil
}

// smallFreq is nextFreq for most: up to 6 packed places. The count of these is in
// the first byte. It returns the number of bytes, 0 for the others.
func smallFreq(b []byte) (freq uint64, n int) {
	if len(b) < 10 {
		return 0, 0
	}
	x := binary.LittleEndian.Uint64(b)
	freq = uint64(countOf[uint8(x)])
	if freq == 0 {
		return 0, 0
	}
	ends := ^x & highBits // 0 for a number of 9 bytes, the longest
	return freq, bits.TrailingZeros64(ends)/8 + 2
}

// countOf is the count of packed places by the first byte, 0 where it does not tell.
var countOf = func() (counts [256]uint8) {
	for b := range counts {
		low := uint64(b>>1-numberFrom) & (1<<numberLowBits - 1)
		if b&1 != 0 || b < numberFrom<<1 || low == 1<<numberLowBits-1 {
			continue
		}
		counts[b] = uint8(packedCount(low))
	}
	return counts
}()
