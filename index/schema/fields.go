package schema

import (
	"slices"
	"strings"
	"time"
)

// A stem is not always the beginning of its word ("cities" is citi), nor longer
// than what somebody types of it ("negotiat" of "negotiation", which is negoti).
// So that a prefix can be looked up all the same, each document says which forms
// its words had: a field for each language, whose terms are a form, FormSeparator
// and the stem, for the forms that are not their own stem. It has neither
// frequencies nor positions; for 12,000 articles it takes 8 of the index's 89 MB.
const (
	Forms         = "forms."
	FormSeparator = "\x00"
)

// LengthTerm is a term that every document has in each text field that it has: its
// frequency is the number of positions of that field. Bleve has a length beside
// each posting; that is 1 here, which takes a byte less. No word and no prefix is
// equal to it.
const LengthTerm = "\x00"

// HasPositions reports whether the places of the words of a Bleve field are kept.
func HasPositions(field string) bool {
	name, _, _ := strings.Cut(field, ".")
	return slices.Contains(textFieldNames[:], name) || name == Outlet || name == Author || name == URL
}

// The fields that filter. Outlet, Author and URL are analysed as text of no
// particular language, with positions; the others hold terms as they are.
const (
	Outlet      = "outlet"
	Author      = "author"
	URL         = "url"
	Language    = "language"    // the article's language code, if it has one
	Analysis    = "analysis"    // the code of the language it is analysed in
	Published   = "published"   // see [PublishedTerm]
	File        = "file"        // the file it was read from, absolute
	Fingerprint = "fingerprint" // of the cleaned text
	OutletName  = "outlet_name" // the outlet as [NameValue] gives it
	AuthorName  = "author_name" // one term for each author, as [NameValue] gives them

	SortTitle = "title_key" // see [TitleKey]
	Date      = "date"      // see DateTerm
	Stored    = "record"    // stored only: the article itself
)

// FilterLanguage is the code of the language in which [Outlet],
// [Author] and [URL] are analysed.
const FilterLanguage = "und"

// PublishedTerm returns the term of [Published] for t: its time in UTC to
// the second, in a form whose order as a string is the order in time for the
// years 0 to 9999.
func PublishedTerm(t time.Time) string { return t.UTC().Format(publishedLayout) }

const publishedLayout = "20060102150405"
