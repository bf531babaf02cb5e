package segment

import (
	"fmt"
	"testing"

	blevedocument "github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/schema"
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
func zapDocument(b *testing.B, d *record.Document) bleveindex.Document {
	doc := blevedocument.NewDocument(d.ID)
	for _, f := range d.Fields {
		all := make(bleveindex.TokenFrequencies)
		for _, t := range f.Terms {
			tf := &bleveindex.TokenFreq{Term: []byte(t.Text)}
			if schema.HasPositions(f.Name) {
				spans, err := t.AppendSpans(nil)
				if err != nil {
					b.Fatal(err)
				}
				for _, s := range spans {
					tf.Locations = append(tf.Locations, &bleveindex.TokenLocation{Position: s.Pos, End: s.End})
				}
			}
			tf.SetFrequency(max(1, len(tf.Locations)))
			all[t.Text] = tf
		}
		doc.AddField(&zapField{field: f, freqs: all})
	}
	doc.AddIDField()
	doc.VisitFields(func(f bleveindex.Field) { f.Analyze() })
	return doc
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
		zapDocs = append(zapDocs, zapDocument(b, d))
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
