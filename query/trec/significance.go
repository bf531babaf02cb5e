package trec

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// randomizations is the number of random assignments of [RandomizationTest]: the
// p-value is right to about ±.001 at .05.
const randomizations = 100_000

// RandomizationTest returns the two-sided p-value of the mean difference of two
// settings over the same queries: how often random signs on the differences give
// a mean as far from 0 (Fisher's randomization test, as Smucker, Allan and
// Carterette, A Comparison of Statistical Significance Tests for Information
// Retrieval Evaluation, 2007, advise). The signs are the same in every call. It
// is an error when a and b have different lengths.
func RandomizationTest(a, b []float64) (p float64, err error) {
	if len(a) != len(b) {
		return 0, fmt.Errorf("randomization test: %d values against %d", len(a), len(b))
	}
	var diffs []float64
	observed := 0.0
	for i := range a {
		if d := a[i] - b[i]; d != 0 {
			diffs = append(diffs, d)
			observed += d
		}
	}
	if len(diffs) == 0 {
		return 1, nil
	}
	// What differs from the observed sum by rounding only is as far.
	limit := math.Abs(observed) * (1 - 1e-12)
	r := rand.New(rand.NewPCG(1, 2))
	extreme := 0
	for range randomizations {
		sum, bits := 0.0, uint64(0)
		for i, d := range diffs {
			if i%64 == 0 {
				bits = r.Uint64()
			}
			if bits&1 == 0 {
				d = -d
			}
			bits >>= 1
			sum += d
		}
		if math.Abs(sum) >= limit {
			extreme++
		}
	}
	return float64(extreme+1) / (randomizations + 1), nil
}
