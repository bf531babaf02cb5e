package packed

import "testing"

// TestLengthClasses holds that the least length of a class is near all of it.
func TestLengthClasses(t *testing.T) {
	for n := range uint32(1<<16 + 100) {
		c := LengthClass(n)
		if least := LeastOfClass[c]; least > n || n < 1<<16 && float64(n) > float64(least)*1.0625 {
			t.Fatalf("length %d is of class %d, from %d", n, c, least)
		}
	}
}
