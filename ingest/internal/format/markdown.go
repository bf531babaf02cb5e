package format

import (
	"context"
	"iter"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/markdown"
)

// markdownFormat reads an article in Markdown.
var markdownFormat = Format{
	Name: "Markdown", Extensions: []string{".md", ".markdown", ".mdown", ".mkd"}, Sniff: sniffMarkdown, Decode: decodeMarkdown,
	Whole: true,
}

// decodeMarkdown yields a whole file as one article, with the text that a reader of the
// rendered page sees. Each paragraph becomes one line. List items keep "- " or their
// number. Pictures and the marks of links, emphasis and code are dropped. If the first
// heading is of the first level, it is the title. Front matter (between "---", as YAML,
// or "+++", as TOML: lines of keys and values) has the fields of records.
//
// It reads the text of CommonMark and of GitHub's tables and strikethrough, in time
// linear in the size of the file. Of nested blocks it reads only the marks.
func decodeMarkdown(_ context.Context, in Input) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		data, err := in.wholeFile(ReadUpTo(in.R, in.Limit))
		if err != nil {
			yield(Record{}, err)
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

// sniffMarkdown accepts text that begins with front matter or with a heading.
func sniffMarkdown(head []byte) bool {
	text := strings.TrimLeft(string(head), "\n\r")
	if front, _ := markdown.FrontMatter(text); len(front) > 0 {
		return true
	}
	line, _, _ := strings.Cut(text, "\n")
	return strings.HasPrefix(line, "# ")
}
