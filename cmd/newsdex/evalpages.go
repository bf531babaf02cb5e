package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/newsdex/newsdex/ingest"
)

// A pageScore sums, over pages, the figures of the article extraction benchmark
// (github.com/scrapinghub/article-extraction-benchmark): precision and recall in groups
// of four words, and F1 of their means.
type pageScore struct {
	precision, recall float64
	junk, junkRemoved int // groups in the extractor's text outside the article; those that cleaning removed
	article, lost     int // groups of the article in the extractor's text; those that cleaning removed
	pages             int
}

// evalPages measures extraction and cleaning on pages whose articles are known. The
// pages are below dir.
func evalPages(ctx context.Context, reader *articleReader, dir string, r io.Reader, levels []ingest.Level) ([]cleaningFigures, error) {
	scores := make([]pageScore, len(levels))
	in := bufio.NewScanner(r)
	in.Buffer(nil, 64<<20)
	for number := 1; in.Scan(); number++ {
		var c struct{ ID, HTML, Text string }
		if err := json.Unmarshal(in.Bytes(), &c); err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		if !filepath.IsLocal(c.HTML) {
			return nil, fmt.Errorf("line %d: html is %q, and must be a file below %s", number, c.HTML, dir)
		}
		name := filepath.Join(dir, c.HTML)
		raw, err := pageText(ctx, reader, name, ingest.Off)
		if err != nil {
			return nil, err
		}
		for i, l := range levels {
			clean, err := pageText(ctx, reader, name, l)
			if err != nil {
				return nil, err
			}
			scores[i].add(fourGrams(c.Text), fourGrams(raw), fourGrams(clean))
		}
	}
	if err := in.Err(); err != nil {
		return nil, err
	}
	var figures []cleaningFigures
	for i, l := range levels {
		if s := &scores[i]; s.pages > 0 {
			figures = append(figures, cleaningFigures{"newsdex", l.String(), share(s.junkRemoved, s.junk), share(s.lost, s.article), s.f1(), s.pages})
		}
	}
	return figures, nil
}

// pageText returns the body of the article of a page, "" if there is none.
func pageText(ctx context.Context, reader *articleReader, name string, level ingest.Level) (string, error) {
	o := reader.options()
	o.Level = level
	body := ""
	for art, err := range ingest.Read(ctx, ingest.Files(name), o) {
		if err = cmp.Or(ctx.Err(), o.Check()); err != nil {
			return "", err
		}
		body += art.Body
	}
	return body, nil
}

// grams counts groups of words.
type grams map[string]int

var pageWord = regexp.MustCompile(`[\p{L}\p{N}_]+`)

// fourGrams counts the groups of four consecutive words in a text; a shorter text is
// one group.
func fourGrams(text string) grams {
	words := pageWord.FindAllString(text, -1)
	g := grams{}
	for i := range max(1, len(words)-3) {
		if gram := strings.Join(words[i:min(i+4, len(words))], " "); gram != "" {
			g[gram]++
		}
	}
	return g
}

// shared returns the number of groups that two texts share.
func (g grams) shared(h grams) int {
	n := 0
	for gram, k := range g {
		n += min(k, h[gram])
	}
	return n
}

func (g grams) size() int {
	n := 0
	for _, k := range g {
		n += k
	}
	return n
}

// add counts one page: the expected article, the extracted one and the cleaned one.
func (s *pageScore) add(want, raw, clean grams) {
	s.pages++
	found, kept := want.shared(raw), want.shared(clean)
	s.precision += ratio(kept, clean.size(), want.size() == 0)
	s.recall += ratio(kept, want.size(), clean.size() == 0)
	s.junk += raw.size() - found
	s.junkRemoved += max(raw.size()-found-(clean.size()-kept), 0)
	s.article += found
	s.lost += max(found-kept, 0)
}

func (s *pageScore) f1() float64 {
	if s.precision+s.recall == 0 {
		return 0
	}
	return 2 * s.precision * s.recall / (s.precision + s.recall) / float64(s.pages)
}

// ratio returns n/of. If of is 0, it returns 1 if right is set, else 0.
func ratio(n, of int, right bool) float64 {
	switch {
	case of > 0:
		return float64(n) / float64(of)
	case right:
		return 1
	}
	return 0
}

func share(n, of int) float64 { return ratio(n, of, false) }
