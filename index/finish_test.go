package index

import (
	"errors"
	"iter"
	"path/filepath"
	"slices"
	"testing"

	"github.com/newsdex/newsdex/ingest"
)

// TestFinish checks that a run applies Finish to articles that it read and to earlier
// ones, all in one generation, and does not count them as read or replaced. Changed
// articles keep their originals.
func TestFinish(t *testing.T) {
	for _, memory := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "i")
		first := []ingest.Article{withOriginData(article("a", "one", ""), "<p>a"), article("b", "two", "")}
		var x *Index
		var err error
		if memory {
			x, _, err = Memory(ctx, seq(first...), Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer x.Close()
		} else {
			mustBuild(t, path, first...)
			x = mustOpen(t, path)
		}
		retitle := func(get func(string) (ingest.Article, error), ids ...string) iter.Seq2[ingest.Article, error] {
			return func(yield func(ingest.Article, error) bool) {
				for _, id := range ids {
					a, err := get(id)
					a.Title += ", later"
					if !yield(a, err) {
						return
					}
				}
			}
		}
		called := 0
		stats, err := x.Update(ctx, seq(article("c", "three", ""), article("d", "four", "")), Options{
			Finish: func(get func(string) (ingest.Article, error)) (iter.Seq2[ingest.Article, error], []string) {
				called++
				if _, err := get("none"); !errors.Is(err, ErrNotFound) {
					t.Errorf("what is not there: %v", err)
				}
				return retitle(get, "a", "c"), []string{"b", "d", "none"}
			},
		})
		if err != nil || called != 1 || stats.Added != 2 || stats.Replaced != 0 || stats.Deleted != 2 || stats.Articles != 2 {
			t.Errorf("called %d times: %+v, %v", called, stats, err)
		}
		if got := contents(t, x); len(got) != 2 || got["a"] != "one, later" || got["c"] != "three, later" {
			t.Errorf("the index holds %v", got)
		}
		if !memory {
			if o, err := x.Original("a"); err != nil || string(o.Data) != "<p>a" {
				t.Errorf("the original: %v, %v", o, err)
			}
			if got := newest(t, path); got != generationName(2) {
				t.Errorf("the generation is %s", got)
			}
			mustVerify(t, path, 2)
		}
		// A change only at the end is published too.
		if _, err := x.Update(ctx, seq(), Options{
			Finish: func(get func(string) (ingest.Article, error)) (iter.Seq2[ingest.Article, error], []string) {
				return retitle(get, "a"), nil
			},
		}); err != nil || contents(t, x)["a"] != "one, later, later" {
			t.Errorf("the index holds %v, %v", contents(t, x), err)
		}
		// An article that is not found is an error of the sequence, and the run goes
		// on.
		var told []error
		stats, err = x.Update(ctx, seq(), Options{
			OnError: func(err error) { told = append(told, err) },
			Finish: func(get func(string) (ingest.Article, error)) (iter.Seq2[ingest.Article, error], []string) {
				return retitle(get, "none", "c"), nil
			},
		})
		if err != nil || stats.Errors != 1 || !slices.ContainsFunc(told, func(err error) bool { return errors.Is(err, ErrNotFound) }) || contents(t, x)["c"] != "three, later, later" {
			t.Errorf("%+v, %v, %v", stats, told, err)
		}
	}
}
