package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// This file reads postings out of the bytes of a segment's file, which is zapx's,
// version 17 (zapx/v17/zap.md). What zapx itself offers is an iterator that takes
// 21 ns for a posting and 79 ns for one with places; a loop over the bytes takes a
// few. It is used for all files of that version; segments in memory, and files of
// another one, go through the iterator.
//
// A dictionary is a finite-state transducer from terms to numbers. The number is
// either a posting itself, of a term that stands once in one document,
//
//	bit 63: 1   bits 31 to 61: 1, its second number   bits 0 to 30: document
//
// or the place of this, where numbers are in the variable-length form of package
// binary:
//
//	place of the frequencies, place of the locations, size of the bitmap,
//	bitmap of the documents, in roaring's form
//
// Frequencies and locations are each in chunks of documents: the number of chunks,
// the end of each, counted from the end of these numbers, and the chunks. A
// frequency is
//
//	first number × 2 + (1 if there is a location), second number
//
// or a 0 alone in a field that keeps neither. Of a word the two say where it is, or
// how often if there is a location (postingnumber.go, occurrences.go). The location of a
// document is the number of bytes that follow, and field, position, 0, end, number
// of array positions, and these.

const (
	zapVersion   = 17
	zapChunkMode = 1026

	zapOneHit   = 1 << 63
	zapReserved = 1 << 62
	zapLow31    = 1<<31 - 1
)

// errDamaged is what is wrong with an index whose files do not hold what they
// should. The file says no more than that.
var errDamaged = errors.New("the segment's file is damaged")

// A zapFile is the file of a segment. Safe for concurrent use.
type zapFile struct {
	file   zapSegment
	data   []byte
	blocks *blocks // of data; nil where all was checked
	size   uint64  // in documents
	known  []string

	mu    sync.Mutex
	dicts map[string]*zapDictionary
}

// A zapSegment is what zapx's segments of files say of themselves.
type zapSegment interface {
	Data() []byte
	Path() string
	Version() uint32
	ChunkMode() uint32
	CallbackId() string // of what files are encrypted with
	StoredIndexOffset() uint64
	DictAddr(field string) (uint64, error)
}

// newZapFile returns the file of a segment, nil if it has none of this version.
func newZapFile(s segment.Segment, blocks *blocks) *zapFile {
	z, ok := s.(zapSegment)
	if !ok || z.Version() != zapVersion || z.ChunkMode() != zapChunkMode || z.CallbackId() != "" || len(z.Data()) == 0 {
		return nil
	}
	return &zapFile{file: z, data: z.Data(), blocks: blocks, size: s.Count(), known: s.Fields(), dicts: map[string]*zapDictionary{}}
}

// newCheckedFile is newZapFile for a file with blocks. One of another version is
// checked as a whole.
func newCheckedFile(s segment.Segment, all fileBlocks) (*zapFile, error) {
	p, ok := s.(interface{ Path() string })
	if !ok {
		return nil, nil // in memory
	}
	b := all[segmentName(p.Path())]
	if b == nil {
		return nil, &CorruptError{Path: p.Path(), Problem: "the manifest does not list it"}
	}
	z := newZapFile(s, b)
	if z == nil {
		f, err := os.Open(b.path)
		if err != nil {
			return nil, err
		}
		return nil, errors.Join(b.checkAll(f), f.Close())
	}
	if uint64(len(z.data)) != b.size {
		return nil, &CorruptError{Path: b.path, Problem: fmt.Sprintf("it has %d bytes, and %d were written", len(z.data), b.size)}
	}
	return z, nil
}

// bytes returns n bytes at a place, checked. All that is read of a file that was not
// checked as a whole is asked for here.
func (z *zapFile) bytes(at, n uint64) ([]byte, error) {
	size := uint64(len(z.data))
	if at > size || n > size-at {
		return nil, errDamaged
	}
	if err := z.blocks.check(z.data, at, n); err != nil {
		return nil, err
	}
	return z.data[at : at+n : at+n], nil
}

// numbers returns a reader of n numbers at a place, of as many as there may be.
func (z *zapFile) numbers(at, n uint64) (zapReader, error) {
	left := uint64(len(z.data)) - min(at, uint64(len(z.data)))
	b, err := z.bytes(at, min(n*binary.MaxVarintLen64, left))
	return zapReader{data: b, at: at}, err
}

// checkStored checks what zapx reads of a stored document (storedscan.go). Of a
// segment that has no file of ours nothing needs to be.
func (z *zapFile) checkStored(doc uint32) error {
	if z == nil || z.blocks == nil || uint64(doc) >= z.size {
		return nil
	}
	place, err := z.bytes(z.file.StoredIndexOffset()+8*uint64(doc), 8)
	if err != nil {
		return err
	}
	r, err := z.numbers(binary.BigEndian.Uint64(place), 2)
	if err != nil {
		return err
	}
	meta, data := r.number(), r.number()
	if _, err = z.bytes(r.at, meta); err == nil {
		_, err = z.bytes(r.at+meta, data)
	}
	return err
}

// A zapTerm is the postings of a term in a field, deleted documents among them.
type zapTerm struct {
	docs      *roaring.Bitmap // in the bytes of the file; nil where only says it all
	only      zapPosting
	freqs     zapChunks
	locations zapChunks
	listed    int64 // bytes of the bitmap, and of what says where all is
}

type zapPosting struct {
	doc, length uint32
}

// term finds a term in a Bleve field; ok is false where nothing holds it.
func (z *zapFile) term(field, term string) (t zapTerm, ok bool, err error) {
	d, err := z.opened(field)
	if err != nil || d == nil {
		return t, false, err
	}
	v, ok, err := d.get(term)
	if err != nil || !ok {
		return t, false, err
	}
	t, err = z.termAt(v)
	return t, err == nil, err
}

// termAt reads what a number of a dictionary stands for.
func (z *zapFile) termAt(v uint64) (t zapTerm, err error) {
	switch v & (zapOneHit | zapReserved) {
	case zapOneHit:
		t.only = zapPosting{doc: uint32(v & zapLow31), length: uint32(v >> 31 & zapLow31)}
		if uint64(t.only.doc) >= z.size {
			return t, errBeyond
		}
		return t, nil
	case 0:
	default:
		return t, errDamaged
	}
	r, err := z.numbers(v, 3)
	if err != nil {
		return t, err
	}
	freqs, locations, size := r.number(), r.number(), r.number()
	if r.bad {
		return t, errDamaged
	}
	bitmap, err := z.bytes(r.at, size)
	if err != nil {
		return t, err
	}
	t.listed = int64(r.at + size - v)
	t.docs = roaring.New()
	if _, err := t.docs.FromBuffer(bitmap); err != nil {
		return t, fmt.Errorf("%w: %w", errDamaged, err)
	}
	n := t.docs.GetCardinality()
	if n == 0 {
		return t, errDamaged
	}
	if uint64(t.docs.Maximum()) >= z.size {
		return t, errBeyond
	}
	chunk := z.size / (n/1024 + 1) // zapx's chunk mode 1026
	if t.freqs, err = z.chunks(freqs, chunk); err != nil {
		return t, err
	}
	t.locations, err = z.chunks(locations, chunk)
	return t, err
}

// zapChunks are a run of chunks.
type zapChunks struct {
	file *zapFile
	at   uint64 // of the first
	ends []uint64
	docs uint64 // of a chunk
	size int64  // bytes, with those of the ends
}

// chunks reads where chunks end. At 0 there are none.
func (z *zapFile) chunks(at, docs uint64) (c zapChunks, err error) {
	if at == 0 {
		return c, nil
	}
	r, err := z.numbers(at, 1)
	if err != nil {
		return c, err
	}
	n := r.number()
	if r.bad || n > z.size+1 || docs == 0 {
		return c, errDamaged
	}
	if r, err = z.numbers(r.at, n); err != nil {
		return c, err
	}
	c.file, c.docs, c.ends = z, docs, make([]uint64, n)
	last := uint64(0)
	for i := range c.ends {
		end := r.number()
		if end < last {
			return c, errDamaged
		}
		c.ends[i], last = end, end
	}
	if c.at = r.at; r.bad || last > uint64(len(z.data))-c.at {
		return c, errDamaged
	}
	c.size = int64(c.at + last - at)
	return c, nil
}

// all returns the bytes of all chunks.
func (c *zapChunks) all() ([]byte, error) {
	if len(c.ends) == 0 {
		return nil, nil
	}
	return c.file.bytes(c.at, c.ends[len(c.ends)-1])
}

// chunk returns the bytes of the chunk with a number.
func (c *zapChunks) chunk(i uint64) ([]byte, error) {
	if i >= uint64(len(c.ends)) {
		return nil, errDamaged
	}
	start := uint64(0)
	if i > 0 {
		start = c.ends[i-1]
	}
	return c.file.bytes(c.at+start, c.ends[i]-start)
}

// A zapReader reads numbers and bytes one after the other; once it is beyond the
// end it is bad, and what it returns is 0 and nothing.
type zapReader struct {
	data []byte
	at   uint64 // the place of data in the file, as far as that is known
	bad  bool
}

func (r *zapReader) number() uint64 {
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.data, r.bad = nil, true
		return 0
	}
	r.data = r.data[n:]
	r.at += uint64(n)
	return v
}

func (r *zapReader) bytes(n uint64) []byte {
	if n > uint64(len(r.data)) {
		r.data, r.bad = nil, true
		return nil
	}
	b := r.data[:n:n]
	r.data = r.data[n:]
	r.at += n
	return b
}
