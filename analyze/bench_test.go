package analyze

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/registry"
	index "github.com/blevesearch/bleve_index_api"
)

// benchTexts returns the bodies of news articles: 500 of the development data if
// NEWSDEX_DATA is set, or else the five of testdata.
func benchTexts(b *testing.B) (texts []string, size int64) {
	b.Helper()
	if os.Getenv("NEWSDEX_DATA") != "" {
		readGzip(b, "news/articles.jsonl.gz", func(line string) {
			if len(texts) < 500 {
				var a struct{ Text string }
				if err := json.Unmarshal([]byte(line), &a); err != nil {
					b.Fatal(err)
				}
				texts = append(texts, a.Text)
			}
		})
	} else {
		files, err := filepath.Glob("../testdata/articles/*.txt")
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				b.Fatal(err)
			}
			texts = append(texts, string(data))
		}
	}
	for _, s := range texts {
		size += int64(len(s))
	}
	return texts, size
}

// BenchmarkTokens measures the analysis of English news by itself.
func BenchmarkTokens(b *testing.B) {
	texts, size := benchTexts(b)
	l := For("en")
	b.SetBytes(size)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for _, s := range texts {
			for t := range l.Tokens(s) {
				n += len(t.Term)
			}
		}
	}
	b.ReportMetric(float64(len(texts)), "articles/op")
}

// BenchmarkFloor measures the minimum work of any analysis: finding the ASCII words and
// reading each.
func BenchmarkFloor(b *testing.B) {
	texts, size := benchTexts(b)
	b.SetBytes(size)
	n := 0
	for b.Loop() {
		for _, s := range texts {
			for i := 0; i < len(s); {
				if !isWordByte[s[i]] {
					i++
					continue
				}
				p := i + 1
				for p < len(s) && isWordByte[s[p]] {
					p++
				}
				n += p - i
				i = p
			}
		}
	}
}

// BenchmarkBleve compares this package with Bleve's own English analyzer, through
// Bleve's interface, with and without the count of terms that an index needs.
func BenchmarkBleve(b *testing.B) {
	texts, size := benchTexts(b)
	inputs := make([][]byte, len(texts))
	for i, s := range texts {
		inputs[i] = []byte(s)
	}
	for _, name := range []string{"newsdex_en", en.AnalyzerName} {
		a, err := registry.NewCache().AnalyzerNamed(name)
		if err != nil {
			b.Fatal(err)
		}
		for _, count := range []bool{false, true} {
			b.Run(name+strings.Repeat("+frequencies", map[bool]int{true: 1}[count]), func(b *testing.B) {
				b.SetBytes(size)
				b.ReportAllocs()
				for b.Loop() {
					for _, in := range inputs {
						ts := a.Analyze(in)
						if count {
							analysis.TokenFrequency(ts, nil, index.IndexField)
						}
					}
				}
			})
		}
	}
}

// BenchmarkDetect measures the detection of a language.
func BenchmarkDetect(b *testing.B) {
	texts, _ := benchTexts(b)
	size := 0
	for _, s := range texts {
		size += min(len(s), maxDetected)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range texts {
			Detect(s, "")
		}
	}
}
