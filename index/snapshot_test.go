package index

import (
	"errors"
	"iter"
	"path/filepath"
	"reflect"
	"sync"
	"testing"

	"github.com/newsdex/newsdex/index/schema"
)

// openBoth returns an index on disk and its articles in one in memory.
func openBoth(t *testing.T) map[string]func() *Index {
	path := filepath.Join(t.TempDir(), "i")
	buildForDamage(t, path)
	return map[string]func() *Index{
		"disk": func() *Index { return mustOpen(t, path) },
		"memory": func() *Index {
			s, err := mustOpen(t, path).Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			x, _, err := Memory(ctx, s.Articles(ctx), Options{})
			if err != nil {
				t.Fatal(err)
			}
			return x
		},
	}
}

// TestCloseTwice checks that a second Close of a snapshot or an index changes nothing
// for others.
func TestCloseTwice(t *testing.T) {
	for name, open := range openBoth(t) {
		x := open()
		for range 3 {
			s, err := x.Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			held, err := s.Hold()
			if err != nil {
				t.Fatal(err)
			}
			for range 3 {
				if err := s.Close(); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
			for range 2 {
				if err := held.Close(); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
		for _, u := range uses() {
			if u.name == "original" || u.name == "another original" || u.name == "get" {
				continue // not all of them are in memory
			}
			if _, err := u.readAs(x); err != nil {
				t.Errorf("%s: %s: %v", name, u.name, err)
			}
		}
		for range 2 {
			if err := x.Close(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// TestUseAfterClose checks that every use of a closed snapshot of a closed index is
// either [ErrClosed] or what it was before, because it is in memory.
func TestUseAfterClose(t *testing.T) {
	for name, open := range openBoth(t) {
		for _, used := range []bool{false, true} {
			refused := 0
			for _, u := range uses() {
				x := open()
				s, err := x.Snapshot()
				if err != nil {
					t.Fatal(err)
				}
				var before any
				if used {
					if before, err = u.read(x, s); errors.Is(err, ErrNotFound) || errors.Is(err, ErrNoOriginal) {
						continue
					} else if err != nil {
						t.Fatal(err)
					}
				}
				if err := errors.Join(s.Close(), x.Close()); err != nil {
					t.Fatal(err)
				}
				after, err := u.read(x, s)
				switch {
				case errors.Is(err, ErrClosed):
					refused++
				case err != nil || !used || !reflect.DeepEqual(after, before):
					t.Errorf("%s, used before %t: %s after Close: %v, %v, want %v", name, used, u.name, after, err, ErrClosed)
				}
			}
			if refused < 30 {
				t.Errorf("%s, used before %t: only %d uses were refused", name, used, refused)
			}
		}
	}
}

// TestCloseDuringUse checks that sequences that have begun go on after Close where the
// snapshot holds its data, and end with [ErrClosed] where it does not.
func TestCloseDuringUse(t *testing.T) {
	for name, open := range openBoth(t) {
		x := open()
		s, err := x.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		articles, stop := iter.Pull2(s.Articles(ctx))
		defer stop()
		n, want := 0, s.Count()
		if _, err, ok := articles(); err != nil || !ok {
			t.Fatal(err, ok)
		}
		n++
		if err := errors.Join(s.Close(), x.Close()); err != nil {
			t.Fatal(err)
		}
		for {
			_, err, ok := articles()
			if !ok {
				break
			}
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			n++
		}
		if n != want {
			t.Errorf("%s: %d articles of %d", name, n, want)
		}

		x = open()
		if s, err = x.Snapshot(); err != nil {
			t.Fatal(err)
		}
		seg := s.Postings().Segments()[0]
		terms, stopTerms := iter.Pull2(seg.Terms(schema.Body.In("en"), "", ""))
		defer stopTerms()
		if _, terr, ok := terms(); terr != nil || !ok {
			t.Fatal(terr, ok)
		}
		if err := errors.Join(s.Close(), x.Close()); err != nil {
			t.Fatal(err)
		}
		if _, err, ok := terms(); !ok || !errors.Is(err, ErrClosed) {
			t.Errorf("%s: the next term after Close: %v, %t", name, err, ok)
		}
		if _, err := seg.Packed("en", "word"); !errors.Is(err, ErrClosed) {
			t.Errorf("%s: a list after Close: %v", name, err)
		}
		if _, err := seg.Length(0); !errors.Is(err, ErrClosed) {
			t.Errorf("%s: a length after Close: %v", name, err)
		}
	}
}

// TestCloseBesideUse checks with -race that a snapshot can be closed while it is used.
func TestCloseBesideUse(t *testing.T) {
	for name, open := range openBoth(t) {
		for range 20 {
			x := open()
			s, err := x.Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			var group sync.WaitGroup
			ended := func(err error) {
				if err != nil && !errors.Is(err, ErrClosed) {
					t.Errorf("%s: %v", name, err)
				}
			}
			group.Go(func() {
				for _, err := range s.WithOriginals(ctx) {
					ended(err)
				}
			})
			group.Go(func() {
				_, err := s.Overview(ctx)
				ended(err)
			})
			group.Go(func() {
				_, err := s.Languages()
				ended(err)
			})
			group.Go(func() {
				_, err := s.Sizes(ctx)
				ended(err)
			})
			for range 3 {
				group.Go(func() { ended(s.Close()) })
			}
			group.Go(func() { ended(x.Close()) })
			group.Wait()
		}
	}
}
