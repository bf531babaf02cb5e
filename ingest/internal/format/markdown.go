package format

import (
	"context"
	"iter"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/markdown"
)

// markdownFormat is an article in Markdown.
var markdownFormat = Format{
	Name: "Markdown", Extensions: []string{".md", ".markdown", ".mdown", ".mkd"}, Sniff: sniffMarkdown, Decode: decodeMarkdown,
	Whole: true,
}

// decodeMarkdown yields a whole file as one article: its text as a reader of the
// page sees it. Paragraphs become one line each, items of lists keep "- " or
// their number, pictures and the marks of links, emphasis and code go. A first
// heading of the first level is the title. Front matter (between "---", as YAML,
// or "+++", as TOML: lines of keys and values) has the fields of records.
//
// It reads CommonMark and GitHub's tables and strikethrough as far as text goes,
// in time in proportion to the file; of nested blocks only the marks are read.
func decodeMarkdown(_ context.Context, in Input) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		data, over, err := ReadUpTo(in.R, in.Limit)
		switch {
		case err != nil:
			yield(Record{}, in.ReadError(0, err))
			return
		case over:
			yield(Record{}, tooLong(in, 0))
			return
		case charset.IsBinary(data):
			yield(Record{}, ErrBinary)
			return
		}
		text, bad := charset.ValidUTF8(string(charset.DecodeBOM(data)))
		front, text := markdown.FrontMatter(text)
		a, _ := in.Fields.articleOf(front)
		m := markdown.NewMarkdown(text)
		a.Body = m.Text()
		if a.Title == "" {
			a.Title = m.Title
		} else if m.Title != "" && m.Title != a.Title {
			a.Body = m.Title + "\n\n" + a.Body
		}
		if strings.TrimSpace(a.Body) == "" && a.Title == "" {
			yield(Record{}, EmptyFile(in.File))
			return
		}
		if bad > 0 {
			a.Repairs = append(a.Repairs, charset.InvalidUTF8(bad))
		}
		a.Path, a.File, a.Origin = in.Path, in.File, in.wholeOrigin(data)
		yield(a, nil)
	}
}

// sniffMarkdown takes for Markdown what begins with front matter or with a
// heading.
func sniffMarkdown(head []byte) bool {
	text := strings.TrimLeft(string(head), "\n\r")
	if front, _ := markdown.FrontMatter(text); len(front) > 0 {
		return true
	}
	line, _, _ := strings.Cut(text, "\n")
	return strings.HasPrefix(line, "# ")
}
