package ingest

import (
	"bytes"
	"context"
	"fmt"
	"slices"
)

// Again makes an article again of its Origin, raw, for [Read]: by the rules of
// today, and with the ID and the place that it has, with its earlier revisions, and
// with what was put back into it. Without an Origin it is [Article.Raw]; so it is
// where the Origin gives an error, which is returned too.
func Again(ctx context.Context, a Article) (Article, error) {
	if a.Origin == nil {
		return a.Raw(), nil
	}
	b, err := readOrigin(ctx, a.Origin)
	if err != nil {
		return a.Raw(), err
	}
	b.ID, b.Path, b.File = a.ID, a.Path, a.File
	b.Earlier, b.Restored, b.Origin = a.Earlier, a.Restored, a.Origin
	if b.URL == "" {
		b.URL = a.URL
	}
	return b, nil
}

// originName is the name of an origin's file in messages.
const originName = "the original"

// readOrigin makes a raw article of an origin: the article that [FileSource] made of
// its input, by the rules of today, with a Path and a File, and maybe an ID and a
// URL, that are not those of then.
func readOrigin(ctx context.Context, o *Origin) (Article, error) {
	f, ok := formatNamed(o.Form)
	if !ok {
		return Article{}, &InputError{File: originName, Problem: fmt.Sprintf("has a form that this newsdex does not read: %.40q", o.Form), Remedy: "use a newer newsdex"}
	}
	var found []Article
	var first error
	src := &FileSource{Fields: o.Fields, MaxArticle: max(len(o.Data)+1, defaultMaxArticle)}
	w := walk{
		ctx: ctx, source: src, skips: map[string]*Skipped{}, paths: map[string]bool{},
		yield: func(a Article, err error) bool {
			if err == nil {
				found = append(found, a)
			} else if first == nil {
				first = err
			}
			return len(found) < 2
		},
	}
	g := &guard{file: originName, most: int64(len(o.Data))}
	w.read(stream{r: bytes.NewReader(o.Data), name: "original" + f.extensions[0], path: "original", file: originName, named: true, guard: g})
	switch {
	case ctx.Err() != nil:
		return Article{}, ctx.Err()
	case len(found) == 1:
	case first != nil:
		return Article{}, first
	default:
		return Article{}, &InputError{File: originName, Problem: fmt.Sprintf("holds %d articles, and held one", len(found)), Remedy: "read it from its source again"}
	}
	a := found[0]
	if o.Decoded != "" {
		a.Repairs = append(slices.Clip(a.Repairs), Repair{Kind: "charset", Detail: o.Decoded, Count: 1})
	}
	return a, nil
}
