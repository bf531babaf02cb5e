// Package heap keeps slices in heap order: no element comes before its parent, so
// the first element of all is at the front.
//
// It is a binary heap like that of container/heap but takes a function instead of an
// interface. Elements are moved without a call for each move, and without an
// allocation for each element that is pushed or popped. before reports whether a
// comes before b, and must be the same for the life of a heap.
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

// Pop removes the first element and returns the others.
func Pop[T any](s []T, before func(a, b *T) bool) []T {
	last := len(s) - 1
	s[0], s[last] = s[last], s[0]
	s = s[:last]
	down(s, 0, before)
	return s
}

// FixFirst restores heap order after the first element has changed.
func FixFirst[T any](s []T, before func(a, b *T) bool) { down(s, 0, before) }

// down moves the i-th element down to its level.
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
