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

// This file writes a segment's file, which is zapx's, version 17 (zapx/v17/zap.md).
// How postings stand there is said in zap.go, which reads them. Before them are the
// stored fields: of each document
//
//	bytes of the first part, bytes of the second
//	first part: bytes of the ID; number of the field, its type, where its value
//	begins, its bytes, 0
//	second part: the ID, and the value, compressed by snappy
//
// and where each begins, in 8 bytes, and a 0. Behind the postings of a field stands
// its dictionary, and then two numbers that say that there are no docvalues, and the
// place of the dictionary. At the end are the fields: the bytes of the name, the
// name, the options, the number of sections, and for each section its number in 2
// bytes and in 8 the place of those three numbers, or 0; then the number of fields,
// and where each begins, in 8 bytes.

const (
	zapNoDocValues = math.MaxUint64
	zapFieldType   = 't'
	IDField        = "_id"
)

// zapSections are the sections of a field in a file: the one of postings, and those
// of what newsdex does not have.
var zapSections = []uint16{zap.SectionInvertedTextIndex, zap.SectionSynonymIndex, zap.SectionGeoShapeV2Index}

// A fileWriter is a file that is being written, in memory.
type fileWriter struct {
	b       []byte
	builder *Builder
	docs    uint64
	numbers []uint32
	fields  []*builtField // in the order of their numbers
	addrs   []uint64

	list     postingList
	vellum   *vellum.Builder
	dict     bytes.Buffer
	key      []byte
	freqs    chunks
	places   chunks
	packed   []byte
	location []byte
}

// segment makes the segment of what was added. The error is of ctx, when that is
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

func (f *fileWriter) number(v uint64) { f.b = binary.AppendUvarint(f.b, v) }

func (f *fileWriter) fixed(v uint64) { f.b = binary.BigEndian.AppendUint64(f.b, v) }

func (f *fileWriter) at() uint64 { return uint64(len(f.b)) }

// writeStored numbers the fields, writes what is stored, and returns where it is.
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
		if d.gone {
			continue
		}
		id.add(uint32(i), []record.FieldTerm{{Text: d.id, Hash: uint32(i), Number: 1}})
		starts = append(starts, f.at())
		meta = binary.AppendUvarint(meta[:0], uint64(len(d.id)))
		if d.value != nil {
			meta = binary.AppendUvarint(meta, known[d.name])
			meta = binary.AppendUvarint(append(meta, zapFieldType, 0), uint64(len(d.value)))
			meta = append(meta, 0)
		}
		value = snappy.Encode(value[:cap(value)], d.value)
		f.number(uint64(len(meta)))
		f.number(uint64(len(d.id) + len(value)))
		f.b = append(append(append(f.b, meta...), d.id...), value...)
	}
	at := f.at()
	for _, start := range starts {
		f.fixed(start)
	}
	f.number(0) // no document is within another
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
		dictionary := f.at()
		f.number(uint64(f.dict.Len()))
		f.b = append(f.b, f.dict.Bytes()...)
		f.dict.Reset()
		if err := f.vellum.Reset(&f.dict); err != nil {
			return err
		}
		f.addrs = append(f.addrs, f.at())
		f.number(zapNoDocValues)
		f.number(zapNoDocValues)
		f.number(dictionary)
	}
	return nil
}

// writePostings writes the postings of a term, and returns where they are.
func (f *fileWriter) writePostings(n uint64, field *builtField, docs []uint32, numbers []uint64) uint64 {
	size := f.docs / (uint64(len(docs))/1024 + 1) // zapx's chunk mode 1026
	f.freqs.reset(size, f.docs)
	f.places.reset(size, f.docs)
	for i, doc := range docs {
		freqs := f.freqs.of(doc)
		number := numbers[i]
		switch {
		case number == 0:
			freqs = append(freqs, 0)
		case number&postingApart == 0:
			first, second := splitNumber(number)
			freqs = append(binary.AppendUvarint(freqs, first<<1), byte(second))
		default:
			r := disk.Reader{Data: field.apart[number&^postingApart:]}
			freqs = append(binary.AppendUvarint(freqs, r.Number()<<1|1), 1)
			f.location = append(binary.AppendUvarint(f.location[:0], n), r.Bytes(r.Number())...)
			places := binary.AppendUvarint(f.places.of(doc), uint64(len(f.location)))
			f.places.data = append(places, f.location...)
		}
		f.freqs.data = freqs
	}
	freqs, places := f.writeChunks(&f.freqs), f.writeChunks(&f.places)
	at := f.at()
	f.number(freqs)
	f.number(places)
	f.packed = appendRoaring(f.packed[:0], docs)
	f.number(uint64(len(f.packed)))
	f.b = append(f.b, f.packed...)
	return at
}

// writeChunks writes chunks and returns where they are, 0 where there is nothing.
func (f *fileWriter) writeChunks(c *chunks) uint64 {
	if len(c.data) == 0 {
		return 0
	}
	at := f.at()
	f.number(uint64(c.count))
	for _, end := range c.ends {
		f.number(end)
	}
	for range c.count - uint64(len(c.ends)) {
		f.number(uint64(len(c.data)))
	}
	f.b = append(f.b, c.data...)
	return at
}

// writeFieldIndex writes the fields and returns where they are.
func (f *fileWriter) writeFieldIndex() uint64 {
	starts := make([]uint64, 0, len(f.fields))
	for n, field := range f.fields {
		starts = append(starts, f.at())
		f.number(uint64(len(field.name)))
		f.b = append(f.b, field.name...)
		f.number(uint64(field.options))
		f.number(uint64(len(zapSections)))
		for i, section := range zapSections {
			f.b = binary.BigEndian.AppendUint16(f.b, section)
			if i == 0 {
				f.fixed(f.addrs[n])
			} else {
				f.fixed(0)
			}
		}
	}
	at := f.at()
	f.number(uint64(len(starts)))
	for _, start := range starts {
		f.fixed(start)
	}
	return at
}

// Chunks are bytes of documents that follow each other, in chunks of so many
// documents.
type chunks struct {
	data  []byte
	ends  []uint64 // of all chunks before the one that data ends in
	docs  uint64   // of a chunk
	end   uint64   // the first document of the next chunk
	count uint64
}

func (c *chunks) reset(docs, all uint64) {
	*c = chunks{data: c.data[:0], ends: c.ends[:0], docs: docs, end: docs, count: (all-1)/docs + 1}
}

// of returns the data, to which what belongs to a document is to be appended.
func (c *chunks) of(doc uint32) []byte {
	for ; uint64(doc) >= c.end; c.end += c.docs {
		c.ends = append(c.ends, uint64(len(c.data)))
	}
	return c.data
}

// appendRoaring appends the bitmap of documents, which are in ascending order, as
// package roaring does (https://github.com/RoaringBitmap/RoaringFormatSpec), without
// runs.
func appendRoaring(b []byte, docs []uint32) []byte {
	const (
		cookie    = 12346
		mostArray = 4096 // documents; with more there is a bit for each
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
