package ingest

import "iter"

// Sentences returns the byte offsets of the start and the end of each sentence
// of s, a line of normalized text, in order and without the spaces between them.
func Sentences(s string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		for _, at := range sentences(s) {
			if !yield(at.start, at.end) {
				return
			}
		}
	}
}
