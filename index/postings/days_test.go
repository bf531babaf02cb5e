package postings

import (
	"math/rand/v2"
	"testing"

	"github.com/newsdex/newsdex/index/schema"
)

// TestDays holds that every date is before the end of its day, and not a day
// before, but where it is too old to be counted.
func TestDays(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		dates := make([]int64, r.IntN(50))
		spread := int64(1) << r.IntN(40)
		for i := range dates {
			if dates[i] = r.Int64N(2*spread) - spread; r.IntN(5) == 0 {
				dates[i] = schema.NoDate
			}
		}
		newest := int64(schema.NoDate)
		for _, at := range dates {
			newest = max(newest, at)
		}
		days := newDays(dates)
		for i, at := range dates {
			day := days.ByDoc[i]
			switch end := days.End(day); {
			case int(day) >= days.Count:
				t.Fatalf("%v: day %d of %d days", dates, day, days.Count)
			case at == schema.NoDate:
				if end != schema.NoDate {
					t.Fatalf("%v: without a date the day ends at %d", dates, end)
				}
			case end <= at:
				t.Fatalf("%v: the day of %d ends at %d", dates, at, end)
			case end-at > secondsOfDay && newest-at < (maxDays-1)*secondsOfDay:
				t.Fatalf("%v: the day of %d ends at %d, more than a day later", dates, at, end)
			}
		}
	}
}
