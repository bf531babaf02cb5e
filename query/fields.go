package query

import (
	"slices"
	"strings"

	"github.com/newsdex/newsdex/query/plan"
)

// The names of the fields of an article. [Field] takes those that a query can look in;
// [Facet] takes those that articles can be counted by.
const (
	Title    = plan.Title    // the headline, ranked
	Deck     = plan.Deck     // the line beneath the headline, ranked
	Body     = plan.Body     // the text, ranked
	Outlet   = plan.Outlet   // the publication; counted as [schema.NameValue] has it
	Author   = plan.Author   // who wrote the article; counted for each author as [schema.NameValue] has them
	URL      = plan.URL      // the address of the article
	Language = plan.Language // the code of the language; counted by the language of the analysis, "und" among them
	Day      = "day"         // the day of publication in UTC, counted only: "2025-02-11"
	Month    = "month"       // the month of publication, counted only: "2025-02"
	Year     = "year"        // the year of publication, counted only: "2025"
)

// A fieldRow is a field that a query can name.
type fieldRow struct {
	name    string
	aliases []string
	ranked  bool // analysed in the article's language, and ranked; the others only filter
	exact   bool // it filters, and holds one term as it is
	about   string
}

// fields is the table of the fields. A clause on a field that is ranked adds to the
// score; one on any other field says yes or no and scores 0.
var fields = []fieldRow{
	{name: Title, aliases: []string{"headline"}, ranked: true, about: "the headline"},
	{name: Deck, aliases: []string{"lead"}, ranked: true, about: "the line beneath it"},
	{name: Body, aliases: []string{"text"}, ranked: true, about: "the text"},
	{name: Outlet, aliases: []string{"source", "publisher"}, about: "the publication"},
	{name: Author, aliases: []string{"by"}, about: "who wrote it"},
	{name: URL, aliases: []string{"site"}, about: "a part of its address"},
	{name: Language, aliases: []string{"language"}, exact: true, about: "its language, as a code: en"},
}

// textFields are the fields in which a clause that names none is looked for.
var textFields = []string{Title, Deck, Body}

// exactTerm returns the term of a field that holds one term as it is.
func exactTerm(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

// fieldNamed returns the row of the field with a name or alias, and nil where
// there is none.
func fieldNamed(name string) *fieldRow {
	for i := range fields {
		if fields[i].name == name || slices.Contains(fields[i].aliases, name) {
			return &fields[i]
		}
	}
	return nil
}

// A FieldInfo describes a field for people.
type FieldInfo struct {
	// Name is the name that a [Field] query has for it.
	Name string
	// Aliases are further names that are read in its place.
	Aliases []string
	// About says in a few words what the field holds.
	About string
}

// Fields returns the fields that a [Field] query can name. The dates have
// queries of their own ([DateRange]).
func Fields() []FieldInfo {
	infos := make([]FieldInfo, len(fields))
	for i, f := range fields {
		infos[i] = FieldInfo{Name: f.name, Aliases: slices.Clone(f.aliases), About: f.about}
	}
	return infos
}
