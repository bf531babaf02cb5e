package disk_test

import (
	"math/rand/v2"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// TestBitmap checks that every bitmap of roaring is valid, and that a changed one is
// refused or can be used: roaring panics on some.
func TestBitmap(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 60 {
		docs := roaring.New()
		for range 1 + round%5 { // containers
			base, step := uint32(r.IntN(8))<<16, 1+r.Uint32N(40)
			for i := range uint32(1 + r.IntN(6000)) {
				docs.Add(base + (i*step)&0xffff)
			}
		}
		if round%3 == 0 {
			docs.RunOptimize()
		}
		b, err := docs.ToBytes()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := disk.Bitmap(b, 1<<20); err != nil || !got.Equals(docs) {
			t.Fatalf("round %d: %v, %v", round, got, err)
		}
		if _, err := disk.Bitmap(b, uint64(docs.Maximum())); err == nil {
			t.Errorf("round %d: a document beyond the last is right", round)
		}
		for range 400 {
			changed := append([]byte(nil), b[:len(b)-r.IntN(2)*r.IntN(len(b))]...)
			for range 1 + r.IntN(3) {
				if len(changed) > 0 {
					changed[r.IntN(min(len(changed), 40+r.IntN(len(changed))))] ^= byte(1 + r.IntN(255))
				}
			}
			got, err := disk.Bitmap(changed, 1<<20)
			if err != nil {
				continue
			}
			if n := len(got.ToArray()); uint64(n) != got.GetCardinality() {
				t.Errorf("round %d: it has %d documents, and says %d", round, n, got.GetCardinality())
			}
			got.Or(docs)
			got.AndNot(docs)
		}
	}
}
