package main

import (
	"iter"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/ingest"
)

// watch returns seq and counts the elements that pass; p may be nil.
func watch(p *terminal.Progress, seq iter.Seq2[ingest.Article, error]) iter.Seq2[ingest.Article, error] {
	if p == nil {
		return seq
	}
	return func(yield func(ingest.Article, error) bool) {
		for a, err := range seq {
			if err != nil {
				p.Failed()
			} else {
				p.Article(a.File)
			}
			if !yield(a, err) {
				return
			}
		}
		p.End()
	}
}
