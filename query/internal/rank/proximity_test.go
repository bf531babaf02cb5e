package rank

import (
	"math/rand/v2"
	"testing"

	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// TestMeetPlain holds that positions which each cover one meet as spans do.
func TestMeetPlain(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	places := func() (at []uint32, spans []schema.Span) {
		last := uint32(0)
		for range r.IntN(6) {
			last += uint32(1 + r.IntN(20))
			at = append(at, last)
			spans = append(spans, schema.Span{Pos: int(last), End: int(last) + 1})
		}
		return at, spans
	}
	met := map[[2]bool]int{}
	for range 5000 {
		a, as := places()
		b, bs := places()
		adjacent, near := meetPlain(a, b)
		wantAdjacent, wantNear := meet(as, bs)
		if adjacent != wantAdjacent || near != wantNear {
			t.Fatalf("%v and %v: adjacent %v, near %v; as spans %v, %v", a, b, adjacent, near, wantAdjacent, wantNear)
		}
		met[[2]bool{adjacent, near}]++
	}
	if len(met) != 3 {
		t.Errorf("only some cases were tried: %v", met)
	}
}

// TestBounds holds that the bounds of the table are not below the scores that they bound,
// nor far above.
func TestBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 50 {
		s := scoring{Ranking: Ranking{K1: .1 + 2*r.Float64(), B: r.Float64(), Proximity: .2}}
		for f := range s.Weights {
			s.Weights[f], s.average[f] = 3*r.Float64(), 1+800*r.Float64()
		}
		table := s.boundTable()
		for range 200 {
			freq, length := 1+r.IntN(20), 1+r.IntN(3000)
			class := packed.LengthClass(uint32(length))
			score := s.saturate(s.weigh(schema.Body, freq, length))
			bound := float64(table.words.at(uint32(freq), class))
			if bound < score || freq < 16 && bound > score*1.1+1e-6 {
				t.Fatalf("%+v: %d times in %d words: bound %v of %v", s, freq, length, bound, score)
			}
			w := s.weighPair(schema.Body, length)
			if pair := s.proximity(w, w); float64(table.pairs[class]) < pair {
				t.Fatalf("%+v: %d words: bound %v of a pair's %v", s, length, table.pairs[class], pair)
			}
		}
	}
}
