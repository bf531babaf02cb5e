package index

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest"
)

// TestImpacts holds that impacts are made for the second search that asks, are
// never less than what they bound, nor a step more, and belong to one key.
func TestImpacts(t *testing.T) {
	var articles []ingest.Article
	for i := range 500 {
		articles = append(articles, ingest.Article{ID: fmt.Sprint(i), Body: "one", Language: "und"})
	}
	x, _, err := Memory(t.Context(), seq(articles...), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	list, err := s.Segments()[0].List("und", "one", Body)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for turn, key := range []string{"a", "a", "a", "b"} {
		counts := make([]float64, list.Len())
		for i := range counts {
			counts[i] = r.ExpFloat64()
		}
		counts[7] = 0
		old := list.from.impacts.Load()
		im := list.Impacts(key, func(i int) float64 { return counts[i] })
		switch {
		case turn == 0:
			if im != nil {
				t.Error("there are impacts for the first search")
			}
			continue
		case turn == 2:
			if im != old {
				t.Error("impacts are made again for the same key")
			}
			continue
		}
		if want := slices.Max(counts) / MaxImpact; im.Step != want {
			t.Errorf("a step of %v, want %v", im.Step, want)
		}
		for i, v := range im.Values {
			bound := float64(v) * im.Step * (1 + 1e-12)
			if v == 0 || bound < counts[i] || bound > counts[i]+1.001*im.Step {
				t.Fatalf("%v is bounded by %d steps of %v", counts[i], v, im.Step)
			}
			if b := im.Blocks[i/ImpactBlock]; b < v {
				t.Fatalf("block %d has %d, and a posting of it %d", i/ImpactBlock, b, v)
			}
		}
	}
}

// TestMade holds that a list that a search made is kept under its name, and one
// that can be done without is made when it is asked for again.
func TestMade(t *testing.T) {
	x, _, err := Memory(t.Context(), seq(ingest.Article{ID: "a", Body: "one", Language: "en"}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	seg := s.Segments()[0]
	built := 0
	build := func() (*List, error) {
		built++
		return NewList(seg, [TextFields][]Freq{Body: {{Doc: 0, N: uint32(built)}}})
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
		get := seg.Made
		if c.again {
			get = seg.MadeAgain
		}
		l, err := get(c.language, c.name, []TextField{Body}, build)
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		if l != nil {
			got = int(l.Freq(0)[Body])
		}
		if got != c.want {
			t.Errorf("%+v: got %d", c, got)
		}
	}
	if l, err := seg.List("en", "x", Body); err != nil || l.Len() != 0 {
		t.Errorf("the term x is found in %d articles, %v: it is a name only", l.Len(), err)
	}
}

// TestBuildMerges holds that a new index is merged to one segment, and that no
// file of the others is left.
func TestBuildMerges(t *testing.T) {
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
	if _, err := Build(t.Context(), path, many, Options{}); err != nil {
		t.Fatal(err)
	}
	x, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if n := len(s.Segments()); n != 1 || s.Count() != 2600 {
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
