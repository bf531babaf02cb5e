package postings

import (
	"math"

	"github.com/newsdex/newsdex/index/schema"
)

// A DayColumn holds the days of the dates of a segment's articles: it is a quarter
// of the column of these, for what looks at many and can do with less.
type DayColumn struct {
	// Of are the numbers of the days by document, 0 where there is no date. What is
	// 65,534 days older than the newest is counted with the day after that.
	Of []uint16
	// Count is the number of days, that of no date among them.
	Count int

	first int64
}

// End returns the end of a day, in seconds since 1970: no article of it is younger.
// That of no date is [NoDate].
func (d *DayColumn) End(day uint16) int64 {
	if day == 0 {
		return schema.NoDate
	}
	return d.first + int64(day)*secondsOfDay
}

const (
	secondsOfDay = 24 * 60 * 60
	maxDays      = math.MaxUint16
)

// PublishedDays returns the days of [Segment.Published].
func (s *Segment) PublishedDays() (*DayColumn, error) {
	dates, err := s.Published()
	if err != nil {
		return nil, err
	}
	s.published.daysOnce.Do(func() { s.published.days = newDays(dates) })
	return &s.published.days, nil
}

func newDays(dates []int64) DayColumn {
	oldest, newest := int64(math.MaxInt64), int64(math.MinInt64)
	for _, at := range dates {
		if at != schema.NoDate {
			oldest, newest = min(oldest, at), max(newest, at)
		}
	}
	d := DayColumn{Of: make([]uint16, len(dates)), Count: 1}
	if newest == math.MinInt64 {
		return d
	}
	d.first = max(oldest, newest-(maxDays-1)*secondsOfDay)
	for i, at := range dates {
		if at != schema.NoDate {
			d.Of[i] = uint16(max(0, at-d.first)/secondsOfDay) + 1
			d.Count = max(d.Count, int(d.Of[i])+1)
		}
	}
	return d
}
