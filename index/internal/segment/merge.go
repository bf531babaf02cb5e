package segment

import (
	"bytes"
	"encoding/binary"
	"math"
	"path/filepath"
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
	isWhole bool     // no document is left out
	numbers []uint64 // the new numbers of its documents
	fieldOf []uint64 // the new numbers of its fields
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
	m, err := newMerge(segments, drops)
	if err != nil {
		return nil, 0, err
	}
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
func newMerge(segments []segmentapi.Segment, drops []*roaring.Bitmap) (*merge, error) {
	m := new(merge)
	for i, s := range segments {
		from, err := newMerged(s)
		if err != nil || from == nil {
			return nil, err
		}
		from.isWhole = drops[i] == nil || drops[i].IsEmpty()
		for doc := range from.numbers {
			if !from.isWhole && drops[i].Contains(uint32(doc)) {
				from.numbers[doc] = docDropped
				continue
			}
			from.numbers[doc] = m.docs
			m.docs++
		}
		m.from, m.renumbered = append(m.from, from), append(m.renumbered, from.numbers)
	}
	if m.docs == 0 || m.docs > math.MaxInt32 {
		return nil, nil
	}
	return m, nil
}

// newMerged returns a segment for merging; nil if newsdex did not write it.
func newMerged(s segmentapi.Segment) (from *merged, err error) {
	file := NewFile(s, nil)
	if file == nil {
		return nil, nil
	}
	defer disk.CatchFaults(file.file.Path(), debug.SetPanicOnFault(true), &err)
	r := openReader{f: bytes.NewReader(file.Data), size: uint64(len(file.Data))}
	if !r.check() || r.err != nil || len(r.fields) == 0 || r.fields[0].name != IDField {
		return nil, nil
	}
	return &merged{File: file, fields: r.fields, numbers: make([]uint64, file.Size)}, nil
}

// blame returns the error for a segment that cannot be merged because of err.
func (s *merged) blame(err error) error {
	return disk.Blame(s.file.Path(), "it cannot be merged", err)
}

// write writes the file.
func (m *merge) write() (err error) {
	defer disk.Caught(&err)
	defer disk.CatchFaults(filepath.Dir(m.from[0].file.Path()), debug.SetPanicOnFault(true), &err)
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
	var meta, data []byte
	for _, s := range m.from {
		for doc, number := range s.numbers {
			if number == docDropped {
				continue
			}
			if meta, data, err = s.stored(meta[:0], uint64(doc)); err != nil {
				return 0, s.blame(err)
			}
			starts = append(starts, m.offset())
			m.uvarint(uint64(len(meta)))
			m.uvarint(uint64(len(data)))
			m.b = append(append(m.b, meta...), data...)
			if err := m.flush(false); err != nil {
				return 0, err
			}
		}
	}
	return m.writeOffsets(starts), nil
}

// stored returns the data of a stored document, and appends its metadata, with the new
// numbers of the fields, to meta.
func (s *merged) stored(meta []byte, doc uint64) (_, data []byte, err error) {
	place, err := s.bytes(s.file.StoredIndexOffset()+8*doc, 8)
	if err != nil {
		return meta, nil, err
	}
	from := binary.BigEndian.Uint64(place)
	if from > uint64(len(s.Data)) {
		return meta, nil, disk.ErrDamaged
	}
	r := disk.Reader{Data: s.Data[from:]}
	metaSize, size := r.Number(), r.Number()
	old := disk.Reader{Data: r.Bytes(metaSize)}
	data = r.Bytes(size)
	meta = binary.AppendUvarint(meta, old.Number()) // the size of the ID
	for len(old.Data) > 0 {                         // a value
		field := old.Number()
		if field >= uint64(len(s.fieldOf)) {
			return meta, nil, disk.ErrDamaged
		}
		meta = binary.AppendUvarint(meta, s.fieldOf[field])
		for range 3 { // its type, offset and size
			meta = binary.AppendUvarint(meta, old.Number())
		}
		meta = copyNumbers(meta, &old)
	}
	if r.Bad || old.Bad {
		return meta, nil, disk.ErrDamaged
	}
	return meta, data, nil
}

// copyNumbers appends a number and as many numbers behind it as it says.
func copyNumbers(b []byte, r *disk.Reader) []byte {
	n := r.Number()
	b = binary.AppendUvarint(b, n)
	for ; n > 0 && !r.Bad; n-- {
		b = binary.AppendUvarint(b, r.Number())
	}
	return b
}
