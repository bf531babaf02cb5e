package record

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/schema"
)

// TestOccurrences holds that the positions of a term come back out of the packed
// number or the location that holds them, and that few positions are packed.
func TestOccurrences(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	packed, located := 0, 0
	for range 200_000 {
		n := 1 + r.IntN(1+r.IntN(30))
		far := 1 << r.IntN(24)
		pos := 1 + r.IntN(far)
		var at []Occurrence
		var want []schema.Span
		for range n {
			width := 1
			if r.IntN(20) == 0 {
				width += r.IntN(9)
			}
			at = append(at, Occurrence{Position: int32(pos), Width: int32(width)})
			want = append(want, schema.Span{Pos: pos, End: pos + width})
			pos += r.IntN(far) // maybe none
		}
		var got []schema.Span
		v, ok := PackOccurrences(at)
		if ok {
			packed++
			if v < 2 || v >= 1<<PackedBits || PackedCount(v) != n {
				t.Fatalf("%v: the number %x has %d places", want, v, PackedCount(v))
			}
			var err error
			if got, err = AppendPacked(nil, v); err != nil {
				t.Fatal(err)
			}
		} else {
			located++
			r := disk.Reader{Data: AppendLocation(nil, at)}
			position := r.Number()
			if start := r.Number(); start != 0 {
				t.Fatalf("the location of %v begins at byte %d", want, start)
			}
			end := r.Number()
			got = AppendLocated(nil, position, end, r.Number(), r.Number)
			if r.Bad || len(r.Data) > 0 {
				t.Fatalf("the location of %v has another length", want)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		if n <= 4 && far < 1<<10 && !ok && !slices.ContainsFunc(at, func(o Occurrence) bool { return o.Width > 1 }) {
			t.Fatalf("%v do not fit into a number", want)
		}
	}
	if packed < 10_000 || located < 10_000 {
		t.Errorf("%d in numbers and %d in locations only", packed, located)
	}
}
