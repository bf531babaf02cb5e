package segment_test

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/blevesearch/vellum"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/ingest"
)

// TestLookUp holds that a lookup finds exactly the terms in the dictionary of a
// field, and checks few of its blocks.
func TestLookUp(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	word := func() string {
		b := make([]byte, 1+r.IntN(6))
		for i := range b {
			b[i] = "abcdefghij0123456789äß"[r.IntN(24)]
		}
		return strings.ToValidUTF8(string(b), "é")
	}
	var articles []ingest.Article
	for i := range 60 {
		var body strings.Builder
		for range 200 {
			body.WriteString(word() + " ")
			body.WriteRune(0x5000 + r.Int32N(0x1000)) // with more than 63 bytes behind the first
		}
		articles = append(articles, ingest.Article{ID: fmt.Sprint(i), Title: word(), Body: body.String(), Language: "und"})
	}
	path := filepath.Join(t.TempDir(), "i")
	if _, err := index.Build(t.Context(), path, each(articles), index.Options{}); err != nil {
		t.Fatal(err)
	}
	opened := smallBlocks(t, path)
	file := opened()
	terms := 0
	wide := false
	for _, field := range file.Fields {
		whole, err := file.OpenDictionary(field)
		if err != nil {
			t.Fatal(err)
		}
		sound, err := vellum.Load(whole.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		lazy := opened()
		d, err := lazy.OpenDictionary(field)
		if err != nil || uint64(sound.Len()) != d.Len() {
			t.Fatalf("field %s has %d terms, want %d, %v", field, d.Len(), sound.Len(), err)
		}
		compare := func(term string) {
			got, ok, err := d.Get(term)
			want, wantOK, werr := sound.Get([]byte(term))
			if err != nil || werr != nil || ok != wantOK || ok && got != want {
				t.Fatalf("field %s, term %q: %d %v %v, want %d %v %v", field, term, got, ok, err, want, wantOK, werr)
			}
		}
		before := countChecked(lazy.Blocks)
		compare("aa")
		if n := countChecked(lazy.Blocks) - before; n > 8 {
			t.Errorf("field %s: %d blocks were checked for one look-up", field, n)
		}
		w, err := lazy.Walk(field, nil, "zzz", "")
		if err == nil {
			_, err = w.Next()
		}
		if n := countChecked(lazy.Blocks) - before; err != nil || n > 16 {
			t.Errorf("field %s: %d blocks were checked for the first term of a walk, %v", field, n, err)
		}
		it, err := sound.Iterator(nil, nil)
		for ; err == nil; err = it.Next() {
			term, _ := it.Current()
			wide = wide || len(term) > 1 && term[0] == 0xE5 && term[1] == 0xBF
			for _, tried := range []string{string(term), string(term) + "a", string(term[:len(term)/2]), word()} {
				compare(tried)
			}
			terms++
		}
		compare("")
	}
	if terms < 5_000 || !wide {
		t.Errorf("looked up %d terms only", terms)
	}
}

// countChecked returns the number of blocks that were checked.
func countChecked(b *disk.Blocks) int {
	n := 0
	for i := range b.Count() {
		if b.IsChecked(i) {
			n++
		}
	}
	return n
}

// smallBlocks returns a function that opens the first segment of an index with
// blocks of 256 bytes, none of them checked.
func smallBlocks(t *testing.T, path string) func() *segment.File {
	t.Helper()
	x, err := index.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	name := s.Postings().Segments()[0].Path()
	if err := errors.Join(s.Close(), x.Close()); err != nil {
		t.Fatal(err)
	}
	generation := filepath.Dir(filepath.Dir(filepath.Dir(name))) // of gen-000001/bleve/store/….zap
	if err := os.Remove(filepath.Join(generation, disk.BlocksFile)); err != nil {
		t.Fatal(err)
	}
	files, err := disk.Disk{}.ListFiles(generation, 8, nil)
	if err != nil {
		t.Fatal(err)
	}
	return func() *segment.File {
		blocks, err := disk.OpenBlocks(generation, files)
		if err != nil {
			t.Fatal(err)
		}
		file, err := segment.Open(name, blocks[disk.SegmentName(name)])
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { file.Close() })
		return file
	}
}

func each(articles []ingest.Article) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}
}
