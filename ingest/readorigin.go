package ingest

import (
	"bytes"
	"context"
	"fmt"
	"slices"
)

// originName is the name of an origin's file in messages.
const originName = "the original"

// readOrigin makes a raw article of an origin: the record that a walk made of
// its input, by the rules of today, with a Path and a File, and maybe an ID and a
// URL, that are not those of then.
func readOrigin(ctx context.Context, o *rawOrigin) (record, error) {
	f, ok := formatNamed(o.Form)
	if !ok {
		return record{}, &rawError{File: originName, Problem: fmt.Sprintf("has a form that this newsdex does not read: %.40q", o.Form), Remedy: "use a newer newsdex"}
	}
	var found []record
	var first error
	opts := walkOptions{Fields: o.Fields, MaxArticle: max(len(o.Data)+1, defaultMaxArticle)}
	w := walk{
		ctx: ctx, o: opts, skips: map[string]*passedOver{}, paths: map[string]bool{},
		yield: func(a record, err error) bool {
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
		return record{}, ctx.Err()
	case len(found) == 1:
	case first != nil:
		return record{}, first
	default:
		return record{}, &rawError{File: originName, Problem: fmt.Sprintf("holds %d articles, and held one", len(found)), Remedy: "read it from its source again"}
	}
	a := found[0]
	if o.Decoded != "" {
		a.Repairs = append(slices.Clip(a.Repairs), charsetRepair{Kind: "charset", Detail: o.Decoded, Count: 1})
	}
	return a, nil
}
