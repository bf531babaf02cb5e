package source

import (
	"context"
	"fmt"
	"slices"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/format"
)

// originName is the file name of an origin in messages.
const originName = "the original"

// Again reads a raw article again from its origin. It returns the record that a walk made
// of the same input, by the current rules. Path and File, and possibly ID and URL, differ
// from those of the first reading.
func Again(ctx context.Context, o *format.Origin) (format.Record, error) {
	f, ok := format.FormatNamed(o.Form)
	if !ok {
		return format.Record{}, &format.Error{File: originName, Problem: fmt.Sprintf("has a form that this newsdex does not read: %.40q", o.Form), Remedy: "use a newer newsdex"}
	}
	var found []format.Record
	var first error
	opts := Options{Fields: o.Fields, MaxArticle: max(len(o.Data)+1, DefaultMaxArticle)}
	m := Memory{Name: "original" + f.Extensions[0], Path: "original", File: originName, Data: o.Data}
	ReadMemory(ctx, m, opts, func(a format.Record, err error) bool {
		if err == nil {
			found = append(found, a)
		} else if first == nil {
			first = err
		}
		return len(found) < 2
	})
	switch {
	case ctx.Err() != nil:
		return format.Record{}, ctx.Err()
	case len(found) == 1:
	case first != nil:
		return format.Record{}, first
	default:
		return format.Record{}, &format.Error{File: originName, Problem: fmt.Sprintf("holds %d articles, and held one", len(found)), Remedy: "read it from its source again"}
	}
	a := found[0]
	if o.Decoded != "" {
		a.Repairs = append(slices.Clip(a.Repairs), charset.Repair{Kind: "charset", Detail: o.Decoded, Count: 1})
	}
	return a, nil
}
