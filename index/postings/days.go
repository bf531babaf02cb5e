package postings

import (
	"math"

	"github.com/newsdex/newsdex/index/schema"
)

// A DayColumn holds the publication days of a segment's articles. A day is 24 hours,
// counted from the earliest date, and not a calendar day. The column is a quarter of
// the size of the column of dates, for code that reads many and needs only the day.
type DayColumn struct {
	// ByDoc are the numbers of the days by document number, 0 without a date. A day
	// 65,534 days or more older than the newest counts as the oldest day.
	ByDoc []uint16
	// Count is the number of days. Day 0 is one of them.
	Count int

	first int64 // the earliest date, in seconds since 1970
}

// End returns the end of a day, in seconds since 1970: no article of the day is
// newer. Day 0 has [schema.NoDate].
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
	d := DayColumn{ByDoc: make([]uint16, len(dates)), Count: 1}
	if newest == math.MinInt64 {
		return d
	}
	d.first = max(oldest, newest-(maxDays-1)*secondsOfDay)
	for i, at := range dates {
		if at != schema.NoDate {
			d.ByDoc[i] = uint16(max(0, at-d.first)/secondsOfDay) + 1
			d.Count = max(d.Count, int(d.ByDoc[i])+1)
		}
	}
	return d
}
