package segment

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"
)

// TestPassPostings holds that postings are passed over as they are read.
func TestPassPostings(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var b []byte
		var starts []int
		for range rng.IntN(60) {
			starts = append(starts, len(b))
			b = binary.AppendUvarint(b, 1+rng.Uint64()>>1>>rng.IntN(63))
			b = append(b, 1)
		}
		starts = append(starts, len(b))
		for i, start := range starts {
			for n := range len(starts) - i {
				if rest := PassPostings(b[start:], n); len(b)-len(rest) != starts[i+n] {
					t.Fatalf("%d postings from the %d-th of %x end at %d, not %d", n, i, b, starts[i+n], len(b)-len(rest))
				}
			}
		}
		if rest := PassPostings(b, len(starts)); len(rest) > 0 {
			t.Fatalf("more postings than there are in %x end before %x", b, rest)
		}
	}
}
