package segment

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
)

func FuzzAppendRoaring(f *testing.F) {
	f.Add(uint64(1), 10, uint8(10))
	f.Add(uint64(2), 70_000, uint8(17))
	f.Add(uint64(3), 3, uint8(32))
	f.Fuzz(func(t *testing.T, seed uint64, n int, bits uint8) {
		r := rand.New(rand.NewPCG(seed, 0))
		all := roaring.New()
		for range max(1, n%100_000) {
			all.Add(uint32(r.Uint64N(1 << (bits%32 + 1))))
		}
		want, err := all.ToBytes()
		if err != nil {
			t.Fatal(err)
		}
		if got := appendRoaring(nil, all.ToArray()); !bytes.Equal(got, want) {
			t.Errorf("the bitmap of %d documents is not roaring's", all.GetCardinality())
		}
		all.RunOptimize()
		runs, err := all.ToBytes()
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range [][]byte{want, runs} {
			if docs, err := appendDocs(nil, b); err != nil || !slices.Equal(docs, all.ToArray()) {
				t.Errorf("%d documents are read out of the bitmap of %d: %v", len(docs), all.GetCardinality(), err)
			}
		}
	})
}
