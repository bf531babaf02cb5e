package schema

import (
	"math"
	"time"
)

// NoDate stands in the dates of package postings for an article without a date.
const NoDate = math.MinInt64

// DateTerm is the only term of the field [Date]. Every article with a date has it.
// Its frequency is the number of seconds from the beginning of the year 0 to the
// date, plus 1. So the dates of all articles are one list of postings, which is
// decoded in 2 ms for 100,000 articles. [Published] has the dates as terms, for
// Bleve's own queries; reading them from there took 270 ms.
const DateTerm = "\x00"

// DateZero is the beginning of the year 0 in seconds since 1970, less one, so that
// no frequency of [DateTerm] is 0.
var DateZero = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC).Unix() - 1
