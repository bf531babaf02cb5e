package postings

import (
	"slices"
	"sync"

	"github.com/newsdex/newsdex/index/schema"
)

// A publishedColumn holds the publication dates of a segment's articles. They are those
// in the segment's file, unless articles are deleted; days take 2 bytes for each document.
type publishedColumn struct {
	once  sync.Once
	dates []int64
	err   error

	daysOnce sync.Once
	days     DayColumn
}

// Published returns the publication dates by document number, in seconds since 1970,
// or [schema.NoDate]. The caller must not change the slice.
func (s *Segment) Published() ([]int64, error) {
	if err := s.checkOpen(); err != nil {
		return nil, err
	}
	s.published.once.Do(s.readPublished)
	return s.published.dates, s.published.err
}

func (s *Segment) readPublished() {
	c := &s.published
	if c.dates, c.err = s.file.Dates(); c.err != nil || s.deleted == nil {
		return
	}
	c.dates = slices.Clone(c.dates)
	for it := s.deleted.Iterator(); it.HasNext(); {
		c.dates[it.Next()] = schema.NoDate
	}
}
