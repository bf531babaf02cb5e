package query

import (
	"cmp"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query/plan"
)

// The names of fields. [Field] takes the names up to [Language]. [Facet] takes
// [Outlet], [Author] and all from Language on.
const (
	Title    = plan.Title    // the headline, ranked
	Deck     = plan.Deck     // the line beneath the headline, ranked
	Body     = plan.Body     // the text, ranked
	Outlet   = plan.Outlet   // the publication; counted as [schema.NameValue] returns it
	Author   = plan.Author   // the authors; each is counted, as [schema.NameValue] returns it
	URL      = plan.URL      // the address of the article
	Language = plan.Language // the code of the language; counted by the language of analysis, "und" among them
	Day      = "day"         // the day of publication in UTC, for facets only: "2025-02-11"
	Month    = "month"       // the month of publication, for facets only: "2025-02"
	Year     = "year"        // the year of publication, for facets only: "2025"
)

// A fieldRow is a field that a query can name.
type fieldRow struct {
	name    string
	aliases []string
	ranked  bool // analysed in the article's language and ranked; other fields only filter
	exact   bool // filters by one term, which is not analysed
	about   string
}

// fields is the table of the fields. A clause on a ranked field adds to the score. A
// clause on another field only restricts the matches, and scores 0.
var fields = []fieldRow{
	{name: Title, aliases: []string{"headline"}, ranked: true, about: "the headline"},
	{name: Deck, aliases: []string{"lead"}, ranked: true, about: "the line beneath it"},
	{name: Body, aliases: []string{"text"}, ranked: true, about: "the text"},
	{name: Outlet, aliases: []string{"source", "publisher"}, about: "the publication"},
	{name: Author, aliases: []string{"by"}, about: "who wrote it"},
	{name: URL, aliases: []string{"site"}, about: "a part of its address"},
	{name: Language, aliases: []string{"language"}, exact: true, about: "its language, as a code: en"},
}

// textFields are the fields that a clause without a field searches.
var textFields = []string{Title, Deck, Body}

// exactTerm returns the term of a value of an exact field: the code of a language, as
// an index has it. A value that is no language is in no index.
func exactTerm(text string) string {
	return cmp.Or(ingest.LanguageCode(text), strings.ToLower(strings.TrimSpace(text)))
}

// fieldNamed returns the row of the field with a name or alias, nil if there is
// none.
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
	// Name is the name of the field in a [Field] query.
	Name string
	// Aliases are other names of the field that [Parse] accepts.
	Aliases []string
	// About describes the contents of the field in a few words.
	About string
}

// Fields returns the fields that a [Field] query can name. Dates have queries of
// their own ([DateRange]).
func Fields() []FieldInfo {
	infos := make([]FieldInfo, len(fields))
	for i, f := range fields {
		infos[i] = FieldInfo{Name: f.name, Aliases: slices.Clone(f.aliases), About: f.about}
	}
	return infos
}
