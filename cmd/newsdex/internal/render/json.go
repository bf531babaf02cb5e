package render

import (
	"io"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query"
	"github.com/newsdex/newsdex/query/render"
)

// JSON writes v as one line of JSON, in which <, > and & stand as they are.
func JSON(w io.Writer, v any) error { return render.Write(w, v) }

// ArticleJSON writes an article as a line of JSON.
func ArticleJSON(w io.Writer, a *ingest.Article) error { return JSON(w, render.NewArticle(a)) }

// HitsJSON writes each hit of a page as a line of JSON.
func HitsJSON(w io.Writer, res *query.Results) error {
	for _, h := range render.NewHits(res) {
		if err := JSON(w, h); err != nil {
			return err
		}
	}
	return nil
}

// FacetsJSON writes counts as a line of JSON.
func FacetsJSON(w io.Writer, counts []query.FacetCount) error {
	return JSON(w, render.NewFacets(counts))
}
