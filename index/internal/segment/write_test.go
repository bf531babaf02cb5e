package segment

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	blevedocument "github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/ingest"
)

// A zapField is a field as zapx takes it.
type zapField struct {
	Batch // its other methods
	field record.Field
	freqs bleveindex.TokenFrequencies
}

func (f *zapField) Name() string { return f.field.Name }

func (f *zapField) Options() bleveindex.FieldIndexingOptions { return f.field.Options }

func (f *zapField) Value() []byte { return f.field.Value }

func (f *zapField) AnalyzedLength() int { return 1 }

func (f *zapField) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.freqs }

// zapDocument returns a document as zapx takes it.
func zapDocument(d *record.Document) bleveindex.Document {
	doc := blevedocument.NewDocument(d.ID)
	for _, f := range d.Fields {
		doc.AddField(&zapField{field: f, freqs: tokenFrequencies(f)})
	}
	doc.AddIDField()
	doc.VisitFields(func(f bleveindex.Field) { f.Analyze() })
	return doc
}

func tokenFrequencies(f record.Field) bleveindex.TokenFrequencies {
	all := make(bleveindex.TokenFrequencies)
	for _, t := range f.Terms {
		tf := &bleveindex.TokenFreq{Term: []byte(t.Text)}
		first, _ := splitNumber(t.Number)
		if t.At != nil {
			first = t.Number
			l := &bleveindex.TokenLocation{Position: int(t.At[0].Position), End: int(t.At[0].Width)}
			for i := 1; i < len(t.At); i++ {
				diff := uint64(t.At[i].Position-t.At[i-1].Position) << 1
				if t.At[i].Width == 1 {
					l.ArrayPositions = append(l.ArrayPositions, diff)
				} else {
					l.ArrayPositions = append(l.ArrayPositions, diff|1, uint64(t.At[i].Width))
				}
			}
			tf.Locations = []*bleveindex.TokenLocation{l}
		}
		tf.SetFrequency(int(first))
		all[t.Text] = tf
	}
	return all
}

// zapxFile returns the file that zapx makes of documents.
func zapxFile(t testing.TB, docs []*record.Document) []byte {
	t.Helper()
	var all []bleveindex.Document
	for _, d := range docs {
		all = append(all, zapDocument(d))
	}
	s, _, err := new(zap.ZapPlugin).New(all)
	if err != nil {
		t.Fatal(err)
	}
	return fileOf(t, s)
}

func fileOf(t testing.TB, s any) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := s.(*zap.SegmentBase).WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// builtFile returns the file that newsdex makes of documents.
func builtFile(t testing.TB, docs []*record.Document) []byte {
	t.Helper()
	b := NewBuilder()
	for _, d := range docs {
		b.Add(d)
	}
	s, size, err := b.segment(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	file := fileOf(t, s)
	if size != uint64(len(file)-zap.FooterSize) {
		t.Fatalf("the segment says that it has %d bytes, and has %d", size, len(file)-zap.FooterSize)
	}
	return file
}

// sameFile compares two files byte by byte, but for the order of a field's
// sections, which zapx leaves to chance, the second numbers of postings, which zapx
// has from the length of a field, and the checksum of all.
func sameFile(t testing.TB, got, want []byte) {
	t.Helper()
	sameBytes(t, joinedFile(t, got), want)
}

// sameBytes is like sameFile, but compares the second numbers of postings too.
func sameBytes(t testing.TB, got, want []byte) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("the file has %d bytes, and zapx's has %d", len(got), len(want))
		return
	}
	for _, file := range [][]byte{got, want} {
		footer := file[len(file)-zap.FooterSize:]
		index := binary.BigEndian.Uint64(footer[20:])
		r := disk.Reader{Data: file[index:]}
		for range r.Number() {
			field := disk.Reader{Data: file[binary.BigEndian.Uint64(r.Bytes(8)):]}
			field.Bytes(field.Number())
			field.Number()
			sections := field.Bytes(field.Number() * 10)
			var sorted [][]byte
			for s := range slices.Chunk(sections, 10) {
				sorted = append(sorted, bytes.Clone(s))
			}
			slices.SortFunc(sorted, bytes.Compare)
			copy(sections, slices.Concat(sorted...))
			if field.Bad || r.Bad {
				t.Fatal("the fields cannot be read")
			}
		}
		clear(footer[len(footer)-4:])
	}
	if !bytes.Equal(got, want) {
		at := 0
		for got[at] == want[at] {
			at++
		}
		t.Errorf("byte %d of %d is another than zapx's", at, len(got))
	}
}

// randomDocuments returns documents; the same arguments give equal ones.
func randomDocuments(r *rand.Rand, n int) (docs []*record.Document) {
	zipf := rand.NewZipf(r, 1.3, 2, 5000)
	for i := range n {
		d := &record.Document{ID: fmt.Sprintf("%x-%d", r.IntN(1<<20), i)}
		for _, name := range []string{"body.en", "title.en", "body.de", "outlet"} {
			if r.IntN(3) == 0 && name != "body.en" {
				continue
			}
			f := record.Field{Name: name, Options: bleveindex.IndexField | bleveindex.IncludeTermVectors}
			seen := map[string]bool{}
			for range r.IntN(60) {
				text := fmt.Sprintf("w%d", zipf.Uint64())
				if r.IntN(20) == 0 {
					text = fmt.Sprintf("ü%x\x00", r.IntN(1<<30))
				}
				if seen[text] {
					continue
				}
				seen[text] = true
				f.Mark(text, r.IntN(1<<r.IntN(61)))
				if r.IntN(4) == 0 {
					var at []record.Occurrence
					for p := range 1 + r.IntN(30) {
						at = append(at, record.Occurrence{Position: int32(p<<r.IntN(2) + len(at)<<7), Width: int32(1 + r.IntN(2))})
					}
					f.Terms[len(f.Terms)-1].Number = uint64(len(at))
					f.Terms[len(f.Terms)-1].At = at
				}
			}
			d.Add(f)
		}
		if r.IntN(5) > 0 {
			d.Add(record.TermField("language", "en", "en", "de"))
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

// TestSegmentFile holds that the file of a segment is zapx's, byte for byte, but for
// the second numbers of postings, which TestZapFile has zapx read: for few
// documents, and for enough to have postings in several chunks and bitmaps with a
// bit for each document.
func TestSegmentFile(t *testing.T) {
	rounds.NotShort(t, "writes segments of thousands of documents")
	for _, n := range []int{1, 2, 17, 1023, 1025, rounds.Of(9000)} {
		docs := randomDocuments(rand.New(rand.NewPCG(1, uint64(n))), n)
		sameFile(t, builtFile(t, docs), zapxFile(t, docs))
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
	sameFile(t, builtFile(t, docs), zapxFile(t, docs))
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
	sameFile(t, builtFile(t, docs), zapxFile(t, last))
}

// TestSegmentJoins holds that builders which join make the file that one makes.
func TestSegmentJoins(t *testing.T) {
	docs := randomDocuments(rand.New(rand.NewPCG(5, 5)), 700)
	all := NewBuilder()
	for _, part := range [][]*record.Document{docs[:1], docs[1:1], docs[1:300], docs[300:]} {
		b := NewBuilder()
		for _, d := range part {
			b.Add(d)
		}
		all.Join(b)
	}
	s, _, err := all.segment(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	sameFile(t, fileOf(t, s), zapxFile(t, docs))
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
		sameFile(t, builtFile(t, docs), zapxFile(t, docs))
	})
}

func FuzzAppendRoaring(f *testing.F) {
	f.Add(uint64(1), 10, uint8(10))
	f.Add(uint64(2), 70_000, uint8(17))
	f.Add(uint64(3), 3, uint8(32))
	f.Fuzz(func(t *testing.T, seed uint64, n int, bits uint8) {
		r := rand.New(rand.NewPCG(seed, 0))
		all := roaring.New()
		for range max(1, n%100_000) {
			all.Add(uint32(r.Uint64N(1 << (bits%32 + 1))))
		}
		want, err := all.ToBytes()
		if err != nil {
			t.Fatal(err)
		}
		if got := appendRoaring(nil, all.ToArray()); !bytes.Equal(got, want) {
			t.Errorf("the bitmap of %d documents is not roaring's", all.GetCardinality())
		}
	})
}

// benchDocuments returns the documents of English articles.
func benchDocuments(b *testing.B, texts []string) (docs []*record.Document) {
	for i, text := range texts {
		d, _, err := record.NewDocument(b.Context(), record.Record{Article: ingest.Article{ID: fmt.Sprint(i), Body: text, Language: "en"}})
		if err != nil {
			b.Fatal(err)
		}
		docs = append(docs, d)
	}
	return docs
}

// BenchmarkSegment measures making a segment of documents, newsdex beside zapx. It
// does not measure making the documents.
func BenchmarkSegment(b *testing.B) {
	texts, size := benchTexts(b)
	docs := benchDocuments(b, texts)
	var zapDocs []bleveindex.Document
	for _, d := range docs {
		zapDocs = append(zapDocs, zapDocument(d))
	}
	run := func(name string, make func() error) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				if err := make(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	run("newsdex", func() error {
		builder := NewBuilder()
		for _, d := range docs {
			builder.Add(d)
		}
		_, _, err := builder.segment(b.Context(), nil)
		return err
	})
	run("zapx", func() error {
		_, _, err := new(zap.ZapPlugin).New(zapDocs)
		return err
	})
}
