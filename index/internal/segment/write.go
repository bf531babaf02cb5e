package segment

import (
	"context"
	"encoding/binary"
	"hash/crc32"
	"iter"
	"maps"
	"slices"

	bleveindex "github.com/blevesearch/bleve_index_api"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/golang/snappy"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// This file writes the documents of a Builder as a segment's file (parts.go).

// A fileWriter writes the file of a Builder's documents in memory.
type fileWriter struct {
	partWriter
	builder *Builder
	numbers []uint32      // of Builder.numbers
	built   []*builtField // by field number

	lists   [packed.Fields]postingList // of the fields of a group
	encoder termEncoder
	spans   []schema.Span // of a posting
	key     []byte
}

// segment makes the segment of the documents, once: the postings are gone then. The error
// is ctx's cause when ctx is done.
func (b *Builder) segment(ctx context.Context, config map[string]any) (segmentapi.Segment, uint64, error) {
	f := &fileWriter{builder: b, numbers: b.numbers()}
	f.docs, f.b = uint64(b.Len()), make([]byte, 0, b.fileSize())
	stored := f.writeStored()
	if err := f.writeFrequencies(); err != nil {
		return nil, 0, err
	}
	for i := range f.groups {
		if err := f.writeGroup(ctx, &f.groups[i]); err != nil {
			return nil, 0, err
		}
	}
	header, err := f.writeColumns(b.ids())
	if err != nil {
		return nil, 0, err
	}
	index := f.writeFieldIndex(header)
	size := uint64(len(f.b))
	sum := crc32.ChecksumIEEE(f.b)
	f.writeFooter(stored, index)
	f.fixed32(crc32.Update(sum, crc32.IEEETable, f.b[size:]))
	s, err := newMemorySegment(f.b, sum, config)
	return s, size, err
}

// ids returns the IDs of the documents that are not replaced.
func (b *Builder) ids() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		var id []byte
		for i := range b.docs {
			if b.docs[i].replaced {
				continue
			}
			if id = append(id[:0], b.docs[i].id...); !yield(id, nil) {
				return
			}
		}
	}
}

// writeStored numbers the fields, writes the stored documents, fills the columns, and
// returns where the offsets of the documents stand.
func (f *fileWriter) writeStored() uint64 {
	id := &builtField{name: IDField, options: bleveindex.IndexField | bleveindex.StoreField}
	f.built = []*builtField{id}
	known := map[string]uint64{}
	for _, name := range slices.Sorted(maps.Keys(f.builder.fields)) {
		known[name] = uint64(len(f.built))
		f.built = append(f.built, f.builder.fields[name])
	}
	for _, field := range f.built {
		f.fields = append(f.fields, writtenField{name: field.name, options: field.options})
	}
	f.groups, f.columns = groupFields(f.fields), newColumns(f.docs)
	starts := make([]uint64, 0, f.docs)
	var meta, value []byte
	for i := range f.builder.docs {
		d := &f.builder.docs[i]
		if d.replaced {
			continue
		}
		id.add(uint32(i), []record.FieldTerm{{Text: d.id, Hash: uint32(i)}})
		f.columns.dates[len(starts)] = d.date
		copy(f.columns.lengths[len(starts)*packed.Fields:], d.lengths[:])
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
	f.norms = packed.NewNorms(f.columns.lengths)
	return f.writeOffsets(starts)
}
