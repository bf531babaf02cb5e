package segment

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
)

// This file decodes the postings of a term. file.go describes their bytes.

// Decode reads the frequencies of all postings of a field that keeps positions.
func (t *Term) Decode(d *Decoded) error {
	if err := t.list(d); err != nil || t.Docs == nil {
		return err
	}
	// The chunks are adjacent and are read as one. A posting is two varints, each
	// of which ends with a byte without its highest bit. Eight bytes are examined
	// at a time, so that finding the start of a posting does not depend on decoding
	// the one before. This is more than twice as quick as decoding one by one.
	b, err := t.Freqs.all()
	if err != nil {
		return err
	}
	n, start, second := 0, 0, false // second: the next end is that of the second varint of a posting
	for at := 0; at+8 <= len(b); at += 8 {
		ends := ^binary.LittleEndian.Uint64(b[at:]) & highBits
		if !second {
			second = ends != 0
			ends &= ends - 1
		}
		for ends != 0 {
			if n == len(d.Freqs) {
				return disk.ErrDamaged
			}
			freq := uint64(countOf[b[start]])
			if freq == 0 {
				var err error
				if freq, _, err = nextFreq(b[start:]); err != nil {
					return err
				}
			}
			d.Freqs[n] = freq
			n++
			start = at + bits.TrailingZeros64(ends)/8 + 1
			ends &= ends - 1
			second = ends != 0
			ends &= ends - 1
		}
	}
	for b = b[start:]; n < len(d.Freqs); n++ {
		var err error
		if d.Freqs[n], b, err = nextFreq(b); err != nil {
			return err
		}
	}
	return nil
}

// highBits are the highest bits of eight bytes.
const highBits = 0x8080808080808080

// DecodeRaw reads all postings of a term, with their raw numbers as frequencies.
func (t *Term) DecodeRaw(d *Decoded) error {
	if err := t.list(d); err != nil || t.Docs == nil {
		return err
	}
	b, err := t.Freqs.all()
	if err != nil {
		return err
	}
	for i := range d.Freqs {
		if isShort(b) {
			d.Freqs[i], b = shortNumber(b), b[2:]
			continue
		}
		if d.Freqs[i], b, err = nextNumber(b); err != nil {
			return err
		}
	}
	return nil
}

// DecodeDense reads the raw numbers of all postings of a dense term into a column,
// by document number. Numbers above 32 bits become the greatest uint32.
func (t *Term) DecodeDense(column []uint32) error {
	b, err := t.Freqs.all()
	if err != nil {
		return err
	}
	column = column[:t.Docs.GetCardinality()]
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

// isShort reports whether the posting at the start of b is two bytes long and has no
// location, as most are.
func isShort(b []byte) bool { return len(b) >= 2 && b[0] < 0x80 && b[0]&1 == 0 && b[0] != 0 }

// shortNumber returns the raw number of a posting for which isShort is true.
func shortNumber(b []byte) uint64 { return JoinNumber(uint64(b[0]>>1), uint64(b[1])) }

// nextNumber reads the raw number of the posting at the start of b, and returns the
// bytes behind the posting.
func nextNumber(b []byte) (number uint64, rest []byte, err error) {
	v, n := binary.Uvarint(b)
	number = v >> 1
	switch {
	case n <= 0:
		return 0, nil, disk.ErrDamaged
	case number != 0:
		if n >= len(b) {
			return 0, nil, disk.ErrDamaged
		}
		if v&1 == 0 {
			number = JoinNumber(number, uint64(b[n]))
		}
		n++
	}
	return number, b[n:], nil
}

// IsDense reports whether every document up to the last holds the term.
func (t *Term) IsDense() bool { return t.Docs.GetCardinality() == uint64(t.Docs.Maximum())+1 }

// list resizes d to all postings of the term and reads their documents. It sets the
// frequency of a posting that is in the dictionary.
func (t *Term) list(d *Decoded) error {
	if t.Docs == nil {
		d.Resize(1)
		d.Docs[0], d.Freqs[0] = t.Only.Doc, 1
		return nil
	}
	d.Resize(int(t.Docs.GetCardinality()))
	if t.Docs.ManyIterator().NextMany(d.Docs) != len(d.Docs) {
		return disk.ErrDamaged
	}
	return nil
}

// DecodeAmong reads the postings of a term in the documents of among, none of which
// may be deleted. It skips the other postings, with whole chunks where it can.
func (t *Term) DecodeAmong(d *Decoded, among *roaring.Bitmap) error {
	wanted := roaring.And(t.Docs, among)
	d.Resize(int(wanted.GetCardinality()))
	if len(d.Docs) == 0 {
		return nil
	}
	d.Numbers = slices.Grow(d.Numbers, len(d.Docs))[:len(d.Docs)]
	wanted.ManyIterator().NextMany(d.Docs)
	if t.Freqs.Docs == 0 {
		return disk.ErrDamaged
	}
	// posting returns the index of a document's posting. For a dense term that is
	// the document number.
	posting := func(_ int, doc uint32) int { return int(doc) }
	if !t.IsDense() {
		docs := d.docsOf(t.Docs)
		posting = func(from int, doc uint32) int { return Seek(docs, from, doc) }
	}
	next, chunk := 0, -1 // b begins with the posting number next, and is the rest of the chunk
	var b []byte
	for i, doc := range d.Docs {
		if c := int(uint64(doc) / t.Freqs.Docs); c != chunk {
			var err error
			if b, err = t.Freqs.Chunk(uint64(c)); err != nil {
				return err
			}
			chunk = c
			next = posting(next, uint32(uint64(c)*t.Freqs.Docs))
		}
		at := posting(next, doc)
		b = PassPostings(b, at-next)
		v, n := binary.Uvarint(b)
		if n <= 0 || n >= len(b) || v>>1 == 0 {
			return disk.ErrDamaged
		}
		if v&1 == 0 {
			number := JoinNumber(v>>1, uint64(b[n]))
			d.Freqs[i], d.Numbers[i] = uint64(record.PackedCount(number)), number
		} else {
			d.Freqs[i], d.Numbers[i] = v>>1, IsLocated|uint64(len(b)-n-1)
		}
		next = at
	}
	return nil
}

// PassPostings returns the bytes of b behind n postings, none where b has fewer. A
// posting is two varints, each of which ends with a byte without its highest bit.
func PassPostings(b []byte, n int) []byte {
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

// nextFreq reads the frequency of the posting at the start of b, and returns the
// bytes behind the posting.
func nextFreq(b []byte) (freq uint64, rest []byte, err error) {
	v, n := binary.Uvarint(b)
	switch {
	case n <= 0 || n >= len(b) || v>>1 == 0:
		return 0, nil, disk.ErrDamaged
	case v&1 == 0:
		return uint64(record.PackedCount(JoinNumber(v>>1, uint64(b[n])))), b[n+1:], nil
	}
	return v >> 1, b[n+1:], nil
}

// SmallFreq is like nextFreq but only for up to 6 packed positions, as most postings
// have, whose number is in the first byte. It returns the length of the posting in
// bytes, or 0 where it cannot read it.
func SmallFreq(b []byte) (freq uint64, n int) {
	if len(b) < 10 {
		return 0, 0
	}
	x := binary.LittleEndian.Uint64(b)
	freq = uint64(countOf[uint8(x)])
	if freq == 0 {
		return 0, 0
	}
	ends := ^x & highBits // 0 for a varint of 9 bytes, the longest
	return freq, bits.TrailingZeros64(ends)/8 + 2
}

// countOf is the number of packed positions by the first byte of a posting, 0 where
// that byte does not determine it.
var countOf = func() (counts [256]uint8) {
	for b := range counts {
		low := uint64(b>>1-minSplitNumber) & (1<<numberLowBits - 1)
		if b&1 != 0 || b < minSplitNumber<<1 || low == 1<<numberLowBits-1 {
			continue
		}
		counts[b] = uint8(record.PackedCount(low))
	}
	return counts
}()
