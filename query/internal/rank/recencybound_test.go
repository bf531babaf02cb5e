package rank

import (
	"math/rand/v2"
	"testing"

	"github.com/newsdex/newsdex/index/schema"
)

// TestRecencyBound holds that the bound of a factor is never below the factor, nor
// far above it.
func TestRecencyBound(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 100_000 {
		rec := recency{now: r.Int64N(4e9), halfLife: 1 + r.ExpFloat64()*1e6}
		rec.perSecond = 1 / rec.halfLife
		at := rec.now - int64(r.ExpFloat64()*rec.halfLife*10)
		switch r.IntN(20) {
		case 0:
			at = schema.NoDate
		case 1:
			at = r.Int64N(4e9)
		case 2:
			at = -62_167_219_200
		}
		factor, bound := rec.factor(at), rec.bound(at)
		if bound < factor || bound > factor*1.05 {
			t.Fatalf("%+v: at %d the factor is %v and its bound %v", rec, at, factor, bound)
		}
	}
}
