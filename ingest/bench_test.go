package ingest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sample is some 4 MB of news text: the example articles, each with a number in it so
// that no two are copies.
func sample(b *testing.B) []string {
	b.Helper()
	names, err := filepath.Glob("../testdata/articles/*.txt")
	if err != nil || len(names) == 0 {
		b.Fatal("no articles", err)
	}
	var bodies []string
	for i := range 1000 {
		data, err := os.ReadFile(names[i%len(names)])
		if err != nil {
			b.Fatal(err)
		}
		bodies = append(bodies, strings.Replace(string(data), "OpenAI", fmt.Sprintf("OpenAI %d", i), 1))
	}
	return bodies
}

func BenchmarkReadSlice(b *testing.B) {
	var src slice
	n := 0
	for _, body := range sample(b) {
		src = append(src, Article{Body: body})
		n += len(body)
	}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Read(b.Context(), src, Options{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkReadJSONLines(b *testing.B) {
	var buf bytes.Buffer
	for i, body := range sample(b) {
		fmt.Fprintf(&buf, "{\"id\":\"%d\",\"title\":\"Title %d\",\"date\":\"2025-02-11\",\"text\":%q}\n", i, i, Normalize(body))
	}
	b.SetBytes(int64(buf.Len()))
	b.ReportAllocs()
	for b.Loop() {
		s := Files("-")
		s.Stdin = bytes.NewReader(buf.Bytes())
		for _, err := range Read(b.Context(), s, Options{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkReadText reads a folder of text files, an article each.
func BenchmarkReadText(b *testing.B) {
	dir := b.TempDir()
	n := 0
	for i, body := range sample(b) {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.txt", i)), []byte(body), 0o600); err != nil {
			b.Fatal(err)
		}
		n += len(body)
	}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Read(b.Context(), Files(dir), Options{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkNormalize(b *testing.B) {
	body := strings.Join(sample(b), "\n")
	for _, c := range []struct{ name, text string }{{"normal", Normalize(body)}, {"spaces", strings.ReplaceAll(body, ". ", ".  ")}, {"nbsp", strings.ReplaceAll(body, ". ", ".\u00a0")}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				Normalize(c.text)
			}
		})
	}
}

// BenchmarkReadNews reads a corpus of scraped articles, its first 16 MB.
func BenchmarkReadNews(b *testing.B) {
	dir := os.Getenv("NEWSDEX_DATA")
	if dir == "" {
		b.Skip("NEWSDEX_DATA does not name the folder of measuring data")
	}
	f, err := os.Open(filepath.Join(dir, "news", "articles.jsonl.gz"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	data, err := io.ReadAll(io.LimitReader(zr, 16<<20))
	if err != nil {
		b.Fatal(err)
	}
	data = data[:bytes.LastIndexByte(data, '\n')+1]
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		s := Files("-")
		s.Stdin = bytes.NewReader(data)
		for _, err := range Read(b.Context(), s, Options{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
