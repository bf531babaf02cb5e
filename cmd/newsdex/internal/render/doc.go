// Package render writes what the command prints as text: articles, hits, facets,
// notices, the totals of a run and the status of an index.
//
//	for i, h := range res.Hits {
//		render.Hit(out, offset+i+1, h)
//	}
//	render.Facets(out, res.Facets)
//
// Each function takes a [terminal.Output] for results or [terminal.Messages] for what is not a
// result, and wraps and colours as the terminal wants. What is not on a terminal is
// neither wrapped nor coloured.
//
// The JSON of articles, hits, facets and notices is that of package query/render,
// which a server can import too. [Totals] and [Status] are JSON of the command alone,
// beside their text.
package render
