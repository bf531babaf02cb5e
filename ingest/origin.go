package ingest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// An Origin is what an article was made of: a file of its form that holds this
// article alone, so that the article can be made of it again ([Origin.Article]). Of
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

// originName is what messages call the file of an origin.
const originName = "the original"

// Article makes the raw article again, by the rules of today: what [FileSource]
// made of its input, with a Path and a File, and maybe an ID and a URL, that are
// not those of then.
func (o *Origin) Article(ctx context.Context) (Article, error) {
	extension := ""
	for _, f := range formats() {
		if f.name == o.Form {
			extension = f.extensions[0]
		}
	}
	if extension == "" {
		return Article{}, &InputError{File: originName, Problem: fmt.Sprintf("has a form that this newsdex does not read: %.40q", o.Form), Remedy: "use a newer newsdex"}
	}
	var found []Article
	var first error
	src := &FileSource{Fields: o.Fields, MaxArticle: max(len(o.Data)+1, defaultMaxArticle)}
	w := walk{
		ctx: ctx, source: src, skips: map[string]*Skipped{}, paths: map[string]bool{},
		yield: func(a Article, err error) bool {
			if err == nil {
				found = append(found, a)
			} else if first == nil {
				first = err
			}
			return len(found) < 2
		},
	}
	g := &guard{file: originName, most: int64(len(o.Data))}
	w.read(stream{r: bytes.NewReader(o.Data), name: "original" + extension, path: "original", file: originName, named: true, guard: g})
	switch {
	case ctx.Err() != nil:
		return Article{}, ctx.Err()
	case len(found) == 1:
	case first != nil:
		return Article{}, first
	default:
		return Article{}, &InputError{File: originName, Problem: fmt.Sprintf("holds %d articles, and held one", len(found)), Remedy: "read it from its source again"}
	}
	a := found[0]
	if o.Decoded != "" {
		a.Repairs = append(slices.Clip(a.Repairs), Repair{Kind: "charset", Detail: o.Decoded, Count: 1})
	}
	return a, nil
}

// Again makes the article again of its Origin, raw, for [Read]: by the rules of
// today, and with the ID and the place that it has, with its earlier revisions, and
// with what was put back into it. Without an Origin it is [Article.Raw]; so it is
// where the Origin gives an error, which is returned too.
func (a *Article) Again(ctx context.Context) (Article, error) {
	if a.Origin == nil {
		return a.Raw(), nil
	}
	b, err := a.Origin.Article(ctx)
	if err != nil {
		return a.Raw(), err
	}
	b.ID, b.Path, b.File = a.ID, a.Path, a.File
	b.Earlier, b.Restored, b.Origin = a.Earlier, a.Restored, a.Origin
	if b.URL == "" {
		b.URL = a.URL
	}
	return b, nil
}

// origin returns the origin of an article of which parts are the file; nil where
// nobody asked for it. The parts are copied.
func (in input) origin(form string, parts ...[]byte) *Origin {
	if !in.origins {
		return nil
	}
	return &Origin{Form: form, Data: slices.Concat(parts...), Decoded: in.decoded, Fields: in.fields.users}
}

// wholeOrigin is origin for the bytes of a whole file, which are not copied, or for
// what they were before they were decoded.
func (in input) wholeOrigin(form string, data []byte) *Origin {
	if !in.origins {
		return nil
	}
	if in.undecoded != nil {
		data = in.undecoded.Bytes()
	}
	return &Origin{Form: form, Data: data, Fields: in.fields.users}
}

// keepUndecoded has the bytes of a whole file kept that is decoded from a charset.
// They are as many as are read.
func (in input) keepUndecoded() input {
	in.undecoded = new(bytes.Buffer)
	in.r = bufio.NewReaderSize(io.TeeReader(in.r, in.undecoded), 64<<10)
	return in
}

// origin returns the origin of a record of JSON in a file of many.
func (d *jsonDecoder) origin(raw []byte) *Origin {
	if !d.in.origins {
		return nil
	}
	if !d.feed.on {
		return d.in.origin("JSON", []byte("["), raw, []byte("]\n"))
	}
	head, err := json.Marshal(map[string]string{"title": d.feed.title, "language": d.feed.language})
	if err != nil {
		return nil // of two strings there is none
	}
	head = append([]byte(`{"version":"https://jsonfeed.org/version/1.1",`), head[1:len(head)-1]...)
	return d.in.origin("JSON", head, []byte(`,"items":[`), raw, []byte("]}\n"))
}

// mostFeedHead is how much of the beginning of a feed is kept with each item.
const mostFeedHead = 16 << 10
