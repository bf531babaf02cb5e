package query

import (
	"fmt"
	"math"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
)

// A Ranking holds the parameters of BM25F (Robertson and Zaragoza, The
// Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3.5). The
// zero value stands for [DefaultRanking].
type Ranking struct {
	// K1 sets how soon further occurrences of a word count for less.
	K1 float64
	// B sets how much a field's length counts: 0 not at all, 1 in full.
	B float64
	// Weights are those of the title, the deck and the body, by
	// [index.TextField].
	Weights [schema.TextFields]float64
	// Proximity weighs two words that follow each other in the query where they
	// stand side by side in an article, in that order; where they are within
	// eight words of each other, in any order, they count half of it.
	Proximity float64
}

// DefaultRanking is the ranking that is used where none is given.
var DefaultRanking = Ranking{K1: 1.2, B: 0.6, Weights: [schema.TextFields]float64{2.5, 1, 1}, Proximity: 0.4}

func (r Ranking) orDefault() (Ranking, error) {
	if r == (Ranking{}) {
		return DefaultRanking, nil
	}
	ok := r.K1 >= 0 && r.B >= 0 && r.B <= 1 && r.Proximity >= 0
	for _, w := range r.Weights {
		ok = ok && w >= 0
	}
	if !ok { // or one of them is no number
		return r, fmt.Errorf("query: ranking %+v: k1, the weights and proximity must not be negative, and b must be from 0 to 1", r)
	}
	return r, nil
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
	s.words = &postings.Saturation{Key: s.scoring, Count: s.scoring.saturation}
	s.pairs = &postings.Saturation{Key: pairScoring(s.scoring), Count: s.scoring.pairSaturation}
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

// saturate returns how much a sum of what weigh returned counts, less than 1.
func (s *scoring) saturate(weighed float64) float64 {
	if weighed == 0 {
		return 0
	}
	return weighed / (s.K1 + weighed)
}
