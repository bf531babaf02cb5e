package ingest

import (
	"context"

	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

// Again makes a raw article from its Origin again, for [Read], with the present
// decoder. The article keeps its ID and path, its earlier revisions and its restored
// text. Without an Origin the result is [Article.Raw]. So it is if the Origin gives an
// error, which is returned too.
func Again(ctx context.Context, a Article) (Article, error) {
	if a.Origin == nil {
		return a.Raw(), nil
	}
	r, err := source.Again(ctx, (*format.Origin)(a.Origin))
	if err != nil {
		return a.Raw(), inputError(err)
	}
	b := articleOf(r)
	b.ID, b.Path, b.File, b.Source, b.Place = a.ID, a.Path, a.File, a.Source, a.Place
	b.Earlier, b.Restored, b.Origin, b.Digest = a.Earlier, a.Restored, a.Origin, a.Digest
	if b.URL == "" {
		b.URL = a.URL
	}
	return b, nil
}

// An Origin is a file of one format that holds a single article, from which the article
// can be made again ([Again]). For a text, a page or a Markdown file it is the file.
// For one record of many it is the record's bytes with the syntax required around them:
// brackets, the header of a table, the beginning of a feed.
type Origin struct {
	// Form is the name of the file's format in the package's documentation: "HTML".
	Form string
	// Data are the bytes of the file.
	Data []byte `json:"-"`
	// Decoded says how the file of a record was decoded, in the words of the article's
	// [Repair]; "" if it was UTF-8. Data is then UTF-8.
	Decoded string `json:",omitzero"`
	// Fields are the [FileSource].Fields with which it was read.
	Fields map[string][]string `json:",omitzero"`
}
