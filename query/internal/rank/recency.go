package rank

import (
	"fmt"
	"math"
	"time"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
)

// A recency makes old articles score less: their scores are multiplied by
// ½ + ½·2^(−age/half-life).
type recency struct {
	now      int64 // seconds since 1970
	halfLife float64
	inLives  float64 // 1/halfLife
}

// newRecency returns nil where a search does not ask for it.
func newRecency(halfLife time.Duration, now time.Time) (*recency, error) {
	switch {
	case halfLife == 0:
		return nil, nil
	case halfLife < time.Second:
		return nil, fmt.Errorf("query: recency of %s: the half-life must be a second or more", halfLife)
	case now.IsZero():
		now = time.Now()
	}
	return &recency{now: now.Unix(), halfLife: halfLife.Seconds(), inLives: 1 / halfLife.Seconds()}, nil
}

// factor returns the factor of the score of an article, from ½ to 1. It is never more than
// 1, which keeps the bounds of scores valid.
func (r *recency) factor(published int64) float64 {
	switch {
	case published == schema.NoDate:
		return .5
	case published >= r.now:
		return 1
	}
	return .5 + .5*math.Exp2(-float64(r.now-published)/r.halfLife)
}

// bound returns a bound of factor that is quicker to compute: between two whole
// half-lives it takes a straight line for the curve, which is below it.
func (r *recency) bound(published int64) float64 {
	if published >= r.now {
		return 1
	}
	lives := (float64(r.now) - float64(published)) * r.inLives // of no date, without end
	if lives >= 1000 {
		return .5 * boundSlack
	}
	whole := int(lives)
	power := math.Float64frombits(uint64(1023-whole) << 52) // 2 to the −whole
	return (.5 + .5*power*(1-(lives-float64(whole))/2)) * boundSlack
}

// An ages has bounds of the factors of a segment's documents: one for each day, made
// when it is first asked for. The days are a small column; to look up and compute
// the factor of every document that may get in takes longer than to score them.
type ages struct {
	*recency
	*postings.DayColumn
	bounds []float64
}

func (s *segment) newAges() (*ages, error) {
	days, err := s.PublishedDays()
	if err != nil {
		return nil, err
	}
	return &ages{s.recency, days, make([]float64, days.Count)}, nil
}

// of returns a bound of the factor of a document.
func (a *ages) of(doc uint32) float64 {
	day := a.ByDoc[doc]
	bound := a.bounds[day]
	if bound == 0 {
		bound = a.bound(a.End(day))
		a.bounds[day] = bound
	}
	return bound
}

// factors returns the factors of the scores of the documents of a segment.
func (s *segment) factors() (func(doc uint32) float64, error) {
	if s.recency == nil {
		return func(uint32) float64 { return 1 }, nil
	}
	dates, err := s.Published()
	return func(doc uint32) float64 { return s.recency.factor(dates[doc]) }, err
}
