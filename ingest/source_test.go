package ingest

import (
	"context"
	"iter"
)

// slice is a Source in memory.
type slice []Article

func (s slice) Articles(context.Context) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		for _, a := range s {
			if !yield(a, nil) {
				return
			}
		}
	}
}
