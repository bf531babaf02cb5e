package segment

import (
	"encoding/binary"
	"hash/crc32"
	"io"

	bleveindex "github.com/blevesearch/bleve_index_api"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/newsdex/newsdex/index/postings/packed"
)

// This file writes a segment's file in zapx's format, version 17 (zapx/v17/zap.md). Its
// parts are, in their order:
//
//	the stored documents, and the offset of each in 8 bytes, and a 0
//	the frequencies of all postings (writeterms.go)
//	the terms of each group of fields, and their dictionaries (writeterms.go)
//	the columns and their header (columns.go)
//	the fields
//	the trailer: the offset of the header of the columns, and a magic number, 8 bytes each
//	the number of fields, and the offset of each in 8 bytes
//	zapx's footer
//
// Bleve reads neither the lists before the postings, nor the columns, nor the trailer.
//
// A stored document is
//
//	size of the first part, size of the second
//	first part: size of the ID; number of the field, its type, offset of its value,
//	size of the value, 0
//	second part: the ID, and the value, compressed by snappy
//
// A field is the length of its name, the name, the options, the number of sections, and
// for each section its number in 2 bytes and, in 8 bytes, the offset of the three numbers
// behind the dictionary of the field, or 0.

const (
	zapFieldType = 't'
	IDField      = "_id" // the Bleve field of document IDs
)

// zapSections are the sections of a field: the inverted index, and those that
// newsdex leaves empty.
var zapSections = []uint16{zap.SectionInvertedTextIndex, zap.SectionSynonymIndex, zap.SectionGeoShapeV2Index}

// trailerMagic are the last bytes of the trailer.
const trailerMagic = "newsdex\x01"

// trailerSize is the size of the trailer in bytes.
const trailerSize = 8 + len(trailerMagic)

// A partWriter writes the parts of a segment's file, in their order. It collects the
// bytes in memory. If out is set they go there in large pieces.
type partWriter struct {
	b       []byte
	out     io.Writer
	written uint64 // number of bytes that went to out
	sum     uint32 // their checksum (CRC-32, IEEE)

	docs    uint64         // number of documents of the file
	fields  []writtenField // by field number
	groups  []fieldGroup
	columns columns
	norms   *packed.Norms
	freqs   uint64 // offset of the frequencies

	group *fieldGroup // the one being written
	dicts [packed.Fields]dictWriter
}

// A writtenField is the description of a field.
type writtenField struct {
	name    string
	options bleveindex.FieldIndexingOptions
	at      uint64 // offset of its three numbers
	dict    uint64 // offset of its dictionary
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

// writeFieldIndex writes the fields, with the offset of the header of the columns before
// their offsets, and returns where these stand.
func (f *partWriter) writeFieldIndex(header uint64) uint64 {
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
	f.b = binary.LittleEndian.AppendUint64(f.b, header)
	f.b = append(f.b, trailerMagic...)
	at := f.offset()
	f.uvarint(uint64(len(starts)))
	for _, start := range starts {
		f.fixed64(start)
	}
	return at
}

// writeFooter writes the footer but for the checksum in its last four bytes.
func (f *partWriter) writeFooter(stored, index uint64) {
	f.fixed32(0) // the length of the name of a writer that encrypts
	f.fixed64(f.docs)
	f.fixed64(stored)
	f.fixed64(index)
	f.fixed32(zapChunkMode)
	f.fixed32(zapVersion)
}
