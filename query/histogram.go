package query

import (
	"fmt"
	"time"
)

// MaxBuckets is the greatest range of days, months or years for which a facet also
// lists those without articles. It is ten years of days.
const MaxBuckets = 4000

const secondsOfDay = 24 * 60 * 60

// A bucket is a day, month or year and its number of articles.
type bucket struct {
	number int // consecutive for consecutive days, months or years
	count  ValueCount
}

// histogram returns the counts of days, months or years, ordered by time, and the
// number of earlier ones that the limit leaves out.
func (c *columnCount) histogram(f Facet) (values []ValueCount, others int, err error) {
	buckets, err := c.buckets(f.By)
	if err != nil || len(buckets) == 0 {
		return nil, 0, err
	}
	if len(buckets) > f.Limit {
		others = len(buckets) - f.Limit
		buckets = buckets[others:]
	}
	if len(buckets) == 0 {
		return nil, others, nil
	}
	next, last := buckets[0].number, buckets[len(buckets)-1].number
	fill := last-next < MaxBuckets
	for _, b := range buckets {
		for ; fill && next < b.number; next++ {
			values = append(values, ValueCount{Value: f.By.bucketName(next)})
		}
		values = append(values, b.count)
		next++
	}
	return values, others, nil
}

// buckets returns the days, months or years that articles have, ordered by time.
func (c *columnCount) buckets(by Dimension) ([]bucket, error) {
	prefix := by.datePrefix()
	var buckets []bucket
	for _, v := range c.Values {
		name := c.column.Values()[v.Value][:prefix]
		if last := len(buckets) - 1; last >= 0 && buckets[last].count.Value == name {
			buckets[last].count.Count += int(v.Count)
			continue
		}
		t, err := time.Parse(time.DateOnly[:len(name)], name)
		if err != nil {
			return nil, fmt.Errorf("count by %s: %w", by, err)
		}
		number := t.Year()
		switch by {
		case Month:
			number = 12*t.Year() + int(t.Month()) - 1
		case Day:
			number = int(t.Unix() / secondsOfDay)
		}
		buckets = append(buckets, bucket{number, ValueCount{name, int(v.Count)}})
	}
	return buckets, nil
}

// bucketName returns the name of the day, month or year with a number.
func (d Dimension) bucketName(number int) string {
	t := time.Date(number, 1, 1, 0, 0, 0, 0, time.UTC)
	switch d {
	case Month:
		t = time.Date(0, time.Month(number+1), 1, 0, 0, 0, 0, time.UTC)
	case Day:
		t = time.Unix(int64(number)*secondsOfDay, 0).UTC()
	}
	return t.Format(time.DateOnly[:d.datePrefix()])
}
