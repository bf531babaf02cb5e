package parallel

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"
)

// TestDo holds that each number comes once, and that an error comes back.
func TestDo(t *testing.T) {
	for _, goroutines := range []int{0, 1, 2, 100} {
		for _, n := range []int{0, 1, 2, 1000} {
			calls := make([]atomic.Int32, n)
			err := Do(n, goroutines, func() func(int) error {
				return func(i int) error {
					calls[i].Add(1)
					return nil
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			for i := range calls {
				if k := calls[i].Load(); k != 1 {
					t.Fatalf("%d of %d came %d times on %d goroutines", i, n, k, goroutines)
				}
			}
			bad := errors.New("bad")
			err = Do(n, goroutines, func() func(int) error { return func(int) error { return bad } })
			if n > 0 && err != bad {
				t.Errorf("%d on %d goroutines: the error is %v", n, goroutines, err)
			}
		}
	}
}

// TestFirstError holds that the error is that of the smallest number, whoever is faster.
func TestFirstError(t *testing.T) {
	for first := range 8 {
		err := Do(8, 8, func() func(int) error {
			return func(i int) error {
				if i < first {
					return nil
				}
				time.Sleep(time.Duration(8-i) * time.Millisecond) // the last fails first
				return fmt.Errorf("%d", i)
			}
		})
		if err == nil || err.Error() != fmt.Sprint(first) {
			t.Errorf("the error is %v, not that of %d", err, first)
		}
	}
}
