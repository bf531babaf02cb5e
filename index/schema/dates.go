package schema

import (
	"math"
	"time"
)

// NoDate stands in the column of [Segment.Published] for an article without a
// date.
const NoDate = math.MinInt64

// DateTerm is the one term of the field of dates, which every article with a date
// has: its frequency is the number of seconds from the beginning of the year 0 to
// that date, and 1. So the dates of all articles are one list of postings, which
// is read in 2 ms for 100,000 articles. [Published] has them as terms, for
// Bleve's own queries; from there it took 270.
const DateTerm = "\x00"

// DateZero is the beginning of the year 0 in seconds since 1970, and a second less
// so that no frequency is 0.
var DateZero = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC).Unix() - 1
