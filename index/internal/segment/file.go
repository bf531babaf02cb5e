package segment

import (
	"encoding/binary"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// This file reads the terms in a segment's file: their documents, as zapx writes them, and
// the lists in front of these (writeterms.go).
//
// The dictionary of a field is a finite-state transducer from terms to numbers of 64
// bits. Such a value is either the only document of a term,
//
//	bit 63: 1   bits 31 to 61: 1   bits 0 to 30: document
//
// or the offset of the term's postings in the file, where numbers are varints of
// package binary:
//
//	offset of the frequencies, offset of the locations, size of the bitmap,
//	bitmap of the documents, in roaring's format

const (
	zapVersion = 17
	// olderChunkMode is the chunk mode of files without lists.
	olderChunkMode = 1026

	zapOneHit   = 1 << 63
	zapReserved = 1 << 62
	zapLow31    = 1<<31 - 1
)

// A File is the file of a segment. It is safe for concurrent use.
type File struct {
	head
	path   string       // "" for a segment in memory
	Data   []byte       // the whole file, mapped into memory
	Blocks *disk.Blocks // checksums of Data; nil where all of it was checked
	close  func() error // nil for a segment that Bleve closes

	valid [validSlots]atomic.Uint64 // offsets of terms with valid bitmaps

	mu    sync.Mutex
	dicts map[string]*dictionary // by field name, the open ones

	whole wholeColumns
}

// Path returns the name of the file, "" for a segment in memory.
func (z *File) Path() string { return z.path }

// Close closes the file of [Open].
func (z *File) Close() error {
	if z.close == nil {
		return nil
	}
	return z.close()
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

// A Term is the documents of a term in a field, deleted ones included.
type Term struct {
	Docs     *roaring.Bitmap // over the bytes of the file; nil for a term with Only
	Only     uint32          // the only document of a term without Docs
	listSize int64           // length in bytes of the bitmap and of the three numbers before it
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
func (z *File) TermAt(v uint64) (Term, error) {
	t, bitmap, err := z.bitmapAt(v)
	if err != nil || bitmap == nil {
		return t, err
	}
	if t.Docs, err = z.bitmap(v, bitmap); err != nil {
		return t, err
	}
	if t.Docs.IsEmpty() {
		return t, disk.ErrDamaged
	}
	return t, nil
}

// bitmapAt is like TermAt but returns the bytes of the bitmap, nil for a term with one
// document in the dictionary.
func (z *File) bitmapAt(v uint64) (t Term, bitmap []byte, err error) {
	switch v & (zapOneHit | zapReserved) {
	case zapOneHit:
		t.Only = uint32(v & zapLow31)
		if uint64(t.Only) >= z.Size {
			return t, nil, disk.ErrBeyond
		}
		return t, nil, nil
	case 0:
	default:
		return t, nil, disk.ErrDamaged
	}
	r, err := z.numbers(v, 3)
	if err != nil {
		return t, nil, err
	}
	r.Number() // the frequencies
	r.Number() // the locations
	size := r.Number()
	if r.Bad {
		return t, nil, disk.ErrDamaged
	}
	if bitmap, err = z.bytes(r.At, size); err != nil {
		return t, nil, err
	}
	t.listSize = int64(r.At + size - v)
	return t, bitmap, nil
}
