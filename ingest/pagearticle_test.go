package ingest

import (
	"github.com/newsdex/newsdex/ingest/internal/format"
)

// pageArticle makes a raw article from one page, like the format HTML.
func pageArticle(page []byte, url, contentType string) (Article, error) {
	r, err := format.ReadHTML(page, url, contentType)
	return articleOf(r), err
}
