package segment

import (
	"context"
	"encoding/binary"
	"hash/crc32"
	"maps"
	"slices"

	bleveindex "github.com/blevesearch/bleve_index_api"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
	"github.com/golang/snappy"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
)

// This file writes the documents of a Builder as a segment's file (parts.go).

// A fileWriter writes the file of a Builder's documents in memory.
type fileWriter struct {
	partWriter
	builder *Builder
	numbers []uint32      // of Builder.numbers
	built   []*builtField // by field number

	list     postingList
	key      []byte
	location []byte
}

// segment makes the segment of the documents. The error is ctx's cause when ctx is
// done.
func (b *Builder) segment(ctx context.Context, config map[string]any) (segmentapi.Segment, uint64, error) {
	stats, _ := config[segmentapi.StatsKey].(*segmentapi.Stats)
	if stats == nil {
		stats = new(segmentapi.Stats)
	}
	f := &fileWriter{builder: b, numbers: b.numbers()}
	f.docs, f.b = uint64(b.Len()), make([]byte, 0, b.fileSize())
	stored := f.writeStored()
	if err := f.writeFields(ctx); err != nil {
		return nil, 0, err
	}
	index := f.writeFieldIndex()
	s, err := zap.InitSegmentBase(f.b, crc32.ChecksumIEEE(f.b), zapChunkMode, f.docs, stored, index, config, stats)
	return s, uint64(len(f.b)), err
}

// writeStored numbers the fields, writes the stored documents, and returns where
// their offsets stand.
func (f *fileWriter) writeStored() uint64 {
	id := &builtField{name: IDField, options: bleveindex.IndexField | bleveindex.StoreField}
	f.built = []*builtField{id}
	known := map[string]uint64{}
	for _, name := range slices.Sorted(maps.Keys(f.builder.fields)) {
		known[name] = uint64(len(f.built))
		f.built = append(f.built, f.builder.fields[name])
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
	return f.writeOffsets(starts)
}

// writeFields writes the postings and the dictionaries of all fields.
func (f *fileWriter) writeFields(ctx context.Context) error {
	for n, field := range f.built {
		if err := f.list.sort(ctx, field, f.numbers); err != nil {
			return err
		}
		if err := f.beginField(field.name, field.options); err != nil {
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
			f.writePostings(uint64(n), field, docs, numbers)
			f.key = append(f.key[:0], field.terms.Strings[term]...)
			if err := f.endTerm(f.key, docs); err != nil {
				return err
			}
		}
		if err := f.endField(); err != nil {
			return err
		}
	}
	return nil
}

// writePostings writes the frequencies and locations of a term.
func (f *fileWriter) writePostings(n uint64, field *builtField, docs []uint32, numbers []uint64) {
	f.beginTerm(uint64(len(docs)))
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
}
