package index

import (
	"time"

	"github.com/blevesearch/bleve/v2/mapping"

	"github.com/newsdex/newsdex/analyze"
)

// A TextField is one of the three fields of an article that are analysed in its
// language and ranked.
type TextField int

// The text fields.
const (
	Title TextField = iota
	Deck
	Body

	// TextFields is the number of text fields.
	TextFields = int(Body) + 1
)

var textFieldNames = [TextFields]string{"title", "deck", "body"}

// String returns the field's name: "title", "deck" or "body".
func (f TextField) String() string { return textFieldNames[f] }

// In returns the name of the Bleve field that holds f for articles in the
// language with the given code: "body.en". An index has one such field for each
// language: a field that is analysed in two ways would be queried in one of
// them, chosen by the iteration order of a map.
func (f TextField) In(language string) string { return textFieldNames[f] + "." + language }

// The fields that filter. Outlet, Author and URL are analysed as text of no
// particular language, with positions; the others hold terms as they are.
const (
	FieldOutlet      = "outlet"
	FieldAuthor      = "author"
	FieldURL         = "url"
	FieldLanguage    = "language"    // the article's language code, if it has one
	FieldAnalysis    = "analysis"    // the code of the language it is analysed in
	FieldPublished   = "published"   // see [PublishedTerm]
	FieldFile        = "file"        // the file it was read from, absolute
	FieldFingerprint = "fingerprint" // of the cleaned text
	FieldOutletName  = "outlet_name" // the outlet as [ColumnValue] gives it
	FieldAuthorName  = "author_name" // one term for each author, as [ColumnValue] gives them

	fieldTitleKey = "title_key" // see [TitleKey]
	fieldDate     = "date"      // see dateTerm
	fieldRecord   = "record"    // stored only: the article itself
)

// FilterLanguage is the code of the language in which [FieldOutlet],
// [FieldAuthor] and [FieldURL] are analysed.
const FilterLanguage = "und"

// PublishedTerm returns the term of [FieldPublished] for t: its time in UTC to
// the second, in a form whose order as a string is the order in time for the
// years 0 to 9999.
func PublishedTerm(t time.Time) string { return t.UTC().Format(publishedLayout) }

const publishedLayout = "20060102150405"

// newMapping returns the static mapping: what a plain Bleve user who opens the
// index needs in order to query it with the same analysis. newsdex's own
// documents carry their analysis with them.
func newMapping() mapping.IndexMapping {
	text := func(analyzer string) *mapping.FieldMapping {
		m := mapping.NewTextFieldMapping()
		m.Analyzer = analyzer
		m.Store, m.DocValues, m.IncludeInAll = false, false, false
		return m
	}
	keyword := func() *mapping.FieldMapping {
		m := mapping.NewKeywordFieldMapping()
		m.Store, m.DocValues, m.IncludeInAll = false, false, false
		return m
	}

	doc := mapping.NewDocumentStaticMapping()
	for f := range TextFields {
		sub := mapping.NewDocumentStaticMapping()
		for _, l := range analyze.Languages() {
			sub.AddFieldMappingsAt(l.Code, text(analyze.BlevePrefix+l.Code))
		}
		doc.AddSubDocumentMapping(TextField(f).String(), sub)
	}
	for _, name := range []string{FieldOutlet, FieldAuthor, FieldURL} {
		doc.AddFieldMappingsAt(name, text(analyze.BlevePrefix+FilterLanguage))
	}
	for _, name := range []string{FieldLanguage, FieldAnalysis, FieldPublished, FieldFile, FieldFingerprint, FieldOutletName, FieldAuthorName, fieldTitleKey} {
		doc.AddFieldMappingsAt(name, keyword())
	}

	m := mapping.NewIndexMapping()
	m.DefaultMapping = doc
	m.DefaultAnalyzer = analyze.BlevePrefix + FilterLanguage
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	return m
}
