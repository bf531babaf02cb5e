package main

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// An augmenter makes labelled texts for training out of others: the furniture of labelled
// pages around articles of the news, with lists, tables, interviews and poems in them. So
// the scorer learns to leave in an article whatever may stand in one.
type augmenter struct {
	rng    *rand.Rand
	bodies [][]string // articles: their lines

	pages, extracts furniture
}

// newAugmenter returns an augmenter without anything to make texts of.
func newAugmenter() *augmenter { return &augmenter{rng: rand.New(rand.NewPCG(3, 2))} }

// body returns the lines of an article, often with blocks in it.
func (g *augmenter) body() []string {
	lines := g.bodies[g.rng.IntN(len(g.bodies))]
	lines = append([]string{}, lines[:min(len(lines), 4+g.rng.IntN(50))]...)
	switch g.rng.IntN(12) {
	case 0: // wrapped
		lines = wrapLines(lines, 60+g.rng.IntN(40))
	case 1: // sentence by sentence
		var split []string
		for _, s := range lines {
			for _, p := range plain.Sentences(s) {
				split = append(split, s[p.Start:p.End])
			}
		}
		lines = split
	}
	for range []int{0, 0, 1, 1, 2, 3}[g.rng.IntN(6)] {
		at := g.rng.IntN(len(lines) + 1)
		switch g.rng.IntN(6) {
		case 0, 1:
			at = len(lines)
		case 2:
			at = min(1, len(lines))
		}
		b := g.block()
		lines = append(lines[:at:at], append(b, lines[at:]...)...)
	}
	return lines
}

// text returns a labelled text of a kind: an article alone, in the furniture of a page, or
// with the lines that extractors leave around and in it.
func (g *augmenter) text(kind string) ingest.LabelledText {
	var lines []ingest.LabelledLine
	for _, s := range g.body() {
		lines = append(lines, ingest.LabelledLine{Text: s, Label: ingest.ArticleLine})
	}
	set := map[string]*furniture{madePage: &g.pages, madeExtract: &g.extracts}[kind]
	if set != nil && len(set.heads) > 0 {
		if len(set.inside) > 0 {
			for range g.rng.IntN(3) {
				run := set.inside[g.rng.IntN(len(set.inside))]
				at := g.rng.IntN(len(lines) + 1)
				lines = slices.Concat(lines[:at], run, lines[at:])
			}
		}
		if g.rng.IntN(4) > 0 {
			lines = slices.Concat(set.heads[g.rng.IntN(len(set.heads))], lines)
		}
		if g.rng.IntN(4) > 0 {
			lines = slices.Concat(lines, set.tails[g.rng.IntN(len(set.tails))])
		}
	}
	return ingest.LabelledText{Extractor: kind, Lines: lines}
}

// texts returns as many texts of each kind as the mix has.
func (g *augmenter) texts(ctx context.Context, m mix) ([]*text, error) {
	var out []*text
	if len(g.bodies) == 0 {
		return nil, nil
	}
	for _, kind := range []struct {
		name string
		n    int
	}{{madePage, m.pages}, {madeAlone, m.alone}, {madeExtract, m.extracts}} {
		g.rng = rand.New(rand.NewPCG(3, uint64(kind.n)))
		for range kind.n {
			t, err := newText(ctx, g.text(kind.name))
			if err != nil {
				return nil, err
			}
			out = append(out, t)
		}
	}
	return out, nil
}

// add adds the article of a text and its furniture.
func (g *augmenter) add(t *text) {
	g.addBody(t)
	switch t.kind() {
	case htmlText, otherPage:
		g.pages.add(t)
	case domSmoothie: // wrapped
	default:
		g.extracts.add(t)
	}
}

// addBody adds the article of a text.
func (g *augmenter) addBody(t *text) {
	var lines []string
	for i, x := range t.examples {
		if x != nil && !x.junk && !t.gone[i] {
			lines = append(lines, t.lines[i].Text)
		}
	}
	if len(lines) > 2 {
		g.bodies = append(g.bodies, lines)
	}
}

// addLanguages adds so many articles of each language, made of its sentences.
func (g *augmenter) addLanguages(sentences map[string][]string, articles int) {
	for _, code := range slices.Sorted(maps.Keys(sentences)) {
		s := sentences[code]
		for range articles {
			var lines []string
			for range 5 + g.rng.IntN(15) {
				p := s[g.rng.IntN(len(s))]
				for range g.rng.IntN(3) {
					p += " " + s[g.rng.IntN(len(s))]
				}
				lines = append(lines, plain.OneLine(p))
			}
			g.bodies = append(g.bodies, lines)
		}
	}
}

// A furniture is the lines that stand around and in articles.
type furniture struct{ heads, tails, inside [][]ingest.LabelledLine }

// add takes the furniture of a labelled text.
func (f *furniture) add(t *text) {
	var lines []ingest.LabelledLine
	first, end := -1, -1
	for i, l := range t.labels {
		lines = append(lines, ingest.LabelledLine{Text: t.lines[i].Text, Label: l})
		if l == ingest.ArticleLine {
			if first < 0 {
				first = i
			}
			end = i + 1
		}
	}
	if first < 0 {
		return
	}
	f.heads = append(f.heads, lines[:first])
	f.tails = append(f.tails, lines[end:])
	for i := first; i < end; {
		j := i
		for lines[j].Label == ingest.Junk {
			j++
		}
		if j > i {
			f.inside = append(f.inside, lines[i:j])
		}
		i = j + 1
	}
}

// wrapLines breaks lines at a width.
func wrapLines(lines []string, width int) []string {
	var out []string
	for _, s := range lines {
		line := ""
		for w := range strings.FieldsSeq(s) {
			if len(line)+len(w) > width && line != "" {
				out = append(out, line)
				line = ""
			}
			line = strings.TrimPrefix(line+" "+w, " ")
		}
		out = append(out, line)
	}
	return out
}
