package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/gold"
)

// A maker makes up lines. The same seed makes the same.
type maker struct{ rng *rand.Rand }

func newMaker(seed uint64) maker { return maker{rand.New(rand.NewPCG(seed, 1))} }

var (
	proseWords = strings.Fields("the council said on monday that budget for harbour would rise after a long debate and mayor told reporters she had expected more from state in spring while fishermen of town doubt it will ever be enough to mend old wall before winter")
	menuWords  = strings.Fields("Home Sports Weather Account Gallery Puzzles Subscribe Newsletter Login Jobs Cars Deals Trending Videos Podcasts Recipes Horoscope Archive Shop Tickets")
)

func (m maker) words(from []string, n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = from[m.rng.IntN(len(from))]
	}
	return strings.Join(words, " ")
}

// sentence returns a sentence of n words.
func (m maker) sentence(n int) string { return capital(m.words(proseWords, n)) + "." }

// paragraph returns some sentences, of 120 bytes and more.
func (m maker) paragraph() string {
	return m.sentence(14+m.rng.IntN(8)) + " " + m.sentence(12+m.rng.IntN(12))
}

// writeJSON writes values, a line each.
func writeJSON(t *testing.T, name string, values []any) {
	t.Helper()
	var b strings.Builder
	for _, v := range values {
		line, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(line)
		b.WriteByte('\n')
	}
	writeGzip(t, name, b.String())
}

// writeGzip writes a packed file, and its folder.
func writeGzip(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	zw := gzip.NewWriter(f)
	if _, err := zw.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// madeData makes up a folder of data and returns its name.
func madeData(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var labelled, cases []any
	for page := range 48 {
		name, url := fmt.Sprintf("page%d", page), fmt.Sprintf("https://site%d.example/%d", page%12, page)
		for i, extractor := range []string{"html-text", "trafilatura", "dom_smoothie"} {
			labelled = append(labelled, map[string]any{
				"case": name, "extractor": extractor, "url": url, "lines": newMaker(uint64(100*page + i)).pageLines(extractor),
			})
		}
		cases = append(cases, map[string]any{"id": name, "url": url, "html": "none", "text": ""})
	}
	writeJSON(t, filepath.Join(dir, "lines", "docs.jsonl.gz"), labelled)
	writeJSON(t, filepath.Join(dir, "pages", "cases.jsonl.gz"), cases)

	var news []any
	for n := range 60 {
		m, outlet := newMaker(uint64(9000+n)), n%6
		text := fmt.Sprintf("%s\n%s\n%s\nThe desk of outlet %d thanks all who write letters", m.paragraph(), m.paragraph(), m.paragraph(), outlet)
		news = append(news, map[string]any{"url": fmt.Sprintf("https://outlet%d.example/%d", outlet, n), "title": m.words(proseWords, 6), "text": text})
	}
	writeJSON(t, filepath.Join(dir, "news", "articles.jsonl.gz"), news)

	var sentences strings.Builder
	m := newMaker(7)
	for n := range 40 {
		fmt.Fprintf(&sentences, "%s\t%s\n", []string{"de", "fr"}[n%2], m.sentence(8+n%7))
	}
	writeGzip(t, filepath.Join(dir, "languages", "europarl.tsv.gz"), sentences.String())
	return dir
}

// pageLines makes up the lines of a page, or the lines that an extractor leaves of it, with
// their labels.
func (m maker) pageLines(extractor string) [][2]any {
	const junk, article = 0, 1
	var lines [][2]any
	add := func(label any, s string) { lines = append(lines, [2]any{s, label}) }
	whole := extractor == "html-text"
	if whole {
		for range 6 + m.rng.IntN(6) {
			add(junk, m.words(menuWords, 1+m.rng.IntN(2)))
		}
	}
	add(nil, capital(m.words(proseWords, 7)))
	for i := range 5 + m.rng.IntN(5) {
		add(article, m.paragraph())
		switch {
		case i%3 == 1:
			add(article, capital(m.words(proseWords, 3)))
		case m.rng.IntN(3) == 0:
			add(junk, m.words(menuWords, 3))
		}
	}
	if !whole {
		add(junk, m.words(menuWords, 4))
		return lines
	}
	for range 8 + m.rng.IntN(8) {
		add(junk, capital(m.words(proseWords, 5)))
		add(junk, m.words(menuWords, 2))
	}
	return lines
}

// madePages returns pages of HTML for the extractors, one of a site that is not wanted.
func madePages(_ context.Context, without map[string]bool) ([]gold.AnnotatedPage, error) {
	var pages []gold.AnnotatedPage
	for n := range 8 {
		m := newMaker(uint64(700 + n))
		url := fmt.Sprintf("https://other%d.example/a", n)
		if n == 0 {
			url = "https://site1.example/a"
		}
		if without[gold.SiteOf(url)] {
			continue
		}
		var b strings.Builder
		fmt.Fprintf(&b, "<html><head><title>%s</title></head><body><nav><ul>", capital(m.words(proseWords, 6)))
		for range 8 {
			fmt.Fprintf(&b, "<li><a href=/x>%s</a></li>", m.words(menuWords, 2))
		}
		b.WriteString("</ul></nav><article>")
		for range 7 {
			fmt.Fprintf(&b, "<p>%s</p>", m.paragraph())
		}
		fmt.Fprintf(&b, "</article><footer><p>%s</p></footer></body></html>", m.words(menuWords, 4))
		pages = append(pages, gold.AnnotatedPage{URL: url, HTML: b.String()})
	}
	return pages, nil
}
