package query

import (
	"fmt"
	"time"
)

// MaxBuckets is the greatest number of days, months or years from the first to the
// last one of a facet up to which those that no article has are listed too. It is
// ten years of days.
const MaxBuckets = 4000

const secondsOfDay = 24 * 60 * 60

// A bucket is a day, month or year with the number of articles. Its place is one
// more than that of the one before.
type bucket struct {
	place int
	count ValueCount
}

// histogram returns the counts of days, months or years in the order of time, and
// how many of those that articles have come before the ones that the limit takes.
func (c *columnCount) histogram(f Facet) (values []ValueCount, others int, err error) {
	buckets, err := c.buckets(f.By)
	if err != nil || len(buckets) == 0 {
		return nil, 0, err
	}
	last := buckets[len(buckets)-1].place
	if f.Limit > 0 && len(buckets) > f.Limit {
		others = len(buckets) - f.Limit
		buckets = buckets[others:]
	}
	fill := last-buckets[0].place < MaxBuckets
	next := buckets[0].place
	for _, b := range buckets {
		for ; fill && next < b.place; next++ {
			values = append(values, ValueCount{Value: f.By.bucketName(next)})
		}
		values = append(values, b.count)
		next++
	}
	return values, others, nil
}

// buckets returns the days, months or years that articles have, in the order of
// time.
func (c *columnCount) buckets(by Dimension) ([]bucket, error) {
	var buckets []bucket
	for _, v := range c.values {
		name := c.column.Values()[v.place][:dimensions[by].prefix]
		if last := len(buckets) - 1; last >= 0 && buckets[last].count.Value == name {
			buckets[last].count.Count += int(v.n)
			continue
		}
		t, err := time.Parse(time.DateOnly[:len(name)], name)
		if err != nil {
			return nil, fmt.Errorf("count by %s: %w", by, err)
		}
		place := t.Year()
		switch by {
		case Month:
			place = 12*t.Year() + int(t.Month()) - 1
		case Day:
			place = int(t.Unix() / secondsOfDay)
		}
		buckets = append(buckets, bucket{place, ValueCount{name, int(v.n)}})
	}
	return buckets, nil
}

// bucketName returns the name of the day, month or year at a place.
func (d Dimension) bucketName(place int) string {
	t := time.Date(place, 1, 1, 0, 0, 0, 0, time.UTC)
	switch d {
	case Month:
		t = time.Date(0, time.Month(place+1), 1, 0, 0, 0, 0, time.UTC)
	case Day:
		t = time.Unix(int64(place)*secondsOfDay, 0).UTC()
	}
	return t.Format(time.DateOnly[:dimensions[d].prefix])
}
