package rank

import (
	"math"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
)

// A Ranking holds the parameters of the score. Its members are those of query.Ranking,
// which describes them.
type Ranking struct {
	K1        float64
	B         float64
	Weights   [schema.TextFields]float64
	Proximity float64
}

// A scoring is all that the saturation of a leaf depends on.
type scoring struct {
	Ranking
	average [schema.TextFields]float64 // positions of a field, over all articles
}

// A pairScoring is all that the saturation of a pair depends on.
type pairScoring scoring

// A scorer scores leaves by a ranking and the totals of an index.
type scorer struct {
	scoring
	articles     float64
	words, pairs *postings.Saturation
}

func newScorer(r Ranking, t index.Totals) scorer {
	s := scorer{scoring: scoring{Ranking: r}, articles: float64(t.Articles)}
	for i, n := range t.Positions {
		if t.Articles > 0 {
			s.average[i] = float64(n) / float64(t.Articles)
		}
	}
	s.words = &postings.Saturation{Key: s.scoring, Impact: s.scoring.saturation}
	s.pairs = &postings.Saturation{Key: pairScoring(s.scoring), Impact: s.scoring.pairSaturation}
	return s
}

// saturation returns the score of a posting of a word without the word's weight.
func (s *scoring) saturation(freq, length [schema.TextFields]uint32) float64 {
	weighed := 0.0
	for f, n := range freq {
		if n > 0 {
			weighed += s.weigh(schema.TextField(f), int(n), int(length[f]))
		}
	}
	return s.saturate(weighed)
}

// weigh returns the weighted and length-normalised frequency of a leaf that
// stands tf times in a field of length positions.
func (s *scoring) weigh(f schema.TextField, tf, length int) float64 {
	if s.average[f] == 0 {
		return 0
	}
	return s.Weights[f] * float64(tf) / (1 - s.B + s.B*float64(length)/s.average[f])
}

// idf returns the weight of a leaf that n articles hold.
func (s *scorer) idf(n int) float64 {
	return math.Log1p((s.articles - float64(n) + .5) / (float64(n) + .5))
}

// nearness returns how much it counts that two words stand side by side and near
// each other in fields that weigh so much, less than 1½.
func (s *scoring) nearness(side, near float64) float64 {
	return s.saturate(side) + s.saturate(near)/2
}

// saturate returns how much a sum of weights counts, less than 1.
func (s *scoring) saturate(weighed float64) float64 {
	if weighed == 0 {
		return 0
	}
	return weighed / (s.K1 + weighed)
}
