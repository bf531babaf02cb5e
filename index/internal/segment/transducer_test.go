package segment

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/blevesearch/vellum"
)

// transducer returns a transducer of n random terms.
func transducer(t testing.TB, r *rand.Rand, n int) []byte {
	t.Helper()
	var terms []string
	for range n {
		terms = append(terms, fmt.Sprintf("%x", r.Uint32N(uint32(8*n)))+string(rune('a'+r.IntN(500))))
	}
	slices.Sort(terms)
	var b bytes.Buffer
	w, err := vellum.New(&b, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, term := range slices.Compact(terms) {
		value := uint64(i) * uint64(r.Uint32N(100))
		if r.IntN(4) == 0 {
			value = r.Uint64()
		}
		if err := w.Insert([]byte(term), value); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestTransducer checks that all transducers of vellum are valid, and that a walk through
// a changed one, if it is valid, ends without a panic.
func TestTransducer(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	refused, walked := 0, 0
	for n := range 60 {
		b := transducer(t, r, n*n/4)
		if err := checkTransducer(b); err != nil {
			t.Fatalf("%d terms: %v", n, err)
		}
		for range 200 {
			changed := slices.Clone(b)
			for range 1 + r.IntN(2) {
				changed[r.IntN(len(changed))] ^= byte(1 + r.IntN(255))
			}
			if checkTransducer(changed) != nil {
				refused++
				continue
			}
			fst, err := vellum.Load(changed)
			if err != nil {
				continue
			}
			walked++
			it, err := fst.Iterator(nil, nil)
			for steps := 0; err == nil; err = it.Next() {
				if steps++; steps > 1<<20 {
					t.Fatal("the walk does not end")
				}
			}
		}
	}
	if refused == 0 || walked == 0 {
		t.Errorf("%d were refused and %d walked through", refused, walked)
	}
}

// BenchmarkTransducer checks a transducer of 100,000 terms.
func BenchmarkTransducer(b *testing.B) {
	data := transducer(b, rand.New(rand.NewPCG(3, 4)), 100_000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if err := checkTransducer(data); err != nil {
			b.Fatal(err)
		}
	}
}
