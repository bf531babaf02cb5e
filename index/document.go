package index

import (
	"fmt"
	"path/filepath"
	"time"

	"github.com/blevesearch/bleve/v2/document"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/ingest"
)

// normalized returns a as the index keeps it: with a file that means the same
// whatever the working directory is, and a language that has text fields.
func normalized(a ingest.Article) (ingest.Article, error) {
	if a.ID == "" {
		return a, fmt.Errorf("article %q: it has no ID", a.Title)
	}
	if a.File != "" && a.File != "-" {
		abs, err := filepath.Abs(a.File)
		if err != nil {
			return a, fmt.Errorf("article %s: %w", a.ID, err)
		}
		a.File = abs
	}
	for _, at := range []time.Time{a.Published, a.Updated} {
		if _, err := at.MarshalText(); err != nil {
			return a, fmt.Errorf("article %s: its date cannot be kept: %w", a.ID, err)
		}
		if year := at.UTC().Year(); year < 0 || year > 9999 {
			return a, fmt.Errorf("article %s: its date cannot be kept: in UTC it is in the year %d", a.ID, year)
		}
	}
	if a.Language == "" {
		a.Language, _ = analyze.Detect(a.Body, "")
	}
	return a, nil
}

// newDocument analyses an article that [normalized] returned, whose original has a
// key, or 0.
func newDocument(a ingest.Article, original uint32) (*document.Document, record, error) {
	lang := analyze.For(a.Language)
	rec := record{Article: a, Original: original}
	doc := document.NewDocument(a.ID)

	forms := newForms()
	defer forms.release()
	for i, text := range [TextFields]string{a.Title, a.Deck, a.Body} {
		if text == "" {
			continue
		}
		f := textField(TextField(i).In(lang.Code), lang, forms, text)
		rec.Lengths[i] = f.length
		if f.length > 0 {
			f.mark(lengthTerm, f.length)
		}
		doc.AddField(f)
	}

	if f := forms.field(lang.Code); f != nil {
		doc.AddField(f)
	}

	filter := analyze.For(FilterLanguage)
	if len(a.Authors) > 0 {
		doc.AddField(textField(FieldAuthor, filter, nil, a.Authors...))
	}
	if a.Outlet != "" {
		doc.AddField(textField(FieldOutlet, filter, nil, a.Outlet))
	}
	if a.URL != "" {
		doc.AddField(textField(FieldURL, filter, nil, a.URL))
	}
	if key := TitleKey(a.Title); key != "" {
		doc.AddField(termField(fieldTitleKey, key))
	}
	if names := columnValues(a.Authors); len(names) > 0 {
		doc.AddField(termField(FieldAuthorName, names...))
	}
	if names := columnValues([]string{a.Outlet}); len(names) > 0 {
		doc.AddField(termField(FieldOutletName, names...))
	}
	doc.AddField(termField(FieldAnalysis, lang.Code))
	if a.Language != "" {
		doc.AddField(termField(FieldLanguage, a.Language))
	}
	if !a.Published.IsZero() {
		doc.AddField(termField(FieldPublished, PublishedTerm(a.Published)))
		doc.AddField(dateField(a.Published))
	}
	if a.File != "" {
		doc.AddField(termField(FieldFile, a.File))
	}
	if a.Fingerprint != "" {
		doc.AddField(termField(FieldFingerprint, a.Fingerprint))
	}

	stored, err := rec.encode()
	if err != nil {
		return nil, rec, fmt.Errorf("article %s: %w", a.ID, err)
	}
	doc.AddField(storedField(fieldRecord, stored))
	return doc, rec, nil
}

// releaseDocument gives back what a document is made of, once it is in a segment.
func releaseDocument(doc *document.Document) {
	for _, f := range doc.Fields {
		if f, ok := f.(*field); ok {
			f.release()
		}
	}
}
