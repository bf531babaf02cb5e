package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"math/bits"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// This file merges the terms of a field, and their postings.

// A termIterator goes through the terms of a field in a segment. It holds the postings of
// the term at which it stands.
type termIterator struct {
	seg  *merged
	walk *Walk
	term []byte // nil behind the last term
	v    uint64

	docs      []uint32 // of the term
	freqs     []byte   // all chunks
	locations []byte   // all chunks
	buf       [2 * binary.MaxVarintLen64]byte
}

// iterate returns an iterator of a field at its first term.
func (s *merged) iterate(field string) (*termIterator, error) {
	w, err := s.Walk(field, nil, "", "")
	if err != nil {
		return nil, err
	}
	it := &termIterator{seg: s, walk: w}
	return it, it.next()
}

// next goes to the next term.
func (it *termIterator) next() error {
	more, err := it.walk.Next()
	if it.term = nil; more {
		it.term, it.v = it.walk.Term(), it.walk.Value()
	}
	return err
}

// read reads the postings of the term.
func (it *termIterator) read() error {
	s := it.seg
	it.locations = nil
	switch it.v & (zapOneHit | zapReserved) {
	case zapOneHit:
		it.docs = append(it.docs[:0], uint32(it.v&zapLow31))
		it.freqs = binary.AppendUvarint(append(it.buf[:0], 1<<1), it.v>>31&zapLow31)
		return it.checkDocs()
	case 0:
	default:
		return disk.ErrDamaged
	}
	if it.v > uint64(len(s.Data)) {
		return disk.ErrDamaged
	}
	r := disk.Reader{Data: s.Data[it.v:]}
	freqs, locations := r.Number(), r.Number()
	bitmap := r.Bytes(r.Number())
	if r.Bad {
		return disk.ErrDamaged
	}
	var err error
	if it.docs, err = appendDocs(it.docs[:0], bitmap); err != nil {
		return err
	}
	if it.freqs, err = s.allChunks(freqs); err == nil {
		it.locations, err = s.allChunks(locations)
	}
	return errors.Join(err, it.checkDocs())
}

// checkDocs checks that the documents of the term are in order and in the segment.
func (it *termIterator) checkDocs() error {
	if len(it.docs) == 0 || uint64(it.docs[len(it.docs)-1]) >= it.seg.Size {
		return disk.ErrDamaged
	}
	for i, doc := range it.docs[1:] {
		if doc <= it.docs[i] {
			return disk.ErrDamaged
		}
	}
	return nil
}

// allChunks returns the bytes of the chunks at an offset; none if that is 0.
func (z *File) allChunks(at uint64) ([]byte, error) {
	if at == 0 {
		return nil, nil
	}
	if at > uint64(len(z.Data)) {
		return nil, disk.ErrDamaged
	}
	r := disk.Reader{Data: z.Data[at:]}
	end := uint64(0)
	for n := r.Number(); n > 0 && !r.Bad; n-- {
		end = r.Number()
	}
	b := r.Bytes(end)
	if r.Bad {
		return nil, disk.ErrDamaged
	}
	return b, nil
}

// appendDocs appends the documents of a bitmap in roaring's format. Bitmaps without runs,
// as newsdex writes them, need no roaring.Bitmap.
func appendDocs(docs []uint32, b []byte) ([]uint32, error) {
	const cookie, mostArray, bitmap = 12346, 4096, 1 << 16 / 8
	if len(b) < 8 || binary.LittleEndian.Uint32(b) != cookie {
		all := roaring.New()
		if _, err := all.FromBuffer(b); err != nil {
			return nil, errors.Join(disk.ErrDamaged, err)
		}
		return append(docs, all.ToArray()...), nil
	}
	n := uint64(binary.LittleEndian.Uint32(b[4:]))
	if n > uint64(len(b)-8)/8 {
		return nil, disk.ErrDamaged
	}
	heads, rest := b[8:], disk.Reader{Data: b[8+8*n:]}
	for i := range n {
		key := uint32(binary.LittleEndian.Uint16(heads[4*i:])) << 16
		count := uint64(binary.LittleEndian.Uint16(heads[4*i+2:])) + 1
		if count <= mostArray {
			array := rest.Bytes(2 * count)
			for ; len(array) >= 2; array = array[2:] {
				docs = append(docs, key|uint32(binary.LittleEndian.Uint16(array)))
			}
			continue
		}
		words := rest.Bytes(bitmap)
		for at := uint32(0); len(words) >= 8; at, words = at+64, words[8:] {
			for w := binary.LittleEndian.Uint64(words); w != 0; w &= w - 1 {
				docs = append(docs, key|at|uint32(bits.TrailingZeros64(w)))
			}
		}
	}
	if rest.Bad || len(rest.Data) > 0 {
		return nil, disk.ErrDamaged
	}
	return docs, nil
}

// writeTerms writes the terms of the field with a number.
func (m *merge) writeTerms(n uint64, field writtenField) error {
	if err := m.beginField(field.name, field.options); err != nil {
		return err
	}
	var open []*termIterator
	for _, s := range m.from {
		if !field.options.IsIndexed() {
			break
		}
		it, err := s.iterate(field.name)
		if err != nil {
			return s.blame(err)
		}
		if it.term != nil {
			open = append(open, it)
		}
	}
	at := make([]*termIterator, 0, len(open)) // those at the least term
	for len(open) > 0 {
		at = append(at[:0], open[0])
		for _, it := range open[1:] {
			switch c := bytes.Compare(it.term, at[0].term); {
			case c < 0:
				at = append(at[:0], it)
			case c == 0:
				at = append(at, it)
			}
		}
		if err := m.writeTerm(n, at); err != nil {
			return err
		}
		ended := false
		for _, it := range at {
			if err := it.next(); err != nil {
				return it.seg.blame(err)
			}
			ended = ended || it.term == nil
		}
		if ended {
			rest := open[:0]
			for _, it := range open {
				if it.term != nil {
					rest = append(rest, it)
				}
			}
			open = rest
		}
		if err := m.flush(false); err != nil {
			return err
		}
	}
	return m.endField()
}

// writeTerm writes the term at which the iterators stand, of the field with a number.
func (m *merge) writeTerm(n uint64, at []*termIterator) error {
	m.newDocs = m.newDocs[:0]
	before := 0 // number of documents in the segments before the last
	for _, it := range at {
		before = len(m.newDocs)
		if err := it.read(); err != nil {
			return it.seg.blame(err)
		}
		for _, doc := range it.docs {
			if number := it.seg.numbers[doc]; number != docDropped {
				m.newDocs = append(m.newDocs, uint32(number))
			}
		}
	}
	if len(m.newDocs) == 0 {
		return nil
	}
	m.beginTerm(uint64(len(m.newDocs)))
	for _, it := range at {
		if err := m.copyPostings(n, it); err != nil {
			return it.seg.blame(err)
		}
	}
	term := at[0].term
	// zapx does so only if the last segment with the term has the posting.
	if length, ok := m.onlyPosting(); ok && before == 0 {
		return m.vellum.Insert(term, zapOneHit|length<<31|uint64(m.newDocs[0]))
	}
	return m.endTerm(term, m.newDocs)
}

// onlyPosting reports whether the term is written into the dictionary, with the second
// number of its only posting.
func (m *merge) onlyPosting() (length uint64, ok bool) {
	if len(m.newDocs) != 1 || len(m.locations.data) > 0 {
		return 0, false
	}
	r := disk.Reader{Data: m.freqs.data}
	if r.Number()>>1 != 1 {
		return 0, false
	}
	length = r.Number()
	return length, !r.Bad && length <= math.MaxInt32
}

// copyPostings adds the frequencies and the locations of a segment's postings.
func (m *merge) copyPostings(n uint64, it *termIterator) error {
	s := it.seg
	b := it.freqs
	if s.isWhole && m.freqs.docs >= m.docs && len(it.locations) == 0 {
		m.freqs.data = append(m.freqs.data, b...) // one chunk
		return nil
	}
	locations := disk.Reader{Data: it.locations}
	for _, doc := range it.docs {
		size := 2
		located := false
		if !isShort(b) {
			v, first := binary.Uvarint(b)
			if size = first; v>>1 != 0 {
				_, second := binary.Uvarint(b[max(first, 0):])
				if second <= 0 {
					return disk.ErrDamaged
				}
				size += second
			}
			if first <= 0 {
				return disk.ErrDamaged
			}
			located = v&1 != 0
		}
		var at []byte
		if located {
			at = locations.Bytes(locations.Number())
			if locations.Bad {
				return disk.ErrDamaged
			}
		}
		if number := s.numbers[doc]; number != docDropped {
			m.freqs.data = append(m.freqs.of(uint32(number)), b[:size]...)
			if located {
				if err := m.addLocation(n, uint32(number), at); err != nil {
					return err
				}
			}
		}
		b = b[size:]
	}
	if len(b) > 0 || len(locations.Data) > 0 {
		return disk.ErrDamaged
	}
	return nil
}

// addLocation adds the locations of a document, each of which begins with the number of
// the field in its segment.
func (m *merge) addLocation(n uint64, doc uint32, at []byte) error {
	r := disk.Reader{Data: at}
	m.location = m.location[:0]
	for len(r.Data) > 0 {
		r.Number()
		m.location = binary.AppendUvarint(m.location, n)
		for range 3 { // position, 0, end
			m.location = binary.AppendUvarint(m.location, r.Number())
		}
		m.location = copyNumbers(m.location, &r)
	}
	if r.Bad {
		return disk.ErrDamaged
	}
	locations := binary.AppendUvarint(m.locations.of(doc), uint64(len(m.location)))
	m.locations.data = append(locations, m.location...)
	return nil
}
