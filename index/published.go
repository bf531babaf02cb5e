package index

import (
	"fmt"
	"math"
	"sync"
	"time"
)

// NoDate stands in the column of [Segment.Published] for an article without a
// date.
const NoDate = math.MinInt64

// A publishedColumn holds the dates of a segment's articles. It is read once, 8
// bytes for each document.
type publishedColumn struct {
	once  sync.Once
	dates []int64
	err   error
}

// Published returns the dates of the articles by document number, in seconds
// since 1970, [NoDate] where there is none. The caller must not change the slice.
func (s *Segment) Published() ([]int64, error) {
	s.published.once.Do(s.readPublished)
	return s.published.dates, s.published.err
}

func (s *Segment) readPublished() {
	c := &s.published
	c.dates = make([]int64, s.Size())
	for i := range c.dates {
		c.dates[i] = NoDate
	}
	for term, err := range s.Terms(FieldPublished, "", "") {
		if err != nil {
			c.err = err
			return
		}
		t, err := time.Parse(publishedLayout, term)
		if err != nil {
			c.err = fmt.Errorf("field %s: %w", FieldPublished, err)
			return
		}
		docs, err := s.Docs(FieldPublished, term)
		if err != nil {
			c.err = err
			return
		}
		for it := docs.Iterator(); it.HasNext(); {
			c.dates[it.Next()] = t.Unix()
		}
	}
}
