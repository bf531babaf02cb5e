package rank

import (
	"math"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// A Ranking has the parameters of the score. query.Ranking describes its members.
type Ranking struct {
	K1        float64                    // see query.Ranking
	B         float64                    // see query.Ranking
	Weights   [schema.TextFields]float64 // see query.Ranking
	Proximity float64                    // see query.Ranking
}

// A scoring is the parameters of the saturation of a leaf. It is comparable: it is
// the key of tables.
type scoring struct {
	Ranking
	average [schema.TextFields]float64 // length of each field in words, averaged over all articles
}

// A scorer scores leaves by a ranking and the totals of an index.
type scorer struct {
	scoring
	articles float64 // number of articles in the index
}

// newScorer returns the scorer of a ranking in an index with totals t.
func newScorer(r Ranking, t index.Totals) scorer {
	s := scorer{scoring: scoring{Ranking: r}, articles: float64(t.Articles)}
	for i, n := range t.Lengths {
		if t.Articles > 0 {
			s.average[i] = float64(n) / float64(t.Articles)
		}
	}
	return s
}

// saturation returns the score of a posting of a word or a phrase, without the weight of the
// word: BM25F (Robertson, Zaragoza and Taylor, Simple BM25 Extension to Multiple
// Weighted Fields, 2004), with a length normalization of each field.
func (s *scoring) saturation(freq, length [schema.TextFields]uint32) float64 {
	weighed := 0.0
	for f, n := range freq {
		if n > 0 {
			weighed += s.weigh(schema.TextField(f), int(n), int(length[f]))
		}
	}
	return s.saturate(weighed)
}

// weigh returns the weighted, length-normalized frequency of a leaf that occurs tf
// times in a field of length words.
func (s *scoring) weigh(f schema.TextField, tf, length int) float64 {
	if s.average[f] == 0 {
		return 0
	}
	return s.Weights[f] * float64(tf) / (1 - s.B + s.B*float64(length)/s.average[f])
}

// weighPair is like weigh for two words that are near each other in a field. The shorter
// the field, the less that says: in a title any two words are near each other.
func (s *scoring) weighPair(f schema.TextField, length int) float64 {
	return s.weigh(f, 1, length) * float64(length) / float64(length+plan.NearWindow)
}

// parameters returns the parameters as those of impacts.
func (s *scoring) parameters() packed.Parameters {
	return packed.Parameters{K1: s.K1, B: s.B, Weights: s.Weights, Average: s.average}
}

// boundPair is like weighPair but does not rise with the length: it is the greatest weight
// of all lengths from this one on. The weight rises up to the length at which its inverse,
// (1 − b + b·length/average) · (1 + window/length), is least.
func (s *scoring) boundPair(f schema.TextField, length int) float64 {
	if s.average[f] == 0 {
		return 0
	}
	best := math.MaxInt32
	if s.B > 0 {
		best = int(min(math.Sqrt(plan.NearWindow*(1-s.B)*s.average[f]/s.B), math.MaxInt32))
	}
	if length > best {
		return s.weighPair(f, length)
	}
	return max(s.weighPair(f, best), s.weighPair(f, best+1))
}

// idf returns the inverse document frequency of a leaf that n articles hold, as in
// BM25.
func (s *scorer) idf(n int) float64 {
	return math.Log1p((s.articles - float64(n) + .5) / (float64(n) + .5))
}

// proximity returns the score of two words that are adjacent and near each other in
// fields of the given weights, without the weight of the pair. It is less than 1½.
func (s *scoring) proximity(adjacent, near float64) float64 {
	return s.saturate(adjacent) + s.saturate(near)/2
}

// saturate returns the score of a sum of weighted frequencies, which is less than 1.
func (s *scoring) saturate(weighed float64) float64 {
	if weighed == 0 {
		return 0
	}
	return weighed / (s.K1 + weighed)
}
