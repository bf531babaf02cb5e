package ingest

import (
	"context"
	"iter"
)

// Options say how [Read] cleans. The zero value is ready to use.
type Options struct {
	// Rules find what is not the article, in order; nil means DefaultRules().
	Rules []Rule
	// NoClean leaves all text in the article: no rule runs.
	NoClean bool
	// Detect names the language of a cleaned text as an ISO 639 code;
	// declared is what the source said, "" if nothing. nil believes the
	// source. It is called from one goroutine at a time.
	Detect func(text, declared string) string
}

// Read yields the articles of src, cleaned, in the order of src. An error
// belongs to one input (see [InputError]) and the sequence goes on, until src
// ends or ctx is done; then the last element is ctx.Err(). The sequence can be
// ranged over as often as src's can.
func Read(ctx context.Context, src Source, o Options) iter.Seq2[Article, error] {
	rules := o.Rules
	switch {
	case o.NoClean:
		rules = nil
	case rules == nil:
		rules = defaultRules
	}
	return func(yield func(Article, error) bool) {
		for a, err := range src.Articles(ctx) {
			if err == nil {
				a = decode(a)
				a = normalize(a)
				a = clean(a, rules)
				a = identify(a, o.Detect)
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

// normalize is the second stage: Normalize for the body, the same on one line
// for every other text.
func normalize(a Article) Article {
	a.Body = Normalize(a.Body)
	for _, s := range []*string{&a.Title, &a.Deck, &a.Outlet} {
		*s = oneLine(*s)
	}
	if len(a.Authors) > 0 {
		authors := make([]string, len(a.Authors))
		for i, s := range a.Authors {
			authors[i] = oneLine(s)
		}
		a.Authors = authors
	}
	return a
}

// clean is the third stage: it takes out what the rules find, then sorts what is
// left into title, deck and body.
func clean(a Article, rules []Rule) Article {
	t := newText(a)
	for _, r := range rules {
		t.apply(r)
	}
	return t.article()
}
