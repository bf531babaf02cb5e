package trec

import (
	"math"
	"slices"
)

// relevant returns the number of relevant documents.
func (j Judgements) relevant() int {
	n := 0
	for _, grade := range j {
		if grade >= 1 {
			n++
		}
	}
	return n
}

// NDCG returns the normalised discounted cumulative gain of the first k documents
// of a ranking (Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR
// techniques, 2002): the gain is the grade, the discount log2(rank+1), and the
// ideal is the best ranking of all documents that are judged. It is 0 where none
// is relevant.
func NDCG(ranking []string, j Judgements, k int) float64 {
	gain := 0.0
	for i, id := range ranking[:min(k, len(ranking))] {
		if grade := j[id]; grade >= 1 {
			gain += float64(grade) / math.Log2(float64(i)+2)
		}
	}
	var grades []int
	for _, grade := range j {
		if grade >= 1 {
			grades = append(grades, grade)
		}
	}
	slices.SortFunc(grades, func(a, b int) int { return b - a })
	ideal := 0.0
	for i, grade := range grades[:min(k, len(grades))] {
		ideal += float64(grade) / math.Log2(float64(i)+2)
	}
	if ideal == 0 {
		return 0
	}
	return gain / ideal
}

// AveragePrecision returns the mean, over all relevant documents, of the
// precision at the rank of each, 0 for one that is not in the ranking.
func AveragePrecision(ranking []string, j Judgements) float64 {
	n := j.relevant()
	if n == 0 {
		return 0
	}
	found, sum := 0, 0.0
	for i, id := range ranking {
		if j[id] >= 1 {
			found++
			sum += float64(found) / float64(i+1)
		}
	}
	return sum / float64(n)
}

// ReciprocalRank returns 1/rank of the first relevant document among the first k,
// 0 if there is none.
func ReciprocalRank(ranking []string, j Judgements, k int) float64 {
	for i, id := range ranking[:min(k, len(ranking))] {
		if j[id] >= 1 {
			return 1 / float64(i+1)
		}
	}
	return 0
}

// Recall returns the part of the relevant documents that is among the first k, 0
// where none is relevant.
func Recall(ranking []string, j Judgements, k int) float64 {
	n := j.relevant()
	if n == 0 {
		return 0
	}
	found := 0
	for _, id := range ranking[:min(k, len(ranking))] {
		if j[id] >= 1 {
			found++
		}
	}
	return float64(found) / float64(n)
}

// Mean returns the mean of values, 0 of none.
func Mean(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
