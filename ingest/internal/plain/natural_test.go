package plain

import (
	"slices"
	"testing"
)

func TestCompareNatural(t *testing.T) {
	sorted := []string{"", "2023/a", "2024", "2024/a", "a", "a\t\t2", "a\t\t10", "a-1", "a1", "a01", "a2", "a10", "a10b", "b"}
	slices.SortFunc(sorted, func(x, y string) int { return CompareNatural(x, y) })
	want := []string{"", "2023/a", "2024", "2024/a", "a", "a\t\t2", "a\t\t10", "a-1", "a01", "a1", "a2", "a10", "a10b", "b"}
	if !slices.Equal(sorted, want) {
		t.Errorf("%q, want %q", sorted, want)
	}
}

// FuzzCompareNatural checks that the order is total.
func FuzzCompareNatural(f *testing.F) {
	f.Add("a01", "a1", "a2")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		x, y, z := CompareNatural(a, b), CompareNatural(b, c), CompareNatural(a, c)
		if x != -CompareNatural(b, a) || (x == 0) != (a == b) {
			t.Errorf("%q, %q: %d", a, b, x)
		}
		if x <= 0 && y <= 0 && z > 0 || x >= 0 && y >= 0 && z < 0 {
			t.Errorf("%q, %q, %q: %d, %d, %d", a, b, c, x, y, z)
		}
	})
}
