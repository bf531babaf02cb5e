package segment

import (
	"bytes"
	"encoding/binary"
	"math"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// This file merges segments. The merged file has the bytes that zapx's merge would give
// it (TestMerge), for half of its time (BenchmarkMerge). zapx walks through each
// posting and each bitmap with iterators. A merge moves most postings as bytes: a posting
// does not depend on the number of its document, and the postings of a term are cut
// elsewhere only if they are in several chunks (mergeterms.go).

// docDropped is the new number of a document that is left out.
const docDropped = math.MaxUint64

// A merge makes one segment's file of others.
type merge struct {
	partWriter
	from       []*merged
	renumbered [][]uint64
	stop       <-chan struct{}
	report     segmentapi.StatsReporter // nil: no reports

	newDocs  []uint32 // of the term being written
	location []byte
}

// A merged is a segment that goes into another.
type merged struct {
	*File
	fields  []writtenField
	drops   *roaring.Bitmap // nil if it is merged as a whole
	numbers []uint64        // the new numbers of its documents
	fieldOf []uint64        // the new numbers of its fields
}

// Merge makes a segment's file of others, without the documents in drops. It returns their
// new numbers and the size of the file.
func (p *segmentPlugin) Merge(segments []segmentapi.Segment, drops []*roaring.Bitmap, path string,
	stop chan struct{}, report segmentapi.StatsReporter) ([][]uint64, uint64, error) {
	return p.MergeUsing(segments, drops, path, stop, report, nil)
}

// MergeUsing is like Merge with a configuration. Segments that newsdex did not write are
// merged by zapx.
func (p *segmentPlugin) MergeUsing(segments []segmentapi.Segment, drops []*roaring.Bitmap, path string,
	stop chan struct{}, report segmentapi.StatsReporter, config map[string]any) (numbers [][]uint64, size uint64, err error) {
	m := newMerge(segments, drops)
	if m == nil {
		return p.ZapPlugin.MergeUsing(segments, drops, path, stop, report, config)
	}
	m.stop, m.report = stop, report
	f, err := disk.CreateNew(path)
	if err != nil {
		return nil, 0, err
	}
	m.out = f
	if err = m.write(); err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		_ = disk.Remove(path) // or else the next run does it
		return nil, 0, err    // as it is: Bleve compares it with ErrClosed
	}
	return m.renumbered, m.offset(), nil
}

// newMerge returns the merge of segments; nil if one of them is not as newsdex writes
// segments, or if no document is left.
func newMerge(segments []segmentapi.Segment, drops []*roaring.Bitmap) *merge {
	m := new(merge)
	for i, s := range segments {
		file := NewFile(s, nil)
		if file == nil {
			return nil
		}
		r := openReader{f: bytes.NewReader(file.Data), size: uint64(len(file.Data))}
		if !r.check() || r.err != nil || len(r.fields) == 0 || r.fields[0].name != IDField {
			return nil
		}
		from := &merged{File: file, fields: r.fields}
		if drops[i] != nil && !drops[i].IsEmpty() {
			from.drops = drops[i]
		}
		from.numbers = make([]uint64, file.Size)
		for doc := range from.numbers {
			if from.drops != nil && from.drops.Contains(uint32(doc)) {
				from.numbers[doc] = docDropped
				continue
			}
			from.numbers[doc] = m.docs
			m.docs++
		}
		m.from, m.renumbered = append(m.from, from), append(m.renumbered, from.numbers)
	}
	if m.docs == 0 || m.docs > math.MaxInt32 {
		return nil
	}
	return m
}

// write writes the file.
func (m *merge) write() (err error) {
	defer disk.Caught(&err)
	defer disk.CatchFaults("", debug.SetPanicOnFault(true), &err)
	fields := m.numberFields()
	stored, err := m.copyStored()
	if err != nil {
		return err
	}
	for n, field := range fields {
		if err := m.writeTerms(uint64(n), field); err != nil {
			return err
		}
	}
	index := m.writeFieldIndex()
	m.fixed32(0) // the length of the name of a writer that encrypts
	m.fixed64(m.docs)
	m.fixed64(stored)
	m.fixed64(index)
	m.fixed32(zapChunkMode)
	m.fixed32(zapVersion)
	if err := m.flush(true); err != nil {
		return err
	}
	m.fixed32(m.sum)
	return m.flush(true)
}

// flush is like [partWriter.flush]. It reports the bytes, and returns
// [segmentapi.ErrClosed] when the merge is to stop.
func (m *merge) flush(all bool) error {
	before := m.written
	if err := m.partWriter.flush(all); err != nil || m.written == before {
		return err
	}
	if m.report != nil {
		m.report.ReportBytesWritten(m.written - before)
	}
	select {
	case <-m.stop:
		return segmentapi.ErrClosed
	default:
		return nil
	}
}

// numberFields returns the fields of the file in their order, the IDs first. A field has
// the options that it has in all segments.
func (m *merge) numberFields() (fields []writtenField) {
	of := map[string]int{}
	for _, s := range m.from {
		for _, f := range s.fields {
			if i, ok := of[f.name]; ok {
				fields[i].options &= f.options
				continue
			}
			of[f.name] = len(fields)
			fields = append(fields, f)
		}
	}
	slices.SortFunc(fields[1:], func(a, b writtenField) int { return strings.Compare(a.name, b.name) })
	for i, f := range fields {
		of[f.name] = i
	}
	for _, s := range m.from {
		for _, f := range s.fields {
			s.fieldOf = append(s.fieldOf, uint64(of[f.name]))
		}
	}
	return fields
}

// copyStored copies the stored documents, and returns where their offsets stand.
func (m *merge) copyStored() (at uint64, err error) {
	starts := make([]uint64, 0, m.docs)
	var meta []byte
	for _, s := range m.from {
		index := s.file.StoredIndexOffset()
		for doc, number := range s.numbers {
			if number == docDropped {
				continue
			}
			place, err := s.bytes(index+8*uint64(doc), 8)
			if err != nil {
				return 0, err
			}
			from := binary.BigEndian.Uint64(place)
			if from > uint64(len(s.Data)) {
				return 0, disk.ErrDamaged
			}
			r := disk.Reader{Data: s.Data[from:]}
			metaSize, size := r.Number(), r.Number()
			old, data := disk.Reader{Data: r.Bytes(metaSize)}, r.Bytes(size)
			meta = binary.AppendUvarint(meta[:0], old.Number())
			for len(old.Data) > 0 && !old.Bad { // a value
				field := old.Number()
				if field >= uint64(len(s.fieldOf)) {
					return 0, disk.ErrDamaged
				}
				meta = binary.AppendUvarint(meta, s.fieldOf[field])
				for range 3 { // its type, offset and size
					meta = binary.AppendUvarint(meta, old.Number())
				}
				positions := old.Number()
				meta = binary.AppendUvarint(meta, positions)
				for ; positions > 0 && !old.Bad; positions-- {
					meta = binary.AppendUvarint(meta, old.Number())
				}
			}
			if r.Bad || old.Bad {
				return 0, disk.ErrDamaged
			}
			starts = append(starts, m.offset())
			m.uvarint(uint64(len(meta)))
			m.uvarint(size)
			m.b = append(append(m.b, meta...), data...)
			if err := m.flush(false); err != nil {
				return 0, err
			}
		}
	}
	return m.writeOffsets(starts), nil
}
