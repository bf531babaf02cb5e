// Package render defines the JSON of articles, hits, facets and notices, for
// programs that serve searches. The commands “newsdex clean --json” and “newsdex
// search --json” print it.
//
//	res, err := query.Search(ctx, x, q, query.Options{Limit: 10, Facets: facets})
//	if err != nil {
//		return err
//	}
//	for _, h := range render.NewHits(res) {
//		if err := render.Write(w, h); err != nil {
//			return err
//		}
//	}
//	return render.Write(w, render.NewFacets(res.Facets))
//
// [Article], [Hit], [Facets] and [Notice] have the members that are shown, with
// names in lower case. Dates are strings with the precision of the source. An empty
// list is [], never null. Package index encodes [ingest.Article] in a form of its
// own, which is complete, and which other programs should not read.
//
// The package is public because the command and a server must write the same JSON,
// and neither may import the other's internal packages. Package
// cmd/newsdex/internal/render has the text of articles and hits on a terminal.
package render
