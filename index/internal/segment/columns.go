package segment

import (
	"encoding/binary"
	"errors"
	"iter"
	"math"

	"github.com/newsdex/newsdex/index/postings/packed"
)

// This file writes the columns, which have an entry for each document by its number.
// Numbers have their lowest byte first, and each column begins at a multiple of 8 bytes:
//
//	8   the date of publication in seconds since 1970, or schema.NoDate
//	12  the lengths of title, deck and body in words, 4 bytes each; 0 for none
//	1   the class of the title's length (packed.LengthClass), for all documents; then
//	1   that of the deck's, for all documents; then
//	1   that of the body's
//	4   the rank of the ID among all IDs of the segment in byte order, from 0
//	4   the offset of the ID among the IDs, and behind them the end of the last one
//	    the IDs
//
// The header follows. Its numbers are varints of package binary, and floating-point
// numbers are their bits:
//
//	1, the format of the columns
//	offsets of the six columns, the classes as one,, and the size of the IDs in bytes
//	parameters of the impacts of lists: K1, B; weight, average length, least length and
//	greatest length of title, deck and body (packed.Norms)
//	number of fields with lists; for each the number of the field

const columnFormat = 1

// columnCount is the number of columns.
const columnCount = 6

// The sizes of the entries of columns, in bytes.
const (
	dateSize   = 8
	lengthSize = 4 * uint64(packed.Fields)
	classSize  = uint64(packed.Fields)
	orderSize  = 4
	offsetSize = 4
)

// errIDs is the error for a segment with more IDs than the offsets of a column reach.
var errIDs = errors.New("the IDs of a segment have more than 4 GB")

// columns are the columns of a segment that is being written, but for the IDs.
type columns struct {
	dates   []int64
	lengths []uint32 // three for each document
	order   []uint32
	ranked  uint32 // number of IDs that have a rank
}

// newColumns returns columns of a number of documents.
func newColumns(docs uint64) columns {
	return columns{dates: make([]int64, docs), lengths: make([]uint32, docs*uint64(packed.Fields)), order: make([]uint32, docs)}
}

// rank gives the next rank to a document, the only one of its ID.
func (c *columns) rank(docs []uint32) {
	for _, doc := range docs {
		c.order[doc] = c.ranked
		c.ranked++
	}
}

// align writes zeros up to a multiple of 8 bytes, and returns the offset.
func (f *partWriter) align() uint64 {
	for f.offset()%8 != 0 {
		f.b = append(f.b, 0)
	}
	return f.offset()
}

// writeColumns writes the columns and returns the offset of their header. ids are the IDs
// in the order of the documents, which are gone through twice.
func (f *partWriter) writeColumns(ids iter.Seq2[[]byte, error]) (header uint64, err error) {
	var at [columnCount]uint64
	c := &f.columns
	at[0] = f.align()
	for _, date := range c.dates {
		f.b = binary.LittleEndian.AppendUint64(f.b, uint64(date))
	}
	at[1] = f.align()
	for _, n := range c.lengths {
		f.b = binary.LittleEndian.AppendUint32(f.b, n)
	}
	at[2] = f.align()
	for field := range packed.Fields {
		for at := field; at < len(c.lengths); at += packed.Fields {
			f.b = append(f.b, packed.LengthClass(c.lengths[at]))
		}
	}
	at[3] = f.align()
	for _, rank := range c.order {
		f.b = binary.LittleEndian.AppendUint32(f.b, rank)
	}
	at[4] = f.align()
	end := uint64(0)
	for id, err := range ids {
		if err != nil {
			return 0, err
		}
		f.b = binary.LittleEndian.AppendUint32(f.b, uint32(end))
		end += uint64(len(id))
	}
	if end > math.MaxUint32 {
		return 0, errIDs
	}
	f.b = binary.LittleEndian.AppendUint32(f.b, uint32(end))
	at[5] = f.align()
	for id, err := range ids {
		if err != nil {
			return 0, err
		}
		f.b = append(f.b, id...)
		if err := f.flush(false); err != nil {
			return 0, err
		}
	}
	header = f.offset()
	f.uvarint(columnFormat)
	for _, offset := range at {
		f.uvarint(offset)
	}
	f.uvarint(end)
	f.writeNorms()
	f.writeGroups()
	return header, nil
}

// writeNorms writes the parameters of the impacts.
func (f *partWriter) writeNorms() {
	n := f.norms
	f.uvarint(math.Float64bits(n.K1))
	f.uvarint(math.Float64bits(n.B))
	for i := range packed.Fields {
		f.uvarint(math.Float64bits(n.Weights[i]))
		f.uvarint(math.Float64bits(n.Average[i]))
		f.uvarint(uint64(n.Least[i]))
		f.uvarint(uint64(n.Most[i]))
	}
}

// writeGroups writes the fields with lists.
func (f *partWriter) writeGroups() {
	var listed []int
	for _, g := range f.groups {
		for _, n := range g.fields {
			if n != noField && g.kind != noList {
				listed = append(listed, n)
			}
		}
	}
	f.uvarint(uint64(len(listed)))
	for _, n := range listed {
		f.uvarint(uint64(n))
	}
}
