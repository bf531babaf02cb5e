package query

import (
	"errors"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
)

// TestClosedSnapshot holds that a search in a closed snapshot is ErrClosed, also where
// the index is open, and that the index can still be searched.
func TestClosedSnapshot(t *testing.T) {
	x := readArticles(t)
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	near, err := postings.NewLevenshtein("musk", 1)
	if err != nil {
		t.Fatal(err)
	}
	e := Local(s)
	_, lerr := e.Languages()
	errs := map[string]error{"Languages": lerr}
	for _, q := range []Query{Term{"musk"}, Prefix{"mu"}, Fuzzy{"musk", 1}, All{}} {
		_, err := SearchSnapshot(t.Context(), s, q, DefaultOptions())
		_, ierr := IDs(t.Context(), s, q)
		errs["SearchSnapshot "+q.String()], errs["IDs "+q.String()] = err, ierr
	}
	for _, err := range e.Stems("en", "mu") {
		errs["Stems"] = err
	}
	for _, err := range e.StemsNear("en", near) {
		errs["StemsNear"] = err
	}
	for _, err := range e.TermsNear(Title, "en", near) {
		errs["TermsNear"] = err
	}
	if len(errs) != 12 {
		t.Errorf("there are %d errors: %v", len(errs), errs)
	}
	for name, err := range errs {
		if !errors.Is(err, index.ErrClosed) {
			t.Errorf("%s: %v, want %v", name, err, index.ErrClosed)
		}
	}
	if n, err := Count(t.Context(), x, Term{"musk"}); err != nil || n == 0 {
		t.Errorf("the index: %d, %v", n, err)
	}
}

// TestCloseBesideSearch holds with -race that a snapshot and its index can be closed
// during searches, which end as they would have or are ErrClosed.
func TestCloseBesideSearch(t *testing.T) {
	for range 20 {
		x, _, err := index.Memory(t.Context(), articleSeq(zipfArticles(rand.New(rand.NewPCG(1, 1)), 30)), index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s, err := x.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		for _, q := range []Query{Or{[]Query{Term{"w1"}, Term{"w2"}}}, Prefix{"w"}, Phrase{Text: "w1 w2"}, Fuzzy{"w12", 1}} {
			group.Go(func() {
				o := DefaultOptions()
				o.Facets = []Facet{{Outlet, 10}}
				if _, err := SearchSnapshot(t.Context(), s, q, o); err != nil && !errors.Is(err, index.ErrClosed) {
					t.Errorf("%s: %v", q, err)
				}
			})
			group.Go(func() {
				if _, err := IDs(t.Context(), s, q); err != nil && !errors.Is(err, index.ErrClosed) {
					t.Errorf("%s: %v", q, err)
				}
			})
		}
		group.Go(func() {
			if err := errors.Join(s.Close(), x.Close()); err != nil {
				t.Error(err)
			}
		})
		group.Wait()
	}
}
