package segment

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
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

// A File is the file of a segment. Safe for concurrent use.
type File struct {
	file   zapSegment
	Data   []byte
	Blocks *disk.Blocks // of data; nil where all was checked
	Size   uint64       // in documents
	Known  []string

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

// NewFile returns the file of a segment, nil if it has none of this version.
func NewFile(s segmentapi.Segment, blocks *disk.Blocks) *File {
	z, ok := s.(zapSegment)
	if !ok || z.Version() != zapVersion || z.ChunkMode() != zapChunkMode || z.CallbackId() != "" || len(z.Data()) == 0 {
		return nil
	}
	return &File{file: z, Data: z.Data(), Blocks: blocks, Size: s.Count(), Known: s.Fields(), dicts: map[string]*zapDictionary{}}
}

// NewCheckedFile is NewFile for a file with blocks. One of another version is
// checked as a whole.
func NewCheckedFile(s segmentapi.Segment, all disk.FileBlocks) (*File, error) {
	p, ok := s.(interface{ Path() string })
	if !ok {
		return nil, nil // in memory
	}
	b := all[disk.SegmentName(p.Path())]
	if b == nil {
		return nil, &disk.CorruptError{Path: p.Path(), Problem: "the manifest does not list it"}
	}
	z := NewFile(s, b)
	if z == nil {
		f, err := os.Open(b.Path)
		if err != nil {
			return nil, err
		}
		return nil, errors.Join(b.CheckAll(f), f.Close())
	}
	if uint64(len(z.Data)) != b.Size {
		return nil, &disk.CorruptError{Path: b.Path, Problem: fmt.Sprintf("it has %d bytes, and %d were written", len(z.Data), b.Size)}
	}
	return z, nil
}

// bytes returns n bytes at a place, checked. All that is read of a file that was not
// checked as a whole is asked for here.
func (z *File) bytes(at, n uint64) ([]byte, error) {
	size := uint64(len(z.Data))
	if at > size || n > size-at {
		return nil, disk.ErrDamaged
	}
	if err := z.Blocks.Check(z.Data, at, n); err != nil {
		return nil, err
	}
	return z.Data[at : at+n : at+n], nil
}

// numbers returns a reader of n numbers at a place, of as many as there may be.
func (z *File) numbers(at, n uint64) (disk.Reader, error) {
	left := uint64(len(z.Data)) - min(at, uint64(len(z.Data)))
	b, err := z.bytes(at, min(n*binary.MaxVarintLen64, left))
	return disk.Reader{Data: b, At: at}, err
}

// CheckStored checks what zapx reads of a stored document (storedscan.go). Of a
// segment that has no file of ours nothing needs to be.
func (z *File) CheckStored(doc uint32) error {
	if z == nil || z.Blocks == nil || uint64(doc) >= z.Size {
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
	meta, data := r.Number(), r.Number()
	if _, err = z.bytes(r.At, meta); err == nil {
		_, err = z.bytes(r.At+meta, data)
	}
	return err
}

// A Term is the postings of a term in a field, deleted documents among them.
type Term struct {
	Docs      *roaring.Bitmap // in the bytes of the file; nil where only says it all
	Only      zapPosting
	Freqs     chunkTable
	Locations chunkTable
	listed    int64 // bytes of the bitmap, and of what says where all is
}

type zapPosting struct {
	Doc, length uint32
}

// Term finds a term in a Bleve field; ok is false where nothing holds it.
func (z *File) Term(field, term string) (t Term, ok bool, err error) {
	d, err := z.Opened(field)
	if err != nil || d == nil {
		return t, false, err
	}
	v, ok, err := d.Get(term)
	if err != nil || !ok {
		return t, false, err
	}
	t, err = z.TermAt(v)
	return t, err == nil, err
}

// TermAt reads what a number of a dictionary stands for.
func (z *File) TermAt(v uint64) (t Term, err error) {
	switch v & (zapOneHit | zapReserved) {
	case zapOneHit:
		t.Only = zapPosting{Doc: uint32(v & zapLow31), length: uint32(v >> 31 & zapLow31)}
		if uint64(t.Only.Doc) >= z.Size {
			return t, disk.ErrBeyond
		}
		return t, nil
	case 0:
	default:
		return t, disk.ErrDamaged
	}
	r, err := z.numbers(v, 3)
	if err != nil {
		return t, err
	}
	freqs, locations, size := r.Number(), r.Number(), r.Number()
	if r.Bad {
		return t, disk.ErrDamaged
	}
	bitmap, err := z.bytes(r.At, size)
	if err != nil {
		return t, err
	}
	t.listed = int64(r.At + size - v)
	t.Docs = roaring.New()
	if _, err := t.Docs.FromBuffer(bitmap); err != nil {
		return t, fmt.Errorf("%w: %w", disk.ErrDamaged, err)
	}
	n := t.Docs.GetCardinality()
	if n == 0 {
		return t, disk.ErrDamaged
	}
	if uint64(t.Docs.Maximum()) >= z.Size {
		return t, disk.ErrBeyond
	}
	chunk := z.Size / (n/1024 + 1) // zapx's chunk mode 1026
	if t.Freqs, err = z.chunks(freqs, chunk); err != nil {
		return t, err
	}
	t.Locations, err = z.chunks(locations, chunk)
	return t, err
}

// chunkTable are a run of chunks.
type chunkTable struct {
	file *File
	at   uint64 // of the first
	ends []uint64
	Docs uint64 // of a chunk
	size int64  // bytes, with those of the ends
}

// chunks reads where chunks end. At 0 there are none.
func (z *File) chunks(at, docs uint64) (c chunkTable, err error) {
	if at == 0 {
		return c, nil
	}
	r, err := z.numbers(at, 1)
	if err != nil {
		return c, err
	}
	n := r.Number()
	if r.Bad || n > z.Size+1 || docs == 0 {
		return c, disk.ErrDamaged
	}
	if r, err = z.numbers(r.At, n); err != nil {
		return c, err
	}
	c.file, c.Docs, c.ends = z, docs, make([]uint64, n)
	last := uint64(0)
	for i := range c.ends {
		end := r.Number()
		if end < last {
			return c, disk.ErrDamaged
		}
		c.ends[i], last = end, end
	}
	if c.at = r.At; r.Bad || last > uint64(len(z.Data))-c.at {
		return c, disk.ErrDamaged
	}
	c.size = int64(c.at + last - at)
	return c, nil
}

// all returns the bytes of all chunks.
func (c *chunkTable) all() ([]byte, error) {
	if len(c.ends) == 0 {
		return nil, nil
	}
	return c.file.bytes(c.at, c.ends[len(c.ends)-1])
}

// Chunk returns the bytes of the chunk with a number.
func (c *chunkTable) Chunk(i uint64) ([]byte, error) {
	if i >= uint64(len(c.ends)) {
		return nil, disk.ErrDamaged
	}
	start := uint64(0)
	if i > 0 {
		start = c.ends[i-1]
	}
	return c.file.bytes(c.at+start, c.ends[i]-start)
}
