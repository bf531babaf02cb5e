package index

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest"
)

const everyPage = "The column stands here every week and is written by the editors."

// columns returns clean articles of one outlet with a line of its pages.
func columns(t *testing.T, from, to int, known *ingest.Templates) []ingest.Article {
	t.Helper()
	var raw []ingest.Article
	for i := from; i < to; i++ {
		what := fmt.Sprintf("thing number%c%c", 'a'+i/26, 'a'+i%26)
		var body strings.Builder
		for _, s := range []string{"was opened", "has been sold", "will be closed"} {
			fmt.Fprintf(&body, "The %s %s on Monday, and nobody in the town had thought of it.\n", what, s)
		}
		raw = append(raw, ingest.Article{ID: fmt.Sprint(i), URL: fmt.Sprintf("https://harbour.example/%d", i), Source: "/n", Place: fmt.Sprint(i), Path: fmt.Sprint(i), Title: "What became of the " + what, Body: body.String() + everyPage, Language: "en"})
	}
	var out []ingest.Article
	for a, err := range ingest.Read(ctx, sourceOf(raw), ingest.Options{Templates: known}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

// TestLearning checks that an index learns templates from added articles, once from
// each, that they are removed from earlier articles, and that the user's decisions
// count, on disk and in memory.
func TestLearning(t *testing.T) {
	const early, late = 3, 12
	for _, memory := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "i")
		first := columns(t, 0, early, nil)
		o := Options{Templates: new(ingest.Templates)}
		var x *Index
		var err error
		if memory {
			x, _, err = Memory(ctx, seq(first...), o)
		} else if _, err = Build(ctx, path, seq(first...), o); err == nil {
			x, err = Open(path)
		}
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		with := func() (n int) {
			s, err := x.Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			for a, err := range s.Articles(ctx) {
				if err != nil {
					t.Fatal(err)
				}
				if strings.Contains(a.Body, everyPage) {
					n++
				}
			}
			return n
		}
		update := func(o Options, articles ...ingest.Article) Stats {
			known, err := x.Templates()
			if err != nil {
				t.Fatal(err)
			}
			if o.Templates == nil {
				o.Templates = known
			}
			stats, err := x.Update(ctx, seq(articles...), o)
			if err != nil {
				t.Fatal(err)
			}
			return stats
		}
		if n := with(); n != early {
			t.Fatalf("%d of %d articles have the line at first", n, early)
		}
		if stats := update(Options{Prune: []string{"/n/0"}}, columns(t, 1, late, nil)...); stats.Added != late-early || stats.Recleaned != late-1 || stats.Deleted != 1 || stats.Replaced != 0 {
			t.Fatalf("memory %v: %+v", memory, stats)
		}
		if n := with(); n != 0 {
			t.Fatalf("%d articles still have the line", n)
		}
		known, err := x.Templates()
		if err != nil {
			t.Fatal(err)
		}
		if l := known.List(); len(l) != 1 || l[0].Text != everyPage || l[0].Of != late-1 {
			t.Fatalf("the index knows %+v", l)
		}
		if stats := update(Options{}, columns(t, 1, late, known)...); stats.Added+stats.Replaced+stats.Deleted+stats.Recleaned > 0 {
			t.Fatalf("read again: %+v", stats)
		}
		if err := known.Refuse("harbour.example", everyPage); err != nil {
			t.Fatal(err)
		}
		if stats := update(Options{Templates: known}); stats.Recleaned != late-1 || with() != late-1 {
			t.Fatalf("refused: %+v", stats)
		}
		if _, err := x.Delete(ctx, "1"); err != nil { // and the templates stay
			t.Fatal(err)
		}
		again, err := x.Templates()
		if err != nil {
			t.Fatal(err)
		}
		a, _ := json.Marshal(again)
		b, _ := json.Marshal(known)
		if string(a) != string(b) {
			t.Errorf("memory %v: the index knows %s, want %s", memory, a, b)
		}
	}
}

// A sourceOf is a source of articles in memory.
type sourceOf []ingest.Article

func (s sourceOf) Articles(context.Context) iter.Seq2[ingest.Article, error] { return seq(s...) }
