package rank

import (
	"fmt"
	"math"
	"time"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
)

// A recency multiplies scores by a factor of the article's age: ½ +
// ½·2^(−age/half-life).
type recency struct {
	now       int64   // seconds since 1970
	halfLife  float64 // in seconds
	perSecond float64 // 1/halfLife
}

// newRecency returns nil for a half-life of 0.
func newRecency(halfLife time.Duration, now time.Time) (*recency, error) {
	switch {
	case halfLife == 0:
		return nil, nil
	case halfLife < time.Second:
		return nil, fmt.Errorf("query: recency of %s: the half-life must be a second or more", halfLife)
	case now.IsZero():
		now = time.Now()
	}
	return &recency{now: now.Unix(), halfLife: halfLife.Seconds(), perSecond: 1 / halfLife.Seconds()}, nil
}

// factor returns the factor of an article's score, from ½ to 1. An article without a
// date has ½. No factor exceeds 1, so that bounds of scores stay valid.
func (r *recency) factor(published int64) float64 {
	switch {
	case published == schema.NoDate:
		return .5
	case published >= r.now:
		return 1
	}
	return .5 + .5*math.Exp2(-(float64(r.now)-float64(published))/r.halfLife)
}

// bound returns an upper bound of factor that is quicker to compute: between two
// whole half-lives it interpolates linearly, which is above the convex curve.
func (r *recency) bound(published int64) float64 {
	if published >= r.now {
		return 1
	}
	lives := (float64(r.now) - float64(published)) * r.perSecond // huge without a date
	if lives >= 1000 {
		return .5 * boundSlack
	}
	whole := int(lives)
	power := math.Float64frombits(uint64(1023-whole) << 52) // 2 to the power of −whole
	return (.5 + .5*power*(1-(lives-float64(whole))/2)) * boundSlack
}

// An ageBounds has upper bounds of the factors of a segment's documents, one for
// each day, computed on first use. The column of days is small. Looking up and
// computing the factor of every document that may enter takes longer than scoring
// them.
type ageBounds struct {
	*recency
	*postings.DayColumn
	bounds []float64
}

// newAges returns the bounds of a segment's factors, none computed yet.
func (s *segment) newAges() (*ageBounds, error) {
	days, err := s.PublishedDays()
	if err != nil {
		return nil, err
	}
	return &ageBounds{s.recency, days, make([]float64, days.Count)}, nil
}

// of returns an upper bound of the factor of a document.
func (a *ageBounds) of(doc uint32) float64 {
	day := a.ByDoc[doc]
	bound := a.bounds[day]
	if bound == 0 {
		bound = a.bound(a.End(day))
		a.bounds[day] = bound
	}
	return bound
}

// factors returns the factor of each document's score.
func (s *segment) factors() (func(doc uint32) float64, error) {
	if s.recency == nil {
		return func(uint32) float64 { return 1 }, nil
	}
	dates, err := s.Published()
	return func(doc uint32) float64 { return s.recency.factor(dates[doc]) }, err
}
