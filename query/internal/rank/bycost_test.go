package rank

import (
	"errors"
	"sync"
	"testing"
)

// TestByCost holds that f is called once for each index, and that its error is
// returned.
func TestByCost(t *testing.T) {
	for _, costs := range [][]int{nil, {5}, {1, 2, 3}, {fewPostings, 1}, {1, 2 * fewPostings, fewPostings, 3}} {
		var mu sync.Mutex
		sum, calls := 0, 0
		err := byCost(t.Context(), costs, func(i int) error {
			mu.Lock()
			defer mu.Unlock()
			sum += costs[i]
			calls++
			return nil
		})
		want := 0
		for _, c := range costs {
			want += c
		}
		if err != nil || sum != want || calls != len(costs) {
			t.Errorf("%v: %d calls of costs %d, %v", costs, calls, sum, err)
		}
		bad := errors.New("bad")
		if err := byCost(t.Context(), costs, func(int) error { return bad }); len(costs) > 0 && err != bad {
			t.Errorf("%v: the error is %v", costs, err)
		}
	}
}
