package segment

import (
	"cmp"
	"iter"
	"math"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/postings/packed"
)

// This file merges segments. The merged file has the bytes that a Builder makes of the same
// documents (TestMerge). The stored documents and the columns are copied. The terms are
// written again, with their documents renumbered (mergeterms.go): the blocks of a list
// begin elsewhere than in the segments, and the impacts depend on the lengths of all
// documents.

// docDropped is the new number of a document that is left out.
const docDropped = math.MaxUint64

// A merge makes one segment's file of others.
type merge struct {
	partWriter
	from       []*merged
	renumbered [][]uint64
	released   uint64 // number of bytes written when pages were released last
	stop       <-chan struct{}
	report     segmentapi.StatsReporter // nil: no reports
}

// A merged is a segment that goes into another.
type merged struct {
	*File
	numbers []uint64 // the new numbers of its documents
	fieldOf []uint64 // the new numbers of its fields
}

// Merge makes a segment's file of others, without the documents in drops. It returns their
// new numbers and the size of the file.
func (p *segmentPlugin) Merge(segments []segmentapi.Segment, drops []*roaring.Bitmap, path string,
	stop chan struct{}, report segmentapi.StatsReporter) ([][]uint64, uint64, error) {
	return p.MergeUsing(segments, drops, path, stop, report, nil)
}

// MergeUsing is like Merge with a configuration. If no document is left, zapx makes the
// file, which Bleve drops. The error is a [*disk.CorruptError] for a segment that newsdex
// did not write.
func (p *segmentPlugin) MergeUsing(segments []segmentapi.Segment, drops []*roaring.Bitmap, path string,
	stop chan struct{}, report segmentapi.StatsReporter, config map[string]any) (numbers [][]uint64, size uint64, err error) {
	m, err := newMerge(segments, drops)
	if err != nil {
		return nil, 0, err
	}
	if m == nil {
		return p.ZapPlugin.MergeUsing(zapSegments(segments), drops, path, stop, report, config)
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

// zapSegments returns segments as zapx knows them.
func zapSegments(segments []segmentapi.Segment) []segmentapi.Segment {
	all := slices.Clone(segments)
	for i, s := range all {
		switch s := s.(type) {
		case *memorySegment:
			all[i] = s.SegmentBase
		case *fileSegment:
			all[i] = s.Segment
		}
	}
	return all
}

// newMerge returns the merge of segments; nil if no document is left.
func newMerge(segments []segmentapi.Segment, drops []*roaring.Bitmap) (*merge, error) {
	m := new(merge)
	for i, s := range segments {
		numbers := make([]uint64, s.Count())
		for doc := range numbers {
			if drops[i] != nil && drops[i].Contains(uint32(doc)) {
				numbers[doc] = docDropped
				continue
			}
			numbers[doc] = m.docs
			m.docs++
		}
		m.renumbered = append(m.renumbered, numbers)
		if len(numbers) == 0 {
			continue
		}
		file, err := NewFile(s)
		if err != nil {
			return nil, err
		}
		m.from = append(m.from, &merged{File: file, numbers: numbers})
	}
	if m.docs == 0 || m.docs > math.MaxInt32 {
		return nil, nil
	}
	return m, nil
}

// blame returns the error for a segment that cannot be merged because of err.
func (s *merged) blame(err error) error {
	return disk.Blame(cmp.Or(s.path, "segment in memory"), "it cannot be merged", err)
}

// write writes the file.
func (m *merge) write() (err error) {
	defer disk.Caught(&err)
	defer disk.CatchFaults(filepath.Dir(m.from[0].path), debug.SetPanicOnFault(true), &err)
	m.numberFields()
	m.groups = groupFields(m.fields)
	if err := m.copyColumns(); err != nil {
		return err
	}
	stored, err := m.copyStored()
	if err != nil {
		return err
	}
	if err := m.writeFrequencies(); err != nil {
		return err
	}
	for i := range m.groups {
		if err := m.writeGroup(&m.groups[i]); err != nil {
			return err
		}
	}
	header, err := m.writeColumns(m.ids())
	if err != nil {
		return err
	}
	index := m.writeFieldIndex(header)
	m.writeFooter(stored, index)
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
	if m.written-m.released > releaseBytes {
		m.releasePages()
	}
	select {
	case <-m.stop:
		return segmentapi.ErrClosed
	default:
		return nil
	}
}

// releaseBytes is the number of bytes that are written between two releases of pages. About
// as many were read for them.
const releaseBytes = 32 << 20

// releasePages gives the pages of the merged files back to the system.
func (m *merge) releasePages() {
	m.released = m.written
	for _, s := range m.from {
		if s.path != "" { // then it is mapped
			disk.ReleasePages(s.Data)
		}
	}
}

// numberFields sets the fields of the file in their order, the IDs first. A field has
// the options that it has in all segments.
func (m *merge) numberFields() {
	of := map[string]int{}
	var fields []writtenField
	for _, s := range m.from {
		for _, f := range s.fields {
			if i, ok := of[f.name]; ok {
				fields[i].options &= f.options
				continue
			}
			of[f.name] = len(fields)
			fields = append(fields, writtenField{name: f.name, options: f.options})
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
	m.fields = fields
}

// copyColumns copies the columns of dates and lengths.
func (m *merge) copyColumns() error {
	m.columns = newColumns(m.docs)
	for _, s := range m.from {
		for doc, number := range s.numbers {
			if number == docDropped {
				continue
			}
			date, err := s.Date(uint32(doc))
			if err != nil {
				return s.blame(err)
			}
			lengths, err := s.Length(uint32(doc))
			if err != nil {
				return s.blame(err)
			}
			m.columns.dates[number] = date
			copy(m.columns.lengths[int(number)*packed.Fields:], lengths[:])
		}
	}
	m.norms = packed.NewNorms(m.columns.lengths)
	return nil
}

// ids returns the IDs of the documents that are left.
func (m *merge) ids() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, s := range m.from {
			for doc, number := range s.numbers {
				if number == docDropped {
					continue
				}
				id, err := s.ID(uint32(doc))
				if err != nil {
					err = s.blame(err)
				}
				if !yield(id, err) {
					return
				}
			}
		}
	}
}
