package heap

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestHeap holds that elements leave in order, whatever came in between.
func TestHeap(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	before := func(a, b *int) bool { return *a < *b }
	for range 1000 {
		heap := make([]int, r.IntN(20))
		for i := range heap {
			heap[i] = r.IntN(20)
		}
		want := slices.Clone(heap)
		Init(heap, before)
		for range r.IntN(60) {
			slices.Sort(want)
			if len(want) > 0 && heap[0] != want[0] {
				t.Fatalf("the first is %d of %v", heap[0], want)
			}
			n := r.IntN(20)
			switch op := r.IntN(3); {
			case op == 0 || len(want) == 0:
				heap, want = Push(heap, n, before), append(want, n)
			case op == 1:
				heap, want = Pop(heap, before), want[1:]
			default:
				heap[0], want[0] = n, n
				FixFirst(heap, before)
			}
		}
		slices.Sort(want)
		for _, n := range want {
			if heap[0] != n {
				t.Fatalf("%d comes before %d", heap[0], n)
			}
			heap = Pop(heap, before)
		}
	}
}
