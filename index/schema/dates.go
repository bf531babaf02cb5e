package schema

import "math"

// NoDate stands in the dates of package postings for an article without a date.
const NoDate = math.MinInt64
