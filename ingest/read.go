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

// Options say how [Read] cleans. The zero value is ready to use.
type Options struct {
	// Rules find what is not the article, in order; nil means DefaultRules().
	Rules []Rule
	// Level says how much the rules may take out; the zero value is Normal.
	Level Level
	// Without names rules that are not to run: see [Options.Check].
	Without []string
	// Templates, if not nil, are the lines that outlets put on their pages:
	// those that it knows when the reading begins are taken out, by a rule
	// "template" after all others. Nothing is learned: see
	// [Templates.Observe].
	Templates *Templates
	// NoRepair leaves damage in the text: entities, wrapped lines and the
	// like. It is normalized all the same.
	NoRepair bool
	// Detect names the language of a cleaned text as an ISO 639 code;
	// declared is what the source said, "" if nothing. nil believes the
	// source. It is called from one goroutine at a time.
	Detect func(text, declared string) string
	// Now is the clock by which a date lies in the future; nil means
	// time.Now.
	Now func() time.Time
}

// Read yields the articles of src, cleaned, in the order of src. An error
// belongs to one input (see [InputError]) and the sequence goes on, until src
// ends or ctx is done; then the last element is ctx.Err(). The sequence can be
// ranged over as often as src's can. Options that make no sense are the only
// element: the error of [Options.Check].
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
		var t Text // its memory serves one article after the other
		for a, err := range src.Articles(ctx) {
			if err == nil {
				a = decode(a)
				a = normalize(a, o.NoRepair)
				if err = checkLines(a); err == nil {
					at := now()
					a = refuseDates(a, at) // so that a date in the text is looked for
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

// Clean returns one raw article as [Read] cleans it, with the error of Read.
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

// checkLines returns an [*InputError] for an article of too many lines.
func checkLines(a Article) error {
	if n := strings.Count(a.Body, "\n"); n < plain.MaxLines {
		return nil
	}
	return &InputError{File: cmp.Or(a.File, a.Path, a.ID, a.URL, "an article"),
		Problem: fmt.Sprintf("has more than %d lines, the limit of one article", plain.MaxLines),
		Remedy:  "split it: one article to a text file, or to a line of a .jsonl file"}
}

// clean is the fourth stage: it takes out what the rules find, then sorts what is
// left into title, deck and body.
func clean(a Article, rules []Rule, level Level) Article {
	return cleanText(&Text{}, a, rules, level)
}

// cleanText is clean with a Text that was used before.
func cleanText(t *Text, a Article, rules []Rule, level Level) Article {
	t.level = level
	t.set(a)
	for _, r := range rules {
		t.apply(r)
	}
	return t.article()
}
