package segment

import (
	"encoding/binary"
	"sync"

	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// A memorySegment is a segment in memory, as a Builder makes it. Bleve uses and persists
// zapx's segment in it.
type memorySegment struct {
	*zap.SegmentBase
	file *File
}

// newMemorySegment returns the segment of the bytes of a file, with the checksum of those
// before the footer, which zapx writes itself.
func newMemorySegment(b []byte, sum uint32, config map[string]any) (*memorySegment, error) {
	file, err := newFile("", b, false)
	if err != nil {
		return nil, err
	}
	stats, _ := config[segmentapi.StatsKey].(*segmentapi.Stats)
	if stats == nil {
		stats = new(segmentapi.Stats)
	}
	foot := b[len(b)-zapFooter:]
	number := func(fromEnd int) uint64 { return binary.BigEndian.Uint64(foot[zapFooter-fromEnd:]) }
	s := &memorySegment{file: file}
	body := b[: len(b)-zapFooter : len(b)-zapFooter]
	s.SegmentBase, err = zap.InitSegmentBase(body, sum, zapChunkMode, number(zapCountAt), number(zapStoredAt), number(zapFieldsAt), config, stats)
	return s, err
}

// A fileSegment is a segment of a file that Bleve has opened.
type fileSegment struct {
	*zap.Segment
	once sync.Once
	file *File
	err  error
}

// open returns the file of the segment.
func (s *fileSegment) open() (*File, error) {
	s.once.Do(func() { s.file, s.err = newFile(s.Path(), s.Data(), false) })
	return s.file, s.err
}

// NewFile returns the file of a segment of Bleve that newsdex made or opened. The error
// is a [*disk.CorruptError] if newsdex did not write it.
func NewFile(s segmentapi.Segment) (*File, error) {
	switch s := s.(type) {
	case *memorySegment:
		return s.file, nil
	case *fileSegment:
		return s.open()
	case *zap.Segment:
		return newFile(s.Path(), s.Data(), false)
	}
	return nil, notOurs("")
}
