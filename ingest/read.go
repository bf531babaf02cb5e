package ingest

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// Options control how [Read] cleans. The zero value is ready to use.
type Options struct {
	// Rules find the text outside the article, in order; nil means DefaultRules().
	Rules []Rule
	// Level limits what the rules may take out; the zero value is Normal.
	Level Level
	// Without names rules that do not run: see [Options.Check].
	Without []string
	// Templates, if not nil, holds the lines that outlets put on their pages. The lines
	// that it knows when the reading begins are taken out by a rule "template" after
	// all others. Nothing is learned: see [Templates.Observe].
	Templates *Templates
	// NoRepair leaves damage such as entities and wrapped lines in the text, which is
	// still normalized.
	NoRepair bool
	// Detect returns the language of a cleaned text as an ISO 639 code. Its argument
	// declared is the language that the source declared, "" if none. A nil Detect
	// accepts the declared language. Detect is called from one goroutine at a time.
	Detect func(text, declared string) string
	// Now is the clock that decides whether a date lies in the future; nil means
	// time.Now.
	Now func() time.Time
}

// Read yields the articles of src, cleaned, in the order of src. An error belongs to
// one input (see [InputError]), and the sequence goes on until src ends or ctx is done;
// in that case the last element is ctx.Err(). The sequence can be ranged over as often
// as src's. If the options are invalid, the only element is the error of
// [Options.Check].
func Read(ctx context.Context, src Source, o Options) iter.Seq2[Article, error] {
	rules, err := o.rules()
	if err != nil {
		return func(yield func(Article, error) bool) { yield(Article{}, err) }
	}
	now := o.Now
	if now == nil {
		now = time.Now
	}
	return func(yield func(Article, error) bool) {
		var t Text // its memory is reused from one article to the next
		for a, err := range src.Articles(ctx) {
			if err == nil {
				a = decode(a)
				a = normalize(a, o.NoRepair)
				if err = checkLines(a); err == nil {
					at := now()
					a = refuseDates(a, at) // so that the rules look for a date in the text
					a = cleanText(&t, a, rules, o.Level)
					if len(a.Restored) > 0 {
						a = a.RestoreAgain(nil)
					}
					a = refuseDates(a, at)
					a = identify(a, o.Detect)
				}
			}
			if err != nil {
				a = Article{}
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

// Clean cleans one raw article as [Read] does, with the same errors.
func Clean(a Article, o Options) (cleaned Article, err error) {
	for cleaned, err = range Read(context.Background(), single{a}, o) {
	}
	return cleaned, err
}

// A single is the source of one article.
type single struct{ Article }

// Articles implements [Source].
func (s single) Articles(context.Context) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) { yield(s.Article, nil) }
}

// checkLines returns an [*InputError] if the article has too many lines.
func checkLines(a Article) error {
	if n := strings.Count(a.Body, "\n"); n < plain.MaxLines {
		return nil
	}
	return &InputError{File: cmp.Or(a.File, a.Path, a.ID, a.URL, "an article"),
		Problem: fmt.Sprintf("has more than %d lines, the limit of one article", plain.MaxLines),
		Remedy:  "split it: one article to a text file, or to a line of a .jsonl file"}
}

// clean is the fourth stage: it takes out the text that the rules find, then divides
// the rest into title, deck and body.
func clean(a Article, rules []Rule, level Level) Article {
	return cleanText(&Text{}, a, rules, level)
}

// cleanText is like clean but reuses the memory of a Text.
func cleanText(t *Text, a Article, rules []Rule, level Level) Article {
	t.level = level
	t.set(a)
	for _, r := range rules {
		t.apply(r)
	}
	return t.article()
}
