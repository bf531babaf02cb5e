package schema

import "time"

// A stem is not always a prefix of its word ("cities" has the stem citi), nor as
// short as the prefix that a user types ("negotiat" of "negotiation", whose stem is
// negoti). To look a prefix up all the same, each document keeps the inflected forms
// of its words: a field for each language, whose terms are a form, FormSeparator and
// the stem. Forms equal to their stem are left out. The field has neither
// frequencies nor positions. For 12,000 articles it takes 8 of the index's 89 MB.
const (
	// Forms begins the name of the field of inflected forms of a language:
	// "forms.en".
	Forms = "forms."
	// FormSeparator stands between a form and its stem in a term of that field.
	FormSeparator = "\x00"
)

// HasPositions reports whether the positions of the terms of a Bleve field are kept.
func HasPositions(field string) bool {
	_, _, isText := TextFieldOf(field)
	return isText || field == Outlet || field == Author || field == URL
}

// The fields that filter. [Outlet], [Author] and [URL] are analysed as text of no
// particular language, and keep positions. The terms of the other fields are values
// that are not analysed.
const (
	Outlet      = "outlet"      // the outlet, analysed
	Author      = "author"      // all authors, analysed
	URL         = "url"         // the address, analysed
	Language    = "language"    // the article's language code, if it has one
	Analysis    = "analysis"    // the code of the language of analysis
	Published   = "published"   // the time of publication: see [PublishedTerm]
	Fingerprint = "fingerprint" // the fingerprint of the cleaned text
	OutletName  = "outlet_name" // the outlet, as [NameValue] returns it
	AuthorName  = "author_name" // a term for each author, as [NameValue] returns it

	SortTitle = "title_key" // the title, as [TitleKey] returns it
	Stored    = "record"    // the stored article, which is not indexed

	Place  = "place"  // where the text was read: the key of its entry
	Claim  = "claim"  // other names: the page that the text is of, and the ID that its source gave
	Aside  = "aside"  // texts that are no articles now: see [AsideTerm]
	Sample = "sample" // the outlet, and with it the article's number in its sample, plus 1
)

// AsideTerm is the only term of [Aside]. A document that has it is a text of a page of
// which a newer one stands. It has no words, and no reader counts it.
const AsideTerm = "1"

// FilterLanguage is the language code with which [Outlet], [Author] and [URL] are
// analysed.
const FilterLanguage = "und"

// PublishedTerm returns the term of [Published] for t: its time in UTC to the
// second. Terms of the years 0 to 9999 sort by time.
func PublishedTerm(t time.Time) string { return t.UTC().Format(publishedLayout) }

const publishedLayout = "20060102150405"
