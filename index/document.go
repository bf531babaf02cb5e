package index

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"time"

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

// A document is an article as it is indexed.
type document struct {
	id     string
	fields []field // no two of a name

	counter counter
	forms   forms
}

// unusedDocuments have memory for the next ones.
var unusedDocuments = sync.Pool{New: func() any { return new(document) }}

// newDocument analyses an article that [normalized] returned, whose original has a
// key, or 0. [document.release] gives it back. The error is ctx's, when that is done
// before a long one is.
func newDocument(ctx context.Context, a ingest.Article, original uint32) (*document, record, error) {
	lang := analyze.For(a.Language)
	rec := record{Article: a, Original: original}
	d := unusedDocuments.Get().(*document)
	d.id = a.ID

	for i, text := range [TextFields]string{a.Title, a.Deck, a.Body} {
		if text == "" {
			continue
		}
		f := d.counter.textField(ctx, TextField(i).In(lang.Code), lang, &d.forms, text)
		rec.Lengths[i] = f.length
		if f.length > 0 {
			f.mark(lengthTerm, f.length)
		}
		d.add(f)
	}
	d.fields = d.forms.appendField(d.fields, lang.Code)

	filter := analyze.For(FilterLanguage)
	if len(a.Authors) > 0 {
		d.add(d.counter.textField(ctx, FieldAuthor, filter, nil, a.Authors...))
	}
	if a.Outlet != "" {
		d.add(d.counter.textField(ctx, FieldOutlet, filter, nil, a.Outlet))
	}
	if a.URL != "" {
		d.add(d.counter.textField(ctx, FieldURL, filter, nil, a.URL))
	}
	if key := TitleKey(a.Title); key != "" {
		d.add(termField(fieldTitleKey, key))
	}
	if names := columnValues(a.Authors); len(names) > 0 {
		d.add(termField(FieldAuthorName, names...))
	}
	if names := columnValues([]string{a.Outlet}); len(names) > 0 {
		d.add(termField(FieldOutletName, names...))
	}
	d.add(termField(FieldAnalysis, lang.Code))
	if a.Language != "" {
		d.add(termField(FieldLanguage, a.Language))
	}
	if !a.Published.IsZero() {
		d.add(termField(FieldPublished, PublishedTerm(a.Published)))
		d.add(dateField(a.Published))
	}
	if a.File != "" {
		d.add(termField(FieldFile, a.File))
	}
	if a.Fingerprint != "" {
		d.add(termField(FieldFingerprint, a.Fingerprint))
	}

	if err := ctx.Err(); err != nil {
		d.release()
		return nil, rec, err
	}
	stored, err := rec.encode()
	if err != nil {
		d.release()
		return nil, rec, fmt.Errorf("article %s: %w", a.ID, err)
	}
	d.add(storedField(fieldRecord, stored))
	return d, rec, nil
}

func (d *document) add(f field) { d.fields = append(d.fields, f) }

// release gives the document back, once it is in a segment.
func (d *document) release() {
	clear(d.fields)
	d.fields = d.fields[:0]
	d.counter.reset()
	d.forms.reset()
	unusedDocuments.Put(d)
}
