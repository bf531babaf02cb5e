package segment

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"math"
	"slices"

	bleveindex "github.com/blevesearch/bleve_index_api"
	"github.com/blevesearch/vellum"
	zap "github.com/blevesearch/zapx/v17"
)

// This file writes a segment's file in zapx's format, version 17 (zapx/v17/zap.md).
// file.go describes the postings. Before them stand the stored documents, and for
// each
//
//	size of the first part, size of the second
//	first part: size of the ID; number of the field, its type, offset of its value,
//	size of the value, 0
//	second part: the ID, and the value, compressed by snappy
//
// then the offset of each document in 8 bytes, and a 0. Behind the postings of a
// field stand its dictionary and three numbers: two that say that there are no
// docvalues, and the offset of the dictionary. At the end stand the fields: the
// length of the name, the name, the options, the number of sections, and for each
// section its number in 2 bytes and, in 8 bytes, the offset of those three numbers,
// or 0. The number of fields and the offset of each, in 8 bytes, follow.

const (
	zapNoDocValues = math.MaxUint64
	zapFieldType   = 't'
	IDField        = "_id" // the Bleve field of document IDs
)

// zapSections are the sections of a field: the inverted index, and those that
// newsdex leaves empty.
var zapSections = []uint16{zap.SectionInvertedTextIndex, zap.SectionSynonymIndex, zap.SectionGeoShapeV2Index}

// A partWriter writes the parts of a segment's file, in their order: the stored
// documents, then for each field its terms, then the list of fields. It collects the
// bytes in memory. If out is set they go there in large pieces.
type partWriter struct {
	b       []byte
	out     io.Writer
	written uint64 // number of bytes that went to out
	sum     uint32 // their checksum (CRC-32, IEEE)

	docs   uint64         // number of documents of the file
	fields []writtenField // by field number

	vellum    *vellum.Builder
	dict      bytes.Buffer
	freqs     chunks // of the term being written
	locations chunks // of the term being written
	bitmap    []byte
}

// A writtenField is the description of a field.
type writtenField struct {
	name    string
	options bleveindex.FieldIndexingOptions
	at      uint64 // offset of its three numbers
}

// pieceSize is the size of the pieces that go to out, in bytes.
const pieceSize = 1 << 20

// flush passes the bytes to out if they are a piece, or if all is true.
func (f *partWriter) flush(all bool) error {
	if f.out == nil || len(f.b) < pieceSize && !all {
		return nil
	}
	f.sum = crc32.Update(f.sum, crc32.IEEETable, f.b)
	f.written += uint64(len(f.b))
	_, err := f.out.Write(f.b)
	f.b = f.b[:0]
	return err
}

// uvarint writes a varint.
func (f *partWriter) uvarint(v uint64) { f.b = binary.AppendUvarint(f.b, v) }

// fixed64 writes a number in 8 bytes, the highest first.
func (f *partWriter) fixed64(v uint64) { f.b = binary.BigEndian.AppendUint64(f.b, v) }

// fixed32 writes a number in 4 bytes, the highest first.
func (f *partWriter) fixed32(v uint32) { f.b = binary.BigEndian.AppendUint32(f.b, v) }

// offset returns the number of bytes written.
func (f *partWriter) offset() uint64 { return f.written + uint64(len(f.b)) }

// writeOffsets writes the offsets of the stored documents, and returns where they stand.
func (f *partWriter) writeOffsets(starts []uint64) uint64 {
	at := f.offset()
	for _, start := range starts {
		f.fixed64(start)
	}
	f.uvarint(0) // no document is nested in another
	return at
}

// beginField begins the next field.
func (f *partWriter) beginField(name string, options bleveindex.FieldIndexingOptions) (err error) {
	f.fields = append(f.fields, writtenField{name: name, options: options})
	f.dict.Reset()
	if f.vellum == nil {
		f.vellum, err = vellum.New(&f.dict, nil)
		return err
	}
	return f.vellum.Reset(&f.dict)
}

// beginTerm begins a term with n postings, whose frequencies and locations the caller
// adds.
func (f *partWriter) beginTerm(n uint64) {
	size := f.docs / (n/1024 + 1) // zapx's chunk mode 1026
	f.freqs.reset(size, f.docs)
	f.locations.reset(size, f.docs)
}

// endTerm writes the postings of a term and adds it to the dictionary. Terms come in byte
// order.
func (f *partWriter) endTerm(term []byte, docs []uint32) error {
	freqs, locations := f.writeChunks(&f.freqs), f.writeChunks(&f.locations)
	at := f.offset()
	f.uvarint(freqs)
	f.uvarint(locations)
	f.bitmap = appendRoaring(f.bitmap[:0], docs)
	f.uvarint(uint64(len(f.bitmap)))
	f.b = append(f.b, f.bitmap...)
	return f.vellum.Insert(term, at)
}

// endField writes the dictionary of the field and its three numbers.
func (f *partWriter) endField() error {
	if err := f.vellum.Close(); err != nil {
		return err
	}
	dictionary := f.offset()
	f.uvarint(uint64(f.dict.Len()))
	f.b = append(f.b, f.dict.Bytes()...)
	f.fields[len(f.fields)-1].at = f.offset()
	f.uvarint(zapNoDocValues)
	f.uvarint(zapNoDocValues)
	f.uvarint(dictionary)
	return nil
}

// writeChunks writes chunks and returns their offset, 0 where they are empty.
func (f *partWriter) writeChunks(c *chunks) uint64 {
	if len(c.data) == 0 {
		return 0
	}
	at := f.offset()
	f.uvarint(uint64(c.count))
	for _, end := range c.ends {
		f.uvarint(end)
	}
	for range c.count - uint64(len(c.ends)) {
		f.uvarint(uint64(len(c.data)))
	}
	f.b = append(f.b, c.data...)
	return at
}

// writeFieldIndex writes the fields and returns where their offsets stand.
func (f *partWriter) writeFieldIndex() uint64 {
	starts := make([]uint64, 0, len(f.fields))
	for _, field := range f.fields {
		starts = append(starts, f.offset())
		f.uvarint(uint64(len(field.name)))
		f.b = append(f.b, field.name...)
		f.uvarint(uint64(field.options))
		f.uvarint(uint64(len(zapSections)))
		for i, section := range zapSections {
			f.b = binary.BigEndian.AppendUint16(f.b, section)
			if i == 0 {
				f.fixed64(field.at)
			} else {
				f.fixed64(0)
			}
		}
	}
	at := f.offset()
	f.uvarint(uint64(len(starts)))
	for _, start := range starts {
		f.fixed64(start)
	}
	return at
}

// chunks are the bytes of consecutive documents, cut into chunks of a number of
// documents.
type chunks struct {
	data  []byte
	ends  []uint64 // the ends in data of all complete chunks
	docs  uint64   // number of documents of a chunk
	end   uint64   // the first document of the next chunk
	count uint64   // number of all chunks
}

// reset prepares chunks of docs documents each, for documents up to all.
func (c *chunks) reset(docs, all uint64) {
	*c = chunks{data: c.data[:0], ends: c.ends[:0], docs: docs, end: docs, count: (all-1)/docs + 1}
}

// of returns data, to which the caller appends the bytes of a document and which it
// then sets. Documents must come in ascending order.
func (c *chunks) of(doc uint32) []byte {
	for ; uint64(doc) >= c.end; c.end += c.docs {
		c.ends = append(c.ends, uint64(len(c.data)))
	}
	return c.data
}

// appendRoaring appends the bitmap of documents in ascending order, in roaring's
// format without runs (https://github.com/RoaringBitmap/RoaringFormatSpec).
func appendRoaring(b []byte, docs []uint32) []byte {
	const (
		cookie    = 12346
		mostArray = 4096 // documents of an array container; a larger container has a bit for each of 2¹⁶
		bitmap    = 1 << 16 / 8
	)
	var containers [][]uint32
	for rest := docs; len(rest) > 0; {
		key := rest[0] >> 16
		n, _ := slices.BinarySearch(rest, min(key+1, math.MaxUint16)<<16)
		if key == math.MaxUint16 {
			n = len(rest)
		}
		containers, rest = append(containers, rest[:n]), rest[n:]
	}
	b = binary.LittleEndian.AppendUint32(b, cookie)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(containers)))
	for _, c := range containers {
		b = binary.LittleEndian.AppendUint16(b, uint16(c[0]>>16))
		b = binary.LittleEndian.AppendUint16(b, uint16(len(c)-1))
	}
	at := 8 + 8*len(containers)
	for _, c := range containers {
		b = binary.LittleEndian.AppendUint32(b, uint32(at))
		if len(c) > mostArray {
			at += bitmap
		} else {
			at += 2 * len(c)
		}
	}
	for _, c := range containers {
		if len(c) <= mostArray {
			for _, doc := range c {
				b = binary.LittleEndian.AppendUint16(b, uint16(doc))
			}
			continue
		}
		start := len(b)
		b = append(b, make([]byte, bitmap)...)
		for _, doc := range c {
			b[start+int(doc&0xffff)>>3] |= 1 << (doc & 7)
		}
	}
	return b
}
