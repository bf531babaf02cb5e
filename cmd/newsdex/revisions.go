package main

import (
	"context"
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

// settle does what could not be done while the articles were read: it deletes
// those of which newer ones came later, and lists with their articles the earlier
// revisions that did.
func (j indexJob) settle(ctx context.Context, x *index.Index, r *ingest.Revisions, stats *index.Stats) error {
	superseded := r.Superseded()
	late := maps.Collect(r.Late())
	if len(superseded)+len(late) == 0 {
		return nil
	}
	if x == nil {
		var err error
		if x, err = index.Open(j.path); err != nil {
			return err
		}
		defer x.Close()
	}
	articles := func(yield func(ingest.Article, error) bool) {
		for _, id := range slices.Sorted(maps.Keys(late)) {
			art, err := x.Get(id)
			art.Earlier = late[id]
			if !yield(art, err) {
				return
			}
		}
	}
	more, err := x.Update(ctx, articles, index.Options{Delete: superseded, KeepOriginals: true})
	stats.Articles = more.Articles
	stats.Deleted += more.Deleted
	return err
}
