package postings

import (
	"sync"

	"github.com/newsdex/newsdex/index/schema"
)

// A publishedColumn holds the publication dates of a segment's articles. It is read
// on first use and takes 8 bytes for each document, and 2 for its day.
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
	s.published.once.Do(s.readPublished)
	return s.published.dates, s.published.err
}

func (s *Segment) readPublished() {
	c := &s.published
	d, err := s.decodeTerm(schema.Date, schema.DateTerm, nil)
	if err != nil {
		c.err = err
		return
	}
	defer d.Release()
	c.dates = make([]int64, s.Size())
	for i := range c.dates {
		c.dates[i] = schema.NoDate
	}
	for i, doc := range d.Docs {
		c.dates[doc] = int64(d.Freqs[i]) + schema.DateZero
	}
}
