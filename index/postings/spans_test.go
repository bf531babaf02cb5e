package postings_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// zapIndex returns the snapshot of an index on disk with several segments and
// deleted articles.
func zapIndex(t testing.TB) *index.Snapshot {
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
			as = append(as, ingest.Article{ID: fmt.Sprint(i), Title: text(8), Deck: text(4), Body: text(400), Outlet: text(3), Language: "en"})
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

// TestZapFile holds that a segment's file is read as zapx reads it: the
// documents, frequencies and spans of every term of every field.
func TestZapFile(t *testing.T) {
	rounds.NotShort(t, "reads every posting of an index in two ways")
	files, terms, spans := 0, 0, 0
	for _, s := range zapIndex(t).Postings().Segments() {
		if s.File() == nil {
			t.Fatal("a segment on disk has no file")
		}
		files++
		through := s.ThroughZapx()
		for _, field := range s.Fields() {
			for term, err := range s.Terms(field, "", "") {
				if err != nil {
					t.Fatal(err)
				}
				terms++
				got, freqs, err := s.Decode(field, term)
				want, wantFreqs, werr := through.Decode(field, term)
				if err != nil || werr != nil {
					t.Fatal(err, werr)
				}
				if !slices.Equal(got, want) || !slices.Equal(freqs, wantFreqs) {
					t.Fatalf("field %s, term %q: %d postings %v, want %d: %v", field, term, len(got), got, len(want), want)
				}
				gotDocs, err := s.Docs(field, term)
				wantDocs, werr := through.Docs(field, term)
				if err != nil || werr != nil || !gotDocs.Equals(wantDocs) || !slices.Equal(gotDocs.ToArray(), got) {
					t.Fatalf("field %s, term %q: documents %v %v, want %v %v", field, term, gotDocs, err, wantDocs, werr)
				}
				if !strings.Contains(field, ".en") || strings.HasPrefix(field, schema.Forms) || term == schema.LengthTerm {
					continue
				}
				for _, some := range []uint32{1, 7, 400} {
					among := s.All()
					for _, doc := range among.ToArray() {
						if doc%some != 0 {
							among.Remove(doc)
						}
					}
					got, err := s.SpanReader(field, term)
					want, werr := through.SpanReader(field, term)
					if err != nil || werr != nil {
						t.Fatal(err, werr)
					}
					for it := among.Iterator(); it.HasNext(); {
						doc := it.Next()
						g, err := got.At(doc)
						w, werr := want.At(doc)
						if err != nil || werr != nil || !slices.Equal(g, w) || (len(w) > 0) != gotDocs.Contains(doc) {
							t.Fatalf("field %s, term %q, document %d: %v %v, want %v %v", field, term, doc, g, err, w, werr)
						}
						spans += len(g)
					}
				}
			}
		}
	}
	if files < 2 || terms < 1000 || spans < 50_000 {
		t.Errorf("compared %d files, %d terms and %d spans only", files, terms, spans)
	}
}

// FuzzZapTerm holds that decoding damaged postings gives an error or other postings,
// and never reads beyond them.
func FuzzZapTerm(f *testing.F) {
	s := zapIndex(f).Postings().Segments()[0]
	file := s.File()
	dictionary, err := file.OpenDictionary(schema.Body.In("en"))
	if err != nil {
		f.Fatal(err)
	}
	for _, term := range []string{"w0", "w7", "w900", schema.LengthTerm} {
		at, ok, err := dictionary.Get(term)
		if err != nil || !ok {
			f.Fatalf("%q: %v %v", term, ok, err)
		}
		f.Add(at, uint16(3), uint64(0), uint64(0))
		f.Add(at, uint16(0), at, uint64(0xff))
	}
	f.Fuzz(func(t *testing.T, at uint64, far uint16, place, flip uint64) {
		damaged := segment.File{Size: file.Size, Data: file.Data}
		if flip != 0 {
			damaged.Data = slices.Clone(file.Data)
			place = min(at, uint64(len(damaged.Data)-8)) + place%64
			if place+8 <= uint64(len(damaged.Data)) {
				b := damaged.Data[place:]
				binary.LittleEndian.PutUint64(b, binary.LittleEndian.Uint64(b)^flip)
			}
		}
		term, err := damaged.TermAt(at)
		if err != nil {
			return
		}
		var d segment.Decoded
		if term.Decode(&d) != nil {
			return
		}
		if term.Docs == nil {
			return
		}
		if term.Freqs.Docs == 0 {
			return
		}
		spans := postings.NewSpanReader(term)
		for i := 0; i < len(d.Docs); i += 1 + int(far) {
			if _, err := spans.At(d.Docs[i]); err != nil {
				return
			}
		}
	})
}

// TestAmong holds that the postings of a word in some documents are those of its
// list, with the lengths of the fields that have it, and that the list is decoded
// for the second search.
func TestAmong(t *testing.T) {
	parts := 0
	for _, s := range zapIndex(t).Postings().Segments() {
		lengths, err := s.AllLengths()
		if err != nil {
			t.Fatal(err)
		}
		through := s.ThroughZapx()
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
			all, err := listOf(through, "en", term)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(all.Docs(), again.Docs()) || !slices.Equal(freqsOf(all), freqsOf(again)) || !slices.Equal(all.Blocks(), again.Blocks()) {
				t.Fatalf("%s: %v is decoded, and %v through zapx", term, again.Docs(), all.Docs())
			}
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
