package index

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

func article(id, title, body string) ingest.Article {
	return ingest.Article{ID: id, Title: title, Body: body, Language: "en", Fingerprint: title + body}
}

func seq(articles ...ingest.Article) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// failing yields articles and then the results of next until the consumer stops.
func failing(articles []ingest.Article, next func() error) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
		yield(ingest.Article{}, next())
	}
}

var ctx = context.Background()

func mustBuild(t *testing.T, path string, articles ...ingest.Article) {
	t.Helper()
	if _, err := Build(ctx, path, seq(articles...), Options{}); err != nil {
		t.Fatal(err)
	}
}

func mustOpen(t *testing.T, path string) *Index {
	t.Helper()
	x, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// contents returns the titles of an index by ID.
func contents(t *testing.T, x *Index) map[string]string {
	t.Helper()
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	got := map[string]string{}
	for _, seg := range s.Postings().Segments() {
		for it := seg.All().Iterator(); it.HasNext(); {
			a, err := seg.Article(it.Next())
			if err != nil {
				t.Fatal(err)
			}
			got[a.ID] = a.Title
		}
	}
	if n, err := x.Count(); err != nil || n != len(got) {
		t.Errorf("Count() = %d, %v, and there are %d articles", n, err, len(got))
	}
	return got
}

// both runs a test for an index on disk and one in memory.
func both(t *testing.T, articles []ingest.Article, f func(t *testing.T, x *Index)) {
	t.Run("folder", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "i")
		mustBuild(t, path, articles...)
		f(t, mustOpen(t, path))
	})
	t.Run("memory", func(t *testing.T) {
		x, _, err := Memory(ctx, seq(articles...), Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		f(t, x)
	})
}

func TestUpdate(t *testing.T) {
	start := []ingest.Article{article("a", "first", "one two"), article("b", "second", "three"), article("c", "third", "")}
	both(t, start, func(t *testing.T, x *Index) {
		before, err := x.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		defer before.Close()

		stats, err := x.Update(ctx, seq(start[0], article("b", "changed", "three four"), article("d", "new", "five")), Options{Delete: []string{"c", "none"}})
		if err != nil {
			t.Fatal(err)
		}
		want := Stats{Added: 1, Replaced: 1, Unchanged: 1, Deleted: 1, Articles: 3, Elapsed: stats.Elapsed}
		if stats != want {
			t.Errorf("stats %+v, want %+v", stats, want)
		}
		if got, want := contents(t, x), map[string]string{"a": "first", "b": "changed", "d": "new"}; !reflect.DeepEqual(got, want) {
			t.Errorf("contents %v, want %v", got, want)
		}
		if before.Count() != 3 {
			t.Errorf("the snapshot from before has %d articles, want 3", before.Count())
		}
		if _, err := x.Get("c"); !errors.Is(err, ErrNotFound) {
			t.Errorf("Get of a deleted article: %v", err)
		}
		if a, err := x.Get("b"); err != nil || a.Title != "changed" {
			t.Errorf("Get(b) = %v, %v", a, err)
		}
	})
}

// TestTotals checks that the totals are those of a new index with the same articles,
// whatever the history of the index.
func TestTotals(t *testing.T) {
	one, two, three := article("a", "one two", "a b c"), article("b", "three", "d"), article("c", "four five six", "")
	both(t, []ingest.Article{three, two, one}, func(t *testing.T, x *Index) {
		if _, err := x.Update(ctx, seq(article("b", "longer than it was", "e f g"), article("z", "y", "x")), Options{}); err != nil {
			t.Fatal(err)
		}
		if _, err := x.Update(ctx, seq(two), Options{}); err != nil {
			t.Fatal(err)
		}
		if _, err := x.Delete(ctx, "z"); err != nil {
			t.Fatal(err)
		}
		s, err := x.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if got, want := s.Totals(), (Totals{Articles: 3, Lengths: [schema.TextFields]int64{6, 0, 3}}); got != want {
			t.Errorf("totals %+v, want %+v", got, want)
		}
	})
}

func TestSameIDTwiceInOneRun(t *testing.T) {
	both(t, []ingest.Article{article("a", "first", ""), article("a", "second", "")}, func(t *testing.T, x *Index) {
		if got := contents(t, x); !reflect.DeepEqual(got, map[string]string{"a": "second"}) {
			t.Errorf("contents %v: the last one must stand", got)
		}
	})
}

func TestUpdateOfNothingPublishesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	a := article("a", "t", "b")
	mustBuild(t, path, a)
	x := mustOpen(t, path)
	if stats, err := x.Update(ctx, seq(a), Options{}); err != nil || stats.Unchanged != 1 || stats.Articles != 1 {
		t.Fatal(stats, err)
	}
	if gen, err := currentGeneration(path); err != nil || gen != generationName(1) {
		t.Errorf("the current generation is %s, %v", gen, err)
	}
}

// TestErrorsAreElements checks that an error in the sequence is reported and counted,
// and that the run goes on.
func TestErrorsAreElements(t *testing.T) {
	bad := errors.New("broken input")
	articles := func(yield func(ingest.Article, error) bool) {
		_ = yield(article("a", "t", ""), nil) && yield(ingest.Article{}, bad) && yield(ingest.Article{Title: "no id"}, nil) && yield(article("b", "t", ""), nil)
	}
	var seen []error
	stats, err := Build(ctx, filepath.Join(t.TempDir(), "i"), articles, Options{OnError: func(err error) { seen = append(seen, err) }})
	if err != nil || stats.Articles != 2 || stats.Errors != 2 || len(seen) != 2 || seen[0] != bad {
		t.Errorf("%+v, %v, errors %v", stats, err, seen)
	}
}

// TestFailureLeavesTheOld checks that a failed run changes nothing that a reader can
// see and leaves nothing behind.
func TestFailureLeavesTheOld(t *testing.T) {
	canceled, cancel := context.WithCancel(ctx)
	for _, tt := range []struct {
		name string
		run  func(path string) error
		want error
	}{
		{"build canceled", func(path string) error {
			_, err := Build(canceled, path, failing([]ingest.Article{article("new", "n", "")}, func() error { cancel(); return context.Canceled }), Options{})
			return err
		}, context.Canceled},
		{"build of nothing", func(path string) error {
			_, err := Build(ctx, path, seq(), Options{})
			return err
		}, ErrNoArticles},
		{"update canceled", func(path string) error {
			x, err := Open(path)
			if err != nil {
				return err
			}
			defer x.Close()
			_, err = x.Update(canceled, seq(article("new", "n", "")), Options{})
			return err
		}, context.Canceled},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "i")
			mustBuild(t, path, article("a", "old", ""))
			if err := tt.run(path); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
			if got := contents(t, mustOpen(t, path)); !reflect.DeepEqual(got, map[string]string{"a": "old"}) {
				t.Errorf("contents %v", got)
			}
			if gens, err := generations(path); err != nil || len(gens) != 1 {
				t.Errorf("generations %v, %v: want one", gens, err)
			}
		})
	}
}

func TestFailedFirstBuildLeavesNoFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	if _, err := Build(ctx, path, seq(), Options{}); !errors.Is(err, ErrNoArticles) {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
}

// TestLeftoversGo checks that the next run removes the remains of a killed one.
func TestLeftoversGo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, article("a", "old", ""))
	left := filepath.Join(path, generationName(7))
	if err := os.MkdirAll(filepath.Join(left, "bleve"), 0o755); err != nil {
		t.Fatal(err)
	}
	x := mustOpen(t, path)
	if _, err := x.Update(ctx, seq(article("b", "new", "")), Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is still there: %v", left, err)
	}
}

// TestKilledFirstBuild checks that the remains of a killed first build are no index,
// and that building it again works.
func TestKilledFirstBuild(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, article("a", "t", ""))
	if err := pointNowhere(disk.Disk{}, path); err != nil { // the state until then
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.Is(err, ErrNoIndex) {
		t.Errorf("Open: error %v, want ErrNoIndex", err)
	}
	mustBuild(t, path, article("b", "new", ""))
	if got := contents(t, mustOpen(t, path)); !reflect.DeepEqual(got, map[string]string{"b": "new"}) {
		t.Errorf("contents %v", got)
	}
}

func TestLostPointer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, article("a", "t", ""))
	if err := os.Remove(filepath.Join(path, disk.CurrentFile)); err != nil {
		t.Fatal(err)
	}
	var corrupt *disk.CorruptError
	if _, err := Open(path); !errors.As(err, &corrupt) {
		t.Errorf("Open: error %v, want a *CorruptError", err)
	}
	for range 2 { // without a pointer, and with a damaged one
		if _, err := Build(ctx, path, seq(), Options{}); !errors.Is(err, ErrNoArticles) {
			t.Errorf("Build of nothing: %v", err)
		}
		if gens, err := generations(path); err != nil || len(gens) != 1 {
			t.Errorf("generations %v, %v: a build that failed took what a pointer had named", gens, err)
		}
		if err := os.WriteFile(filepath.Join(path, disk.CurrentFile), []byte("gen-\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestBuildReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, article("a", "old", ""))
	old := mustOpen(t, path)
	mustBuild(t, path, article("b", "new", ""))
	if got := contents(t, mustOpen(t, path)); !reflect.DeepEqual(got, map[string]string{"b": "new"}) {
		t.Errorf("contents %v", got)
	}
	if got := contents(t, old); !reflect.DeepEqual(got, map[string]string{"a": "old"}) {
		t.Errorf("the index that was open has %v", got)
	}
}

// placed returns an article that was read from a file.
func placed(a ingest.Article, file string) ingest.Article {
	a.Source, a.Place, a.Path = file, filepath.Base(file), filepath.Base(file)
	return a
}

func TestPrune(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	in := func(id, file string) ingest.Article {
		return placed(article(id, id, ""), file)
	}
	mustBuild(t, path, in("a", "/n/x/a"), in("b", "/n/x/b"), in("c", "/n/xy/c"), in("d", "/n/x/sub/d"), article("e", "e", ""))
	x := mustOpen(t, path)
	bad := &ingest.InputError{File: "/n/x/sub", Problem: "unreadable"}
	stats, err := x.Update(ctx, failing([]ingest.Article{in("a", "/n/x/a")}, func() error { return bad }), Options{Prune: []string{"/n/x"}})
	if err != nil || stats.Deleted != 1 {
		t.Errorf("%+v, %v", stats, err)
	}
	if got := contents(t, x); !reflect.DeepEqual(got, map[string]string{"a": "a", "c": "c", "d": "d", "e": "e"}) {
		t.Errorf("contents %v: only b is gone for certain", got)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "good")
	mustBuild(t, good, article("a", "t", ""))
	manifest := filepath.Join(good, generationName(1), disk.ManifestFile)
	original, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	var newer *NewerError
	var older *OlderError
	var corrupt *disk.CorruptError
	for _, tt := range []struct {
		name, path, manifest string
		ok                   func(error) bool
	}{
		{"nothing", filepath.Join(dir, "none"), "", func(err error) bool { return errors.Is(err, ErrNoIndex) }},
		{"a file", file, "", func(err error) bool { return errors.Is(err, ErrNoIndex) }},
		{"another folder", dir, "", func(err error) bool { return errors.Is(err, ErrNoIndex) }},
		{"newer format", good, `{"format":99,"totals":"a shape of tomorrow"}`, func(err error) bool { return errors.As(err, &newer) && newer.Format == 99 }},
		{"older format", good, `{"format":1,"totals":"a shape of yesterday"}`, func(err error) bool { return errors.As(err, &older) && older.Format == 1 }},
		{"older format, by a changed byte", good, strings.Replace(string(original), fmt.Sprintf(`"format": %d`, Format), `"format": 1`, 1), func(err error) bool { return errors.As(err, &corrupt) }},
		{"broken manifest", good, `{`, func(err error) bool { return errors.As(err, &corrupt) }},
		{"other count", good, strings.Replace(string(original), `"articles": 1`, `"articles": 2`, 1), func(err error) bool { return errors.As(err, &corrupt) }},
		{"good", good, string(original), func(err error) bool { return err == nil }},
	} {
		if tt.manifest != "" {
			if err := os.WriteFile(manifest, []byte(tt.manifest), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		x, err := Open(tt.path)
		if !tt.ok(err) {
			t.Errorf("%s: error %v", tt.name, err)
		}
		if err == nil {
			x.Close()
		}
	}
}

func TestBuildRefuses(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, dir, filepath.Join(dir, "none", "i"), filepath.Join(file, "i")} {
		if _, err := Build(ctx, path, seq(article("a", "t", "")), Options{}); err == nil {
			t.Errorf("Build at %s succeeded", path)
		}
	}
	if b, err := os.ReadFile(file); err != nil || len(b) != 0 {
		t.Errorf("the file was changed: %q, %v", b, err)
	}
}

// TestRoundTrip checks that an article comes back unchanged.
func TestRoundTrip(t *testing.T) {
	a := ingest.Article{
		ID: "x", URL: "https://example.com/x", Path: "x", File: "/n/x", Title: "T", TitleDerived: true, Deck: "D",
		Body: "one\n\ntwo", Outlet: "O", Authors: []string{"A B", "C"}, Published: time.Date(2025, 2, 11, 7, 5, 0, 0, time.UTC),
		PublishedLayout: "2006-01-02T15:04", Language: "en", Lines: ingest.Lines{Title: 1, Deck: 2, Body: []int{3, 5}},
		Removed: []ingest.Removal{{Rule: "r", Reason: "why", Text: "junk", Line: 4, Column: 1}},
		Updated: time.Date(2025, 2, 12, 0, 0, 0, 0, time.UTC), UpdatedLayout: "2006-01-02", Section: "S", Tags: []string{"t", "u"},
		Found:   []ingest.Candidate{{Field: "title", Value: "T", Sources: []ingest.Provenance{{Kind: ingest.InPage, Name: "s"}}, Chosen: true}, {Field: "updated", Value: "v", Sources: []ingest.Provenance{{Kind: ingest.InText, Line: 3}}, Refused: "r"}},
		Repairs: []ingest.Repair{{Kind: "k", Detail: "d", Count: 2}}, Fingerprint: "f",
	}
	both(t, []ingest.Article{a}, func(t *testing.T, x *Index) {
		if got, err := x.Get("x"); err != nil || !reflect.DeepEqual(got, a) {
			t.Errorf("got %+v, %v\nwant %+v", got, err, a)
		}
	})
}

func TestClosed(t *testing.T) {
	x, _, err := Memory(ctx, seq(article("a", "t", "")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Snapshot(); !errors.Is(err, ErrClosed) {
		t.Errorf("Snapshot: %v", err)
	}
	if _, err := x.Update(ctx, seq(), Options{}); !errors.Is(err, ErrClosed) {
		t.Errorf("Update: %v", err)
	}
	if err := x.Close(); err != nil {
		t.Errorf("a second Close: %v", err)
	}
}
