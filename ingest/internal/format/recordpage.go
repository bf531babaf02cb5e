package format

import (
	"cmp"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/htmltext"
)

// withHTML completes a record that also holds HTML: a whole page, or the article's part
// of a page. Values that the record lacks are taken from the HTML.
func withHTML(a Record, page string) Record {
	if !isPage(page) {
		a.Body = htmltext.Text(page)
		return a
	}
	b, err := ReadHTML([]byte(page), a.URL, "text/html; charset=utf-8")
	if err != nil {
		return a // the page has no text
	}
	b.ID, b.Retrieved = a.ID, a.Retrieved
	b.URL = cmp.Or(a.URL, b.URL)
	for _, v := range a.Found {
		if v.Refused != "" {
			b.found(v.Candidate)
		}
	}
	for _, f := range []struct {
		name       string
		ours, page *string
	}{
		{"title", &a.Title, &b.Title}, {"deck", &a.Deck, &b.Deck}, {"outlet", &a.Outlet, &b.Outlet},
		{"language", &a.Language, &b.Language}, {"section", &a.Section, &b.Section},
	} {
		if *f.ours != "" {
			*f.page = *f.ours
			b.prefer(f.name, *f.ours)
		}
	}
	if len(a.Authors) > 0 {
		b.Authors = a.Authors
		b.prefer("authors", strings.Join(a.Authors, ", "))
	}
	if len(a.Tags) > 0 {
		b.Tags = a.Tags
		b.prefer("tags", strings.Join(a.Tags, ", "))
	}
	if !a.Published.IsZero() {
		b.Published, b.PublishedLayout = a.Published, a.PublishedLayout
		b.prefer("published", a.settled("published"))
	}
	if !a.Updated.IsZero() {
		b.Updated, b.UpdatedLayout = a.Updated, a.UpdatedLayout
		b.prefer("updated", a.settled("updated"))
	}
	return b
}

// prefer notes that a field has the value given by the record around a page.
func (a *Record) prefer(field, value string) {
	for i := range a.Found {
		if a.Found[i].Field == field {
			a.Found[i].Chosen = false
		}
	}
	a.found(found.Candidate{Field: field, Value: value, Source: found.RecordField.Named(field), Chosen: true})
}
