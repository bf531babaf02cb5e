package segment

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/golang/snappy"
)

// TestLiteral holds that the bytes which snappy keeps as they are are found, and no others.
func TestLiteral(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for size := range 3000 {
		b := make([]byte, size*(1+r.IntN(3)*r.IntN(20)))
		letters := uint32(1 + r.IntN(256))
		if size%2 == 0 {
			letters = 256
		}
		for i := range b {
			b[i] = byte(r.Uint32N(letters))
		}
		packed := snappy.Encode(nil, b)
		got := literal(packed)
		if got != nil && !bytes.Equal(got, b) {
			t.Fatalf("%d bytes: they are others", len(b))
		}
		if got == nil && letters == 256 && len(b) > 0 && len(b) < 1<<16 {
			t.Fatalf("%d bytes: they are not found", len(b))
		}
		if at := r.IntN(len(packed)); got != nil && literal(packed[:at]) != nil {
			t.Fatalf("%d bytes: they are found in the first %d of %d", len(b), at, len(packed))
		}
	}
}
