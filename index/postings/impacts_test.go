package postings_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// TestImpacts holds that impacts are never less than the scores they bound nor much
// more, are computed when their policy says so, and belong to one key.
func TestImpacts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var articles []ingest.Article
	for i := range 2000 {
		articles = append(articles, ingest.Article{
			ID: fmt.Sprint(i), Title: strings.Repeat("one ", r.IntN(16)/12*r.IntN(6)),
			Body: strings.Repeat("one ", 1+r.IntN(40)/(1+r.IntN(20))) + strings.Repeat("two ", r.IntN(1+r.IntN(3000))), Language: "und",
		})
	}
	x, _, err := index.Memory(t.Context(), seq(articles...), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	saturation := func(key string, k float64) *postings.Saturation {
		return &postings.Saturation{Key: key, Impact: func(freq, length [schema.TextFields]uint32) float64 {
			w := 0.
			for f, n := range freq {
				if n > 0 {
					w += float64(n) / (.4 + .6*float64(length[f])/500)
				}
			}
			return k * w / (1.2 + w)
		}}
	}
	checked := 0
	for _, seg := range s.Postings().Segments() {
		list, err := listOf(seg, "und", "one")
		if err != nil {
			t.Fatal(err)
		}
		lengths, err := seg.AllLengths()
		if err != nil {
			t.Fatal(err)
		}
		if im := list.Impacts(saturation("a", 1), postings.ImpactsOnRepeat); im != nil {
			t.Error("there are impacts for the first search, which can do without")
		}
		for _, c := range []struct {
			of  *postings.Saturation
			old bool // those of the turn before
		}{{saturation("a", 1), false}, {saturation("a", 1), true}, {saturation("b", .01), false}} {
			old := list.KeptImpacts()
			im := list.Impacts(c.of, postings.ImpactsOnRepeat)
			if im == nil || (im == old) != c.old {
				t.Fatalf("key %v: impacts %p after %p", c.of.Key, im, old)
			}
			for i, v := range im.Values {
				doc := list.Docs()[i]
				count := c.of.Impact(list.Freq(i), [schema.TextFields]uint32{lengths[schema.Title][doc], lengths[schema.Deck][doc], lengths[schema.Body][doc]})
				bound := float64(v) * im.Step * (1 + 1e-12)
				if v == 0 || bound < count || bound > count*1.04+1.01*im.Step {
					t.Fatalf("%v is bounded by %d steps of %v", count, v, im.Step)
				}
				if b := im.Blocks[i/postings.ImpactBlock]; b < v {
					t.Fatalf("block %d has %d, and a posting of it %d", i/postings.ImpactBlock, b, v)
				}
				checked++
			}
			if most := slices.Max(im.Values); most != postings.MaxImpact {
				t.Errorf("the greatest impact is %d", most)
			}
		}
	}
	if checked < 2000 {
		t.Errorf("checked %d postings only", checked)
	}
	if list, err := listOf(s.Postings().Segments()[0], "und", "two"); err != nil || list.Impacts(saturation("a", 1), postings.ImpactsIfCached) == nil {
		t.Errorf("there are no impacts for the first search, which wants them: %v", err)
	}
}

// listOf returns the postings of a term in all text fields.
func listOf(s *postings.Segment, language, term string) (*postings.List, error) {
	w, err := s.Lookup(language, term, schema.Title, schema.Deck, schema.Body)
	if err != nil {
		return nil, err
	}
	return w.List()
}

// TestDerived holds that a derived list is kept under its name, and that a list
// of DerivedOnRepeat is built at its second request.
func TestDerived(t *testing.T) {
	x, _, err := index.Memory(t.Context(), seq(ingest.Article{ID: "a", Body: "one", Language: "en"}), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	seg := s.Postings().Segments()[0]
	built := 0
	build := func() (*postings.List, error) {
		built++
		return postings.NewList(seg, [schema.TextFields][]postings.Freq{schema.Body: {{Doc: 0, N: uint32(built)}}})
	}
	for _, c := range []struct {
		again          bool
		language, name string
		want           int // frequency; 0: no list
	}{
		{false, "en", "x", 1},
		{false, "en", "x", 1},
		{false, "fr", "x", 2},
		{true, "en", "y", 0},
		{true, "en", "y", 3},
		{true, "en", "y", 3},
		{true, "en", "x", 1},
	} {
		get := seg.Derived
		if c.again {
			get = seg.DerivedOnRepeat
		}
		l, err := get(c.language, c.name, []schema.TextField{schema.Body}, build)
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		if l != nil {
			got = int(l.Freq(0)[schema.Body])
		}
		if got != c.want {
			t.Errorf("%+v: got %d", c, got)
		}
	}
	if l, err := listOf(seg, "en", "x"); err != nil || l.Len() != 0 {
		t.Errorf("the term x is found in %d articles, %v: it is a name only", l.Len(), err)
	}
}

// TestBuildMerges holds that a new index is merged to one segment, and that no
// file of the others is left.
func TestBuildMerges(t *testing.T) {
	rounds.NotShort(t, "indexes 2,600 articles")
	r := rand.New(rand.NewPCG(1, 1))
	many := func(yield func(ingest.Article, error) bool) {
		for i := range 2600 {
			body := make([]byte, 0, 2000)
			for len(body) < 2000 {
				body = fmt.Appendf(body, "w%d ", r.IntN(2000))
			}
			if !yield(ingest.Article{ID: fmt.Sprint(i), Body: string(body), Language: "und"}, nil) {
				return
			}
		}
	}
	path := filepath.Join(t.TempDir(), "i")
	if _, err := index.Build(t.Context(), path, many, index.Options{}); err != nil {
		t.Fatal(err)
	}
	x, err := index.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if n := len(s.Postings().Segments()); n != 1 || s.Count() != 2600 {
		t.Errorf("%d articles in %d segments", s.Count(), n)
	}
	files, err := filesOf(path, ".zap")
	if err != nil || len(files) != 1 {
		t.Errorf("files %v, %v, want one", files, err)
	}
}

// filesOf returns the files in a folder that end so.
func filesOf(path, end string) (files []string, err error) {
	err = filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, end) {
			files = append(files, name)
		}
		return err
	})
	return files, err
}
