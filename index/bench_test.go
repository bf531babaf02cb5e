package index

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/analyze"
)

// benchTexts are English news texts of some 2 KB: of the file of JSON Lines that
// NEWSDEX_NEWS names, or the articles of testdata.
func benchTexts(b *testing.B) (texts []string, size int64) {
	add := func(text string) {
		for len(text) >= 2048 && len(texts) < 2000 {
			part := strings.ToValidUTF8(text[:2048], "")
			text = text[2048:]
			texts = append(texts, part)
			size += int64(len(part))
		}
	}
	if name := os.Getenv("NEWSDEX_NEWS"); name != "" {
		f, err := os.Open(name)
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		s := bufio.NewScanner(f)
		s.Buffer(nil, 16<<20)
		for s.Scan() {
			var a struct{ Text string }
			if err := json.Unmarshal(s.Bytes(), &a); err != nil {
				b.Fatal(err)
			}
			add(a.Text)
		}
		return texts, size
	}
	names, err := filepath.Glob("../testdata/articles/*.txt")
	if err != nil || len(names) == 0 {
		b.Fatal("no articles", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		add(strings.ToValidUTF8(string(text), ""))
	}
	return texts, size
}

// BenchmarkField measures analysis as Bleve asks for it, a document's field with
// its token frequencies and locations: newsdex's own field beside Bleve's text
// field with its analyzer for English. As in an index that is written, the
// fields of a batch are there at one time, and newsdex's are then given back. One
// operation is all texts; allocations are reported for all of them.
func BenchmarkField(b *testing.B) {
	texts, size := benchTexts(b)
	const batch = 100
	run := func(name string, field func(text string) document.Field, release func(document.Field)) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			fields := make([]document.Field, 0, batch)
			for b.Loop() {
				for part := range slices.Chunk(texts, batch) {
					for _, text := range part {
						f := field(text)
						f.Analyze()
						if len(f.AnalyzedTokenFrequencies()) == 0 {
							b.Fatal("no tokens")
						}
						fields = append(fields, f)
					}
					for _, f := range fields {
						release(f)
					}
					clear(fields)
					fields = fields[:0]
				}
			}
			b.ReportMetric(float64(len(texts)), "texts/op")
		})
	}
	lang := analyze.For("en")
	run("newsdex", func(text string) document.Field { return textField("body.en", lang, nil, text) },
		func(f document.Field) { f.(*field).release() })
	analyzer := bleve.NewIndexMapping().AnalyzerNamed(en.AnalyzerName)
	run("bleve", func(text string) document.Field {
		return document.NewTextFieldCustom("body", nil, []byte(text), bleveindex.IndexField|bleveindex.IncludeTermVectors, analyzer)
	}, func(document.Field) {})
}
