package segment

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	blevedocument "github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/internal/record"
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
	names, err := filepath.Glob("../../../testdata/articles/*.txt")
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

// BenchmarkField measures the work on a text before it is in a segment:
// newsdex's field, taken into the batch that a segment is made of, beside Bleve's
// text field with its analyzer for English. One operation is all texts; allocations
// are reported for all of them.
func BenchmarkField(b *testing.B) {
	texts, size := benchTexts(b)
	run := func(name string, all func()) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				all()
			}
			b.ReportMetric(float64(len(texts)), "texts/op")
		})
	}
	lang := analyze.For("en")
	run("newsdex", func() {
		builder := NewBuilder()
		d := new(record.Document)
		for i, text := range texts {
			d.ID = strconv.Itoa(i)
			d.Add(d.Counter.TextField(b.Context(), "body.en", lang, nil, text))
			builder.Add(d)
			d.Fields = d.Fields[:0]
			d.Counter.Reset()
		}
		if builder.Len() != len(texts) {
			b.Fatal("texts are missing")
		}
	})
	analyzer := bleve.NewIndexMapping().AnalyzerNamed(en.AnalyzerName)
	run("bleve", func() {
		for _, text := range texts {
			f := blevedocument.NewTextFieldCustom("body", nil, []byte(text), bleveindex.IndexField|bleveindex.IncludeTermVectors, analyzer)
			f.Analyze()
			if len(f.AnalyzedTokenFrequencies()) == 0 {
				b.Fatal("no tokens")
			}
		}
	})
}
