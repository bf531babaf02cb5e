package main

import (
	"context"
	"hash/fnv"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/gold"
	"github.com/newsdex/newsdex/ingest/internal/phrase"
)

// A text is a labelled text to learn from.
type text struct {
	ingest.LabelledText
	fold     int           // of its site; -1 where it is of no fold
	lines    []phrase.Line // that are not blank, as the scorers see them
	labels   []ingest.Label
	examples []*example // of each of lines; nil where the label says nothing
	gone     []bool     // a rule takes the line out
}

// kind returns the kind of the text: see the names of kinds.
func (t *text) kind() string {
	if _, ok := kindWeights[t.Extractor]; ok {
		return t.Extractor
	}
	return extractors
}

// newText looks at the lines of a labelled text as the scorers do.
func newText(ctx context.Context, lt ingest.LabelledText) (*text, error) {
	t := &text{LabelledText: lt, fold: -1}
	body := lt.Body()
	gone, err := goneLines(ctx, ingest.Article{Body: body})
	if err != nil {
		return nil, err
	}
	number := 0
	for s := range strings.SplitSeq(body, "\n") {
		number++
		if s == "" {
			continue
		}
		t.lines = append(t.lines, phrase.Line{Text: s})
		label, out := lt.Lines[number-1].Label, gone[number]*2 > len(s)
		t.labels, t.gone = append(t.labels, label), append(t.gone, out)
		if label == ingest.Unclear {
			t.examples = append(t.examples, nil)
			continue
		}
		x := &example{junk: label == ingest.Junk, weight: 1}
		if out {
			x.weight = goneWeight
		}
		t.examples = append(t.examples, x)
	}
	phrase.MarkLines(t.lines, false)
	return t, nil
}

// foldOf returns the fold of a site.
func foldOf(site string) int {
	h := fnv.New32a()
	h.Write([]byte(site))
	return int(h.Sum32() % folds)
}

// siteFold returns the fold of the site of an address.
func siteFold(address string) int { return foldOf(gold.SiteOf(address)) }

// one is a source of one article.
type one ingest.Article

// Articles yields it.
func (a one) Articles(context.Context) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) { yield(ingest.Article(a), nil) }
}

// clock is the time of all cleaning, so that no date depends on the day of the training.
func clock() time.Time { return time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC) }

// unscored are the rules that ask no scorer.
var unscored = slices.DeleteFunc(ingest.DefaultRules(), func(r ingest.Rule) bool {
	return r.Name == "page-furniture" || r.Name == "stray-line"
})

// goneLines returns how many bytes of each line the rules that ask no scorer take out of
// a normalized article.
func goneLines(ctx context.Context, a ingest.Article) (map[int]int, error) {
	gone := map[int]int{}
	for a, err := range ingest.Read(ctx, one(a), ingest.Options{Rules: unscored, NoRepair: true, Now: clock}) {
		if err != nil {
			return nil, err
		}
		for _, r := range a.Removed {
			gone[r.Line] += len(r.Text)
		}
	}
	return gone, nil
}

// normalized returns an article as the first rule sees it: decoded, normalized and
// mended.
func normalized(ctx context.Context, raw ingest.Article) (ingest.Article, error) {
	var seen ingest.Article
	look := ingest.Rule{Name: "look", Find: func(t *ingest.Text) []ingest.Cut {
		seen = t.Article
		return nil
	}}
	for _, err := range ingest.Read(ctx, one(raw), ingest.Options{Rules: []ingest.Rule{look}, Now: clock}) {
		if err != nil {
			return ingest.Article{}, err
		}
	}
	return seen, nil
}
