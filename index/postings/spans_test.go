package postings_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// segmentedIndex returns the snapshot of an index on disk with several segments and
// deleted articles.
func segmentedIndex(t testing.TB) *index.Snapshot {
	t.Helper()
	r := rand.New(rand.NewPCG(5, 5))
	zipf := rand.NewZipf(r, 1.2, 3, 2000)
	text := func(n int) string {
		var b strings.Builder
		for range r.IntN(n) {
			fmt.Fprintf(&b, "w%d ", zipf.Uint64())
		}
		return b.String()
	}
	articles := func(from, to int) (as []ingest.Article) {
		for i := from; i < to; i++ {
			as = append(as, ingest.Article{ID: fmt.Sprint(i), Title: text(8), Deck: text(4), Body: text(400), Outlet: text(3), Published: time.Unix(r.Int64N(1<<33)*int64(i%3), 0), Language: "en"})
		}
		return as
	}
	path := filepath.Join(t.TempDir(), "i")
	if _, err := index.Build(t.Context(), path, seq(articles(0, 1500)...), index.Options{}); err != nil {
		t.Fatal(err)
	}
	x, err := index.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	if _, err := x.Update(t.Context(), seq(articles(1400, 1550)...), index.Options{Delete: []string{"17", "18", "1000"}}); err != nil {
		t.Fatal(err)
	}
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestPostings holds that the postings of every term of every field are those of the
// documents that hold it, and that the readers of positions read the same.
func TestPostings(t *testing.T) {
	rounds.NotShort(t, "reads every posting of an index in several ways")
	files, terms, spans := 0, 0, 0
	for _, s := range segmentedIndex(t).Postings().Segments() {
		files++
		reader, err := s.NewTermReader()
		if err != nil {
			t.Fatal(err)
		}
		for _, field := range s.Fields() {
			for term, err := range s.Terms(field, "", "") {
				if err != nil {
					t.Fatal(err)
				}
				terms++
				docs, err := s.Docs(field, term)
				if err != nil {
					t.Fatal(err)
				}
				var found []uint32
				at := map[uint32][]schema.Span{}
				err = reader.Postings(field, term, func(p postings.TermPosting) {
					found = append(found, p.Doc)
					at[p.Doc] = slices.Clone(p.Spans)
				})
				if err != nil || !slices.Equal(found, docs.ToArray()) {
					t.Fatalf("field %s, term %q: postings in %v, documents %v: %v", field, term, found, docs, err)
				}
				if !schema.HasPositions(field) {
					continue
				}
				for _, some := range []uint32{1, 7, 400} {
					r, err := s.SpanReader(field, term)
					if err != nil {
						t.Fatal(err)
					}
					for it := s.All().Iterator(); it.HasNext(); {
						doc := it.Next()
						if doc%some != 0 {
							continue
						}
						got, err := r.At(doc)
						if err != nil || !slices.Equal(got, at[doc]) || (len(got) > 0) != docs.Contains(doc) {
							t.Fatalf("field %s, term %q, document %d: %v %v, want %v", field, term, doc, got, err, at[doc])
						}
						spans += len(got)
					}
				}
			}
		}
	}
	if files < 2 || terms < 1000 || spans < 50_000 {
		t.Errorf("compared %d files, %d terms and %d spans only", files, terms, spans)
	}
}

// TestAmong holds that the postings of a word in some documents are those of its
// list, with the lengths of the fields that have it, and that the list is decoded
// for the second search.
func TestAmong(t *testing.T) {
	parts := 0
	for _, s := range segmentedIndex(t).Postings().Segments() {
		lengths, err := s.AllLengths()
		if err != nil {
			t.Fatal(err)
		}
		for i := range 60 {
			term := fmt.Sprint("w", i)
			among := s.All()
			for _, doc := range among.ToArray() {
				if doc%13 != uint32(i%13) {
					among.Remove(doc)
				}
			}
			w, err := s.Lookup("en", term, schema.Title, schema.Deck, schema.Body)
			if err != nil {
				t.Fatal(err)
			}
			some, err := w.Among(among)
			if err != nil {
				t.Fatal(err)
			}
			again, err := w.Among(among)
			if err != nil || again.IsPartial() {
				t.Fatalf("%s: a part for the second search: %v", term, err)
			}
			all := again
			if !some.IsPartial() {
				continue // few documents hold it
			}
			parts++
			n := 0
			for i, doc := range all.Docs() {
				if !among.Contains(doc) {
					continue
				}
				if n >= some.Len() || some.Docs()[n] != doc || some.Freq(n) != all.Freq(i) {
					t.Fatalf("%s: document %d is missing among %v", term, doc, some.Docs())
				}
				for f, tf := range some.Freq(n) {
					if tf > 0 && some.Length(schema.TextField(f), n) != lengths[f][doc] {
						t.Fatalf("%s, document %d: %s has the length %d, want %d", term, doc, schema.TextField(f), some.Length(schema.TextField(f), n), lengths[f][doc])
					}
				}
				n++
			}
			if n != some.Len() {
				t.Fatalf("%s: %d documents, want %d", term, some.Len(), n)
			}
		}
	}
	if parts < 50 {
		t.Errorf("%d parts only", parts)
	}
}

// freqsOf returns the frequencies of all postings of a list.
func freqsOf(l *postings.List) (all [][schema.TextFields]uint32) {
	for i := range l.Len() {
		all = append(all, l.Freq(i))
	}
	return all
}
