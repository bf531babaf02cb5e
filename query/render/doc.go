// Package render defines the JSON of articles, hits, facets and notices: of what
// “newsdex clean --json” and “newsdex search --json” print, and of what a program
// that serves searches sends.
//
//	res, err := query.Search(ctx, x, q, query.Options{Limit: 10, Facets: facets})
//	if err != nil {
//		return err
//	}
//	for _, h := range res.Hits {
//		if err := render.Write(w, render.NewHit(h)); err != nil {
//			return err
//		}
//	}
//	return render.Write(w, render.NewFacets(res.Facets))
//
// [Article], [Hit], [Facets] and [Notice] are structs of what is shown, with names
// in lower case and dates as strings of the precision that the source gave. A list
// that is empty is [], never null. The struct [ingest.Article] is encoded in one place
// only, by package index, in a form that is stored and says all; that form is not for
// others.
//
// The package is public, beside the engine and not inside the command, because the
// command and a server must give the same JSON, and neither may import the other's
// internal packages. What an article or a hit is as text on a terminal is the
// command's own business (cmd/newsdex/internal/render).
package render
