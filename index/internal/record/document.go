package record

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// Normalized returns a as the index keeps it: File is absolute, so that it does not
// depend on the working directory, unless Source and Place tell it, and Language is the
// code of a language ([ingest.LanguageCode]), which is detected if it is empty or no
// language. The error names the article; it has no ID, or a date outside the years 0 to
// 9999 in UTC or that time.Time.MarshalText rejects.
func Normalized(a ingest.Article) (ingest.Article, error) {
	if a.ID == "" {
		return a, fmt.Errorf("article %q: it has no ID", a.Title)
	}
	if strings.HasPrefix(a.ID, keySeparator) {
		return a, fmt.Errorf("article %q: its ID begins with a zero byte", a.ID)
	}
	if a.File != "" && a.File != "-" && a.Source == "" {
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
	if a.Language = ingest.LanguageCode(a.Language); a.Language == "" {
		a.Language, _ = analyze.Detect(a.Body, "")
	}
	return a, nil
}

// A Document is an article as it is indexed.
type Document struct {
	ID     string  // the article's ID
	Fields []Field // with different names

	Published time.Time // zero without a date

	Counter Counter // collects the terms of the text fields
	forms   Forms
}

// documentPool has released documents, whose buffers are used again.
var documentPool = sync.Pool{New: func() any { return new(Document) }}

// NewDocument analyses the article of a record, which [Normalized] returned. It also
// returns the record with the lengths of its fields. The document of an entry aside has
// no words. The caller releases the document ([Document.Release]). The error is ctx's
// when that is done before a long article is analysed.
func NewDocument(ctx context.Context, rec Record) (*Document, Record, error) {
	d := documentPool.Get().(*Document)
	d.ID = rec.DocumentID()
	rec.Lengths = [schema.TextFields]int{}
	if term := rec.Term(); term != "" {
		d.Add(TermField(schema.Place, term))
	}
	if claims := rec.Claims(); len(claims) > 0 {
		for i, name := range claims {
			claims[i] = ClaimTerm(name)
		}
		d.Add(TermField(schema.Claim, claims...))
	}
	if rec.Aside {
		d.Add(TermField(schema.Aside, schema.AsideTerm))
	} else {
		d.addWords(ctx, &rec)
	}
	if err := ctx.Err(); err != nil {
		d.Release()
		return nil, rec, err
	}
	stored, err := rec.Encode()
	if err != nil {
		d.Release()
		return nil, rec, fmt.Errorf("article %s: %w", rec.Article.ID, err)
	}
	d.Add(StoredField(schema.Stored, stored))
	return d, rec, nil
}

// addWords adds the fields by which an article is found, and sets the lengths of the
// record.
func (d *Document) addWords(ctx context.Context, rec *Record) {
	a := &rec.Article
	lang := analyze.For(a.Language)

	for i, text := range [schema.TextFields]string{a.Title, a.Deck, a.Body} {
		if text == "" {
			continue
		}
		f := d.Counter.TextField(ctx, schema.TextField(i).In(lang.Code), lang, &d.forms, text)
		rec.Lengths[i] = f.Length
		d.Add(f)
	}
	d.Fields = d.forms.appendField(d.Fields, lang.Code)

	filter := analyze.For(schema.FilterLanguage)
	if len(a.Authors) > 0 {
		d.Add(d.Counter.TextField(ctx, schema.Author, filter, nil, a.Authors...))
	}
	if a.Outlet != "" {
		d.Add(d.Counter.TextField(ctx, schema.Outlet, filter, nil, a.Outlet))
	}
	if a.URL != "" {
		d.Add(d.Counter.TextField(ctx, schema.URL, filter, nil, a.URL))
	}
	if key := schema.TitleKey(a.Title); key != "" {
		d.Add(TermField(schema.SortTitle, key))
	}
	if names := schema.NameValues(a.Authors); len(names) > 0 {
		d.Add(TermField(schema.AuthorName, names...))
	}
	if names := schema.NameValues([]string{a.Outlet}); len(names) > 0 {
		d.Add(TermField(schema.OutletName, names...))
	}
	d.Add(TermField(schema.Analysis, lang.Code))
	if a.Language != "" {
		d.Add(TermField(schema.Language, a.Language))
	}
	if !a.Published.IsZero() {
		d.Add(TermField(schema.Published, schema.PublishedTerm(a.Published)))
		d.Published = a.Published
	}
	if a.Fingerprint != "" {
		d.Add(TermField(schema.Fingerprint, a.Fingerprint))
	}
	if outlet := ingest.TemplateOutlet(a); outlet != "" {
		d.Add(sampleField(outlet, rec.SampleNumber()))
	}
}

// Add adds a field.
func (d *Document) Add(f Field) { d.Fields = append(d.Fields, f) }

// Release gives the document back for another article. Its fields must not be used
// afterwards.
func (d *Document) Release() {
	clear(d.Fields)
	d.Fields, d.Published = d.Fields[:0], time.Time{}
	d.Counter.Reset()
	d.forms.reset()
	documentPool.Put(d)
}

// sampleField returns the field of the sample that an article may be drawn into. Number 0
// is no frequency.
func sampleField(outlet string, number uint64) Field {
	f := Field{Name: schema.Sample, Options: bleveindex.IndexField}
	f.Mark(outlet, int(number)+1)
	return f
}
