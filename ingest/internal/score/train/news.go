package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/gold"
	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/score"
)

// A line that stands in repeatsOften articles of an outlet is junk, and one in
// repeatsOnce unclear.
const (
	repeatsOften = 4
	repeatsOnce  = 2
)

// A repeats is, by outlet, in how many articles a line stands.
type repeats map[string]map[string]int

// add counts the lines of an article.
func (r repeats) add(a ingest.Article) {
	site := gold.SiteOf(a.URL)
	if r[site] == nil {
		r[site] = map[string]int{}
	}
	seen := map[string]bool{}
	for s := range strings.SplitSeq(a.Body, "\n") {
		if s != "" && !seen[s] {
			seen[s] = true
			r[site][s]++
		}
	}
}

// readNews reads the articles of the news: it counts their words, and makes texts of some.
func (set *trainingSet) readNews(ctx context.Context, from source) error {
	articles, err := readArticles(ctx, from.news)
	if err != nil {
		return err
	}
	r, bodies := repeats{}, map[string]bool{}
	for _, a := range articles {
		if !bodies[a.Body] {
			bodies[a.Body] = true
			r.add(a)
		}
	}
	set.counts = r.countWords()
	n := newsTexts{articles, r}
	if set.news, err = n.take(ctx, set.everyNews, true); err != nil {
		return err
	}
	if set.bodies, err = n.take(ctx, set.everyBody, false); err != nil {
		return err
	}
	set.second, err = n.take(ctx, set.everySecond, false)
	return err
}

// readArticles reads a file of articles and normalizes them.
func readArticles(ctx context.Context, file string) ([]ingest.Article, error) {
	var articles []ingest.Article
	for raw, err := range ingest.Files(file).Articles(ctx) {
		if err != nil {
			return nil, err
		}
		a, err := normalized(ctx, raw)
		if err != nil {
			return nil, err
		}
		articles = append(articles, a)
	}
	if len(articles) == 0 {
		return nil, fmt.Errorf("%s holds no article: name a file of articles with -news", file)
	}
	return articles, nil
}

// countWords counts the words of paragraphs that stand in one article of their outlet,
// and of the lines that repeat.
func (r repeats) countWords() wordCounts {
	c := wordCounts{}
	for site, lines := range r {
		junk, article := map[string]bool{}, map[string]bool{}
		for s, n := range lines {
			sh := score.ShapeOf(s)
			switch {
			case n >= repeatsOften:
				junk[s] = true
			case n < repeatsOnce && sh.IsParagraph():
				article[s] = true
			}
		}
		c.add(site, true, junk)
		c.add(site, false, article)
	}
	return c
}

// newsTexts are articles of which texts are made.
type newsTexts struct {
	articles []ingest.Article // normalized
	repeats  repeats
}

// take makes texts of one article in so many and, if more are wanted, of some of those
// with lines that repeat and that the tables of phrases do not know. A line is junk if a
// rule takes it out or if it repeats.
func (n *newsTexts) take(ctx context.Context, every int, more bool) ([]*text, error) {
	var out []*text
	for i, a := range n.articles {
		repeats := n.repeats[gold.SiteOf(a.URL)]
		take := (i+1)%every == 0
		if more && !take && (i+1)%3 == 0 {
			for s := range strings.SplitSeq(a.Body, "\n") {
				take = take || repeats[s] >= repeatsOften && phrase.MarkOf(s, plain.FoldPhrase(nil, s)).Kind == phrase.NoKind
			}
		}
		if !take {
			continue
		}
		gone, err := goneLines(ctx, a)
		if err != nil {
			return nil, err
		}
		lt := ingest.LabelledText{Extractor: newsText}
		number := 0
		for s := range strings.SplitSeq(a.Body, "\n") {
			number++
			label := ingest.ArticleLine
			switch times := repeats[s]; {
			case gone[number]*2 > len(s), times >= repeatsOften:
				label = ingest.Junk
			case times >= repeatsOnce:
				label = ingest.Unclear
			}
			lt.Lines = append(lt.Lines, ingest.LabelledLine{Text: s, Label: label})
		}
		t, err := newText(ctx, lt)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}
