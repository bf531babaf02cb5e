// Package heap keeps slices in heap order: every element comes before, or with, those
// beneath it, so that the first one of all is at the front.
//
// It is a binary heap like that of container/heap, and takes a function where that takes
// an interface: elements are moved as they are, without a call for each move and without
// an allocation for each element that comes or goes. In all functions before reports
// whether a comes before b, and is the same for the life of a heap.
package heap

// Init puts a slice in heap order.
func Init[T any](s []T, before func(a, b *T) bool) {
	for i := len(s)/2 - 1; i >= 0; i-- {
		down(s, i, before)
	}
}

// Push adds an element.
func Push[T any](s []T, v T, before func(a, b *T) bool) []T {
	s = append(s, v)
	for i := len(s) - 1; i > 0; {
		parent := (i - 1) / 2
		if !before(&s[i], &s[parent]) {
			break
		}
		s[i], s[parent] = s[parent], s[i]
		i = parent
	}
	return s
}

// Pop takes the first element off and returns the others.
func Pop[T any](s []T, before func(a, b *T) bool) []T {
	last := len(s) - 1
	s[0], s[last] = s[last], s[0]
	s = s[:last]
	down(s, 0, before)
	return s
}

// FixFirst puts a slice in heap order again after its first element was changed.
func FixFirst[T any](s []T, before func(a, b *T) bool) { down(s, 0, before) }

// down takes the i-th element as far down as it belongs.
func down[T any](s []T, i int, before func(a, b *T) bool) {
	for {
		child := 2*i + 1
		if child >= len(s) {
			return
		}
		if other := child + 1; other < len(s) && before(&s[other], &s[child]) {
			child = other
		}
		if !before(&s[child], &s[i]) {
			return
		}
		s[i], s[child] = s[child], s[i]
		i = child
	}
}
