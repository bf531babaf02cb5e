package query

import (
	"slices"

	"github.com/newsdex/newsdex/index/schema"
)

// A fieldRow is a field that a query can name.
type fieldRow struct {
	name    string
	aliases []string
	text    []schema.TextField // analysed in the article's language, and ranked
	filter  string             // or: a Bleve field that only filters
	exact   bool               // the filter holds one term, as it is
	about   string
}

// fields is the table of the fields. A clause on a text field is ranked; one on
// any other field says yes or no and adds nothing to the score.
var fields = []fieldRow{
	{name: "title", aliases: []string{"headline"}, text: []schema.TextField{schema.Title}, about: "the headline"},
	{name: "deck", aliases: []string{"lead"}, text: []schema.TextField{schema.Deck}, about: "the line beneath it"},
	{name: "body", aliases: []string{"text"}, text: []schema.TextField{schema.Body}, about: "the text"},
	{name: "outlet", aliases: []string{"source", "publisher"}, filter: schema.Outlet, about: "the publication"},
	{name: "author", aliases: []string{"by"}, filter: schema.Author, about: "who wrote it"},
	{name: "url", aliases: []string{"site"}, filter: schema.URL, about: "a part of its address"},
	{name: "lang", aliases: []string{"language"}, filter: schema.Language, exact: true, about: "its language, as a code: en"},
}

// textFields are the fields in which a clause that names none is looked for.
var textFields = []schema.TextField{schema.Title, schema.Deck, schema.Body}

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
	Name    string
	Aliases []string
	About   string
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
