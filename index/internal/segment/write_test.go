package segment

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	bleveindex "github.com/blevesearch/bleve_index_api"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// fileOf returns the file as which Bleve persists a segment.
func fileOf(t testing.TB, s any) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := s.(*memorySegment).WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), s.(*memorySegment).file.Data) {
		t.Error("Bleve persists other bytes than those in memory")
	}
	return b.Bytes()
}

// builderOf returns a builder of documents.
func builderOf(docs []*record.Document) *Builder {
	b := NewBuilder()
	for _, d := range docs {
		b.Add(d)
	}
	return b
}

// builtSegment returns the segment of a builder.
func builtSegment(t testing.TB, b *Builder) *memorySegment {
	t.Helper()
	s, size, err := b.segment(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if file := s.(*memorySegment).file.Data; size != uint64(len(file)-zap.FooterSize) {
		t.Fatalf("the segment says that it has %d bytes, and has %d", size, len(file)-zap.FooterSize)
	}
	return s.(*memorySegment)
}

// builtFile returns the file that newsdex makes of documents.
func builtFile(t testing.TB, docs []*record.Document) []byte {
	t.Helper()
	return fileOf(t, builtSegment(t, builderOf(docs)))
}

// sameBytes compares two files.
func sameBytes(t testing.TB, got, want []byte) {
	t.Helper()
	if bytes.Equal(got, want) {
		return
	}
	at := 0
	for at < min(len(got), len(want)) && got[at] == want[at] {
		at++
	}
	t.Errorf("byte %d of %d is another than in the file of %d bytes", at, len(got), len(want))
}

// randomPositions returns a term with random positions, few or many, some of which cover
// several.
func randomPositions(r *rand.Rand, text string) record.FieldTerm {
	term := record.FieldTerm{Text: text, Hash: uint32(len(text)) + 31*uint32(text[len(text)-1])}
	var at []record.Occurrence
	pos := int32(1 + r.IntN(1<<r.IntN(20)))
	wide := r.IntN(10) == 0
	for range 1 + r.IntN(1+r.IntN(30)) {
		o := record.Occurrence{Position: pos, Width: 1}
		if wide {
			o.Width += int32(r.IntN(3))
		}
		at = append(at, o)
		pos += int32(r.IntN(1 << r.IntN(12)))
	}
	var ok bool
	if term.Number, ok = record.PackOccurrences(at); !ok {
		term.Number, term.At = uint64(len(at)), at
	}
	return term
}

// randomDocuments returns documents; the same arguments give equal ones.
func randomDocuments(r *rand.Rand, n int) (docs []*record.Document) {
	zipf := rand.NewZipf(r, 1.3, 2, 5000)
	for i := range n {
		d := &record.Document{ID: fmt.Sprintf("%x-%d", r.IntN(1<<20), i)}
		if r.IntN(4) > 0 {
			d.Published = time.Unix(r.Int64N(1<<40)-1<<39, 0)
		}
		for _, name := range []string{"body.en", "title.en", "deck.en", "body.de", "title.fr", "outlet"} {
			if r.IntN(3) == 0 && name != "body.en" {
				continue
			}
			f := record.Field{Name: name, Options: bleveindex.IndexField | bleveindex.IncludeTermVectors, Length: r.IntN(100)}
			seen := map[string]bool{}
			for range r.IntN(40) {
				text := fmt.Sprintf("w%d", zipf.Uint64())
				if r.IntN(20) == 0 {
					text = fmt.Sprintf("ü%x\x00", r.IntN(1<<30))
				}
				if !seen[text] {
					seen[text] = true
					f.Terms = append(f.Terms, randomPositions(r, text))
				}
			}
			d.Add(f)
		}
		if r.IntN(5) > 0 {
			d.Add(record.TermField("language", "en", "en", "de", fmt.Sprint(r.IntN(500))))
		}
		if r.IntN(3) > 0 {
			f := record.Field{Name: schema.Sample, Options: bleveindex.IndexField}
			f.Mark(fmt.Sprint("outlet", r.IntN(3)), 1+r.IntN(1<<record.SampleBits))
			d.Add(f)
		}
		if r.IntN(8) > 0 {
			value := make([]byte, r.IntN(600))
			letters := uint32(1 + r.IntN(256)) // few are compressed, many are not
			for i := range value {
				value[i] = byte(r.Uint32N(letters))
			}
			d.Add(record.StoredField("record", value))
		}
		docs = append(docs, d)
	}
	return docs
}

// TestSegmentFile holds that the file of a segment says what its documents say: to newsdex
// and to zapx, for few documents and for enough to have several blocks in a list, and
// bitmaps with a bit for each document.
func TestSegmentFile(t *testing.T) {
	rounds.NotShort(t, "writes segments of thousands of documents")
	for _, n := range []int{1, 2, 17, 1023, 1025, rounds.Of(9000)} {
		docs := randomDocuments(rand.New(rand.NewPCG(1, uint64(n))), n)
		sameContent(t, builtFile(t, docs), docs)
	}
}

// TestSegmentFileOfArticles is TestSegmentFile for articles.
func TestSegmentFileOfArticles(t *testing.T) {
	var docs []*record.Document
	for a, err := range ingest.Read(t.Context(), ingest.Files("../../../testdata/articles"), ingest.Options{}) {
		if err == nil {
			a, err = record.Normalized(a)
		}
		if err != nil {
			continue
		}
		d, _, err := record.NewDocument(t.Context(), record.Record{Article: a})
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	if len(docs) == 0 {
		t.Fatal("no articles")
	}
	sameContent(t, builtFile(t, docs), docs)
}

// TestSegmentReplaces holds that the last of several documents with an ID replaces
// the others completely.
func TestSegmentReplaces(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	docs := randomDocuments(r, 300)
	for _, d := range docs {
		d.ID = fmt.Sprint(r.IntN(120))
	}
	var last []*record.Document
	for i, d := range docs {
		if !slices.ContainsFunc(docs[i+1:], func(o *record.Document) bool { return o.ID == d.ID }) {
			last = append(last, d)
		}
	}
	sameBytes(t, builtFile(t, docs), builtFile(t, last))
}

// TestSegmentJoins holds that builders which join make the file that one makes.
func TestSegmentJoins(t *testing.T) {
	docs := randomDocuments(rand.New(rand.NewPCG(5, 5)), 700)
	all := NewBuilder()
	for _, part := range [][]*record.Document{docs[:1], docs[1:1], docs[1:300], docs[300:]} {
		all.Join(builderOf(part))
	}
	sameBytes(t, fileOf(t, builtSegment(t, all)), builtFile(t, docs))
}

func TestSegmentStops(t *testing.T) {
	b := NewBuilder()
	for _, d := range randomDocuments(rand.New(rand.NewPCG(4, 4)), 10) {
		b.Add(d)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, _, err := b.segment(stopped, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func FuzzSegmentFile(f *testing.F) {
	f.Add(uint64(1), uint16(3))
	f.Add(uint64(2), uint16(1500))
	f.Fuzz(func(t *testing.T, seed uint64, n uint16) {
		docs := randomDocuments(rand.New(rand.NewPCG(seed, 0)), int(n)%2000+1)
		sameContent(t, builtFile(t, docs), docs)
	})
}
