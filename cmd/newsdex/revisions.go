package main

import (
	"iter"
	"maps"
	"slices"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// revise leaves of the texts of a page the newest, those that the index x holds
// among them; x may be nil.
func revise(r *ingest.Revisions, x *index.Index, articles iter.Seq2[ingest.Article, error]) iter.Seq2[ingest.Article, error] {
	if x != nil {
		r.Known = func(id string) (ingest.Article, bool) {
			art, err := x.Get(id)
			return art, err == nil
		}
	}
	return r.Watch(articles)
}

// settle does what could not be done while the articles were read, when they have
// been: it has those deleted of which newer ones came later, and lists with their
// articles the earlier revisions that did ([index.Options].Finish).
func settle(r *ingest.Revisions) func(get func(id string) (ingest.Article, error)) (iter.Seq2[ingest.Article, error], []string) {
	return func(get func(id string) (ingest.Article, error)) (iter.Seq2[ingest.Article, error], []string) {
		late := maps.Collect(r.Late())
		return func(yield func(ingest.Article, error) bool) {
			for _, id := range slices.Sorted(maps.Keys(late)) {
				art, err := get(id)
				art.Earlier = late[id]
				if !yield(art, err) {
					return
				}
			}
		}, r.Superseded()
	}
}
