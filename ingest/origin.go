package ingest

import (
	"context"

	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

// Again makes an article again of its Origin, raw, for [Read]: by the rules of
// today, and with the ID and the place that it has, with its earlier revisions, and
// with what was put back into it. Without an Origin it is [Article.Raw]; so it is
// where the Origin gives an error, which is returned too.
func Again(ctx context.Context, a Article) (Article, error) {
	if a.Origin == nil {
		return a.Raw(), nil
	}
	r, err := source.Again(ctx, (*format.Origin)(a.Origin))
	if err != nil {
		return a.Raw(), inputError(err)
	}
	b := articleOf(r)
	b.ID, b.Path, b.File = a.ID, a.Path, a.File
	b.Earlier, b.Restored, b.Origin = a.Earlier, a.Restored, a.Origin
	if b.URL == "" {
		b.URL = a.URL
	}
	return b, nil
}

// An Origin is what an article was made of: a file of its form that holds this
// article alone, so that the article can be made of it again ([Again]). Of
// a text, a page or a Markdown file it is the file; of a record of many it is the
// record's bytes with what must stand around them: brackets, the header of a table,
// the beginning of a feed.
type Origin struct {
	// Form is the name of the file's form, as the package's documentation has it:
	// "HTML".
	Form string
	// Data are the bytes of the file.
	Data []byte `json:"-"`
	// Decoded says how the file of a record was decoded, as the [Repair] of its
	// article says it, "" where it was UTF-8. Data is UTF-8 then.
	Decoded string `json:",omitzero"`
	// Fields are the [FileSource].Fields that it was read with.
	Fields map[string][]string `json:",omitzero"`
}
