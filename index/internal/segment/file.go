package segment

import (
	"encoding/binary"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// This file reads the postings in a segment's file, which has zapx's format, version
// 17 (zapx/v17/zap.md). zapx's own iterator takes 21 ns for a posting, and 79 ns for
// one with positions; a loop over the bytes takes a few. The loop reads all files of
// that version. Segments in memory and files of other versions are read through the
// iterator.
//
// The dictionary of a field is a finite-state transducer from terms to numbers of 64
// bits. Such a value is either the only posting of a term that occurs once in one
// document,
//
//	bit 63: 1   bits 31 to 61: 1, its second number   bits 0 to 30: document
//
// or the offset of the term's postings in the file, where numbers are varints of
// package binary:
//
//	offset of the frequencies, offset of the locations, size of the bitmap,
//	bitmap of the documents, in roaring's format
//
// Frequencies and locations are stored in chunks of documents: the number of chunks,
// the end of each as an offset from the end of these numbers, and the chunks. A
// frequency is
//
//	first number × 2 + (1 if there is a location), second number
//
// or a single 0 in a field that keeps neither. In a field with positions the two
// numbers encode the positions, or their number if there is a location
// (postingnumber.go, record/positions.go). The location of a document is its length
// in bytes, and then field, position, 0, end, number of array positions, array
// positions.

const (
	zapVersion   = 17
	zapChunkMode = 1026

	zapOneHit   = 1 << 63
	zapReserved = 1 << 62
	zapLow31    = 1<<31 - 1
)

// A File is the file of a segment. It is safe for concurrent use.
type File struct {
	file   zapSegment
	Data   []byte       // the whole file, mapped into memory
	Blocks *disk.Blocks // checksums of Data; nil where all of it was checked
	Size   uint64       // number of documents, deleted ones too
	Fields []string     // the names of the Bleve fields

	valid [validSlots]atomic.Uint64 // offsets of terms with valid bitmaps

	mu    sync.Mutex
	dicts map[string]*dictionary // by field name, the open ones
}

// validSlots is the number of terms of a file whose bitmaps are known to be valid.
const validSlots = 1 << 10

// bitmap is like [disk.Bitmap] but for that of the term at an offset, which is not checked
// again soon: checking takes as long as reading it.
func (z *File) bitmap(at uint64, b []byte) (*roaring.Bitmap, error) {
	slot := &z.valid[at*0x9e3779b97f4a7c15>>54]
	if slot.Load() != at {
		docs, err := disk.Bitmap(b, z.Size)
		if err == nil {
			slot.Store(at)
		}
		return docs, err
	}
	docs := roaring.New()
	_, err := docs.FromBuffer(b)
	return docs, err
}

// A zapSegment is the interface of zapx's segments that have a file.
type zapSegment interface {
	Data() []byte
	Path() string
	Version() uint32
	ChunkMode() uint32
	CallbackId() string // not "" for an encrypted file
	StoredIndexOffset() uint64
	DictAddr(field string) (uint64, error)
}

// NewFile returns the file of a segment, nil if it has none of zapx's version 17.
func NewFile(s segmentapi.Segment, blocks *disk.Blocks) *File {
	z, ok := s.(zapSegment)
	if !ok || z.Version() != zapVersion || z.ChunkMode() != zapChunkMode || z.CallbackId() != "" || len(z.Data()) == 0 {
		return nil
	}
	return &File{file: z, Data: z.Data(), Blocks: blocks, Size: s.Count(), Fields: s.Fields(), dicts: map[string]*dictionary{}}
}

// bytes returns n checked bytes at an offset. All reads of a file that was not
// checked as a whole go through it.
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

// numbers returns a reader of n varints at an offset, fewer at the end of the file.
func (z *File) numbers(at, n uint64) (disk.Reader, error) {
	left := uint64(len(z.Data)) - min(at, uint64(len(z.Data)))
	b, err := z.bytes(at, min(n*binary.MaxVarintLen64, left))
	return disk.Reader{Data: b, At: at}, err
}

// A Term is the postings of a term in a field, those of deleted documents included.
type Term struct {
	Docs      *roaring.Bitmap // over the bytes of the file; nil for a term with Only
	Only      zapPosting      // the only posting of a term without Docs
	Freqs     chunkTable      // the chunks of frequencies
	Locations chunkTable      // the chunks of locations
	listSize  int64           // length in bytes of the bitmap and of the three numbers before it
}

// A zapPosting is the only posting of a term: its document and its second number.
type zapPosting struct {
	Doc, length uint32
}

// Term looks a term up in a Bleve field. ok is false where no document holds it.
func (z *File) Term(field, term string) (t Term, ok bool, err error) {
	d, err := z.OpenDictionary(field)
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

// TermAt reads the term that a dictionary has a value for.
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
	t.listSize = int64(r.At + size - v)
	if t.Docs, err = z.bitmap(v, bitmap); err != nil {
		return t, err
	}
	n := t.Docs.GetCardinality()
	if n == 0 {
		return t, disk.ErrDamaged
	}
	chunk := z.Size / (n/1024 + 1) // zapx's chunk mode 1026
	if t.Freqs, err = z.chunks(freqs, chunk); err != nil {
		return t, err
	}
	t.Locations, err = z.chunks(locations, chunk)
	return t, err
}

// A chunkTable is a run of chunks. The zero value has none.
type chunkTable struct {
	file *File
	at   uint64   // offset of the first chunk in the file
	ends []uint64 // offsets of the chunks' ends from at
	Docs uint64   // number of documents of a chunk
	size int64    // length in bytes, with that of the ends
}

// chunks reads the table of chunks at an offset. An offset of 0 stands for no
// chunks.
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

// Chunk returns the bytes of the i-th chunk.
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
