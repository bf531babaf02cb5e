package segment

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"maps"
	"math"
	"slices"

	bleveindex "github.com/blevesearch/bleve_index_api"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
	zap "github.com/blevesearch/zapx/v17"
	"github.com/golang/snappy"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
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

// A fileWriter writes a segment's file in memory.
type fileWriter struct {
	b       []byte
	builder *Builder
	docs    uint64        // number of documents
	numbers []uint32      // of Builder.numbers
	fields  []*builtField // by field number
	addrs   []uint64      // by field number, the offset of its three numbers

	list      postingList
	vellum    *vellum.Builder
	dict      bytes.Buffer
	key       []byte
	freqs     chunks
	locations chunks
	bitmap    []byte
	location  []byte
}

// segment makes the segment of the documents. The error is ctx's cause when ctx is
// done.
func (b *Builder) segment(ctx context.Context, config map[string]any) (segmentapi.Segment, uint64, error) {
	stats, _ := config[segmentapi.StatsKey].(*segmentapi.Stats)
	if stats == nil {
		stats = new(segmentapi.Stats)
	}
	f := &fileWriter{builder: b, docs: uint64(b.Len()), numbers: b.numbers(), b: make([]byte, 0, b.fileSize())}
	stored := f.writeStored()
	if err := f.writeFields(ctx); err != nil {
		return nil, 0, err
	}
	index := f.writeFieldIndex()
	s, err := zap.InitSegmentBase(f.b, crc32.ChecksumIEEE(f.b), zapChunkMode, f.docs, stored, index, config, stats)
	return s, uint64(len(f.b)), err
}

// uvarint writes a varint.
func (f *fileWriter) uvarint(v uint64) { f.b = binary.AppendUvarint(f.b, v) }

// fixed64 writes a number in 8 bytes, the highest first.
func (f *fileWriter) fixed64(v uint64) { f.b = binary.BigEndian.AppendUint64(f.b, v) }

// offset returns the number of bytes written.
func (f *fileWriter) offset() uint64 { return uint64(len(f.b)) }

// writeStored numbers the fields, writes the stored documents, and returns where
// their offsets stand.
func (f *fileWriter) writeStored() uint64 {
	id := &builtField{name: IDField, options: bleveindex.IndexField | bleveindex.StoreField}
	f.fields = []*builtField{id}
	known := map[string]uint64{}
	for _, name := range slices.Sorted(maps.Keys(f.builder.fields)) {
		known[name] = uint64(len(f.fields))
		f.fields = append(f.fields, f.builder.fields[name])
	}
	starts := make([]uint64, 0, f.docs)
	var meta, value []byte
	for i := range f.builder.docs {
		d := &f.builder.docs[i]
		if d.replaced {
			continue
		}
		id.add(uint32(i), []record.FieldTerm{{Text: d.id, Hash: uint32(i), Number: 1}})
		starts = append(starts, f.offset())
		meta = binary.AppendUvarint(meta[:0], uint64(len(d.id)))
		if d.value != nil {
			meta = binary.AppendUvarint(meta, known[d.name])
			meta = binary.AppendUvarint(append(meta, zapFieldType, 0), uint64(len(d.value)))
			meta = append(meta, 0)
		}
		value = snappy.Encode(value[:cap(value)], d.value)
		f.uvarint(uint64(len(meta)))
		f.uvarint(uint64(len(d.id) + len(value)))
		f.b = append(append(append(f.b, meta...), d.id...), value...)
	}
	at := f.offset()
	for _, start := range starts {
		f.fixed64(start)
	}
	f.uvarint(0) // no document is nested in another
	return at
}

// writeFields writes the postings and the dictionaries of all fields.
func (f *fileWriter) writeFields(ctx context.Context) (err error) {
	if f.vellum, err = vellum.New(&f.dict, nil); err != nil {
		return err
	}
	for n, field := range f.fields {
		if err := f.list.sort(ctx, field, f.numbers); err != nil {
			return err
		}
		for i, term := range f.list.order {
			if i%1024 == 0 && ctx.Err() != nil {
				return context.Cause(ctx)
			}
			docs, numbers := f.list.of(term)
			if len(docs) == 0 {
				continue
			}
			at := f.writePostings(uint64(n), field, docs, numbers)
			f.key = append(f.key[:0], field.terms.Strings[term]...)
			if err := f.vellum.Insert(f.key, at); err != nil {
				return err
			}
		}
		if err := f.vellum.Close(); err != nil {
			return err
		}
		dictionary := f.offset()
		f.uvarint(uint64(f.dict.Len()))
		f.b = append(f.b, f.dict.Bytes()...)
		f.dict.Reset()
		if err := f.vellum.Reset(&f.dict); err != nil {
			return err
		}
		f.addrs = append(f.addrs, f.offset())
		f.uvarint(zapNoDocValues)
		f.uvarint(zapNoDocValues)
		f.uvarint(dictionary)
	}
	return nil
}

// writePostings writes the postings of a term, and returns their offset.
func (f *fileWriter) writePostings(n uint64, field *builtField, docs []uint32, numbers []uint64) uint64 {
	size := f.docs / (uint64(len(docs))/1024 + 1) // zapx's chunk mode 1026
	f.freqs.reset(size, f.docs)
	f.locations.reset(size, f.docs)
	for i, doc := range docs {
		freqs := f.freqs.of(doc)
		number := numbers[i]
		switch {
		case number == 0:
			freqs = append(freqs, 0)
		case number&overflowBit == 0:
			first, second := splitNumber(number)
			freqs = append(binary.AppendUvarint(freqs, first<<1), byte(second))
		default:
			r := disk.Reader{Data: field.overflow[number&^overflowBit:]}
			freqs = append(binary.AppendUvarint(freqs, r.Number()<<1|1), 1)
			f.location = append(binary.AppendUvarint(f.location[:0], n), r.Bytes(r.Number())...)
			locations := binary.AppendUvarint(f.locations.of(doc), uint64(len(f.location)))
			f.locations.data = append(locations, f.location...)
		}
		f.freqs.data = freqs
	}
	freqs, locations := f.writeChunks(&f.freqs), f.writeChunks(&f.locations)
	at := f.offset()
	f.uvarint(freqs)
	f.uvarint(locations)
	f.bitmap = appendRoaring(f.bitmap[:0], docs)
	f.uvarint(uint64(len(f.bitmap)))
	f.b = append(f.b, f.bitmap...)
	return at
}

// writeChunks writes chunks and returns their offset, 0 where they are empty.
func (f *fileWriter) writeChunks(c *chunks) uint64 {
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
func (f *fileWriter) writeFieldIndex() uint64 {
	starts := make([]uint64, 0, len(f.fields))
	for n, field := range f.fields {
		starts = append(starts, f.offset())
		f.uvarint(uint64(len(field.name)))
		f.b = append(f.b, field.name...)
		f.uvarint(uint64(field.options))
		f.uvarint(uint64(len(zapSections)))
		for i, section := range zapSections {
			f.b = binary.BigEndian.AppendUint16(f.b, section)
			if i == 0 {
				f.fixed64(f.addrs[n])
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
