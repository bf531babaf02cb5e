package found

// A Source is a named place of a page that states something: a property, an
// element, the address. It is comparable, and a key of data.values.
type Source struct {
	Kind Kind
	Name string // "" where the kind has one source
	// Below says that what readers see stands far below the headline, so that it
	// counts for less.
	Below bool
}

// A Kind is one kind of such places.
type Kind uint8

const (
	JsonLD       Kind = iota // a property in a script of type application/ld+json
	MetaTag                  // a <meta>
	Itemprop                 // a property in microdata
	RdfaProperty             // a property in RDFa
	Heading1                 // an <h1>
	TitleTag                 // the <title>
	HtmlTag                  // an attribute of <html>
	LinkTag                  // a <link>, or a link that readers see
	Relation                 // the rel of a link
	ClassName                // an element that is named for its content
	ShownLine                // a line that readers see
	TimeTag                  // a <time> or <abbr>
	Dateline                 // the beginning of a paragraph
	ScriptData               // the data of a program
	baseTag                  // the <base>
	PageAddress              // a part of the page's address
	HostName                 // the host of the address
	FetchedFrom              // the address under which the page was fetched
	RecordField              // a field of a record
	Extractor                // the whole page, of which an extractor found the text
)

// sourceWords are the words for the kinds in messages.
var sourceWords = [...]string{
	JsonLD: "JSON-LD", MetaTag: "meta", Itemprop: "itemprop", RdfaProperty: "property", Heading1: "h1", TitleTag: "title", HtmlTag: "html",
	LinkTag: "link", Relation: "rel", ClassName: "class", ShownLine: "line", TimeTag: "time", Dateline: "dateline", ScriptData: "script",
	baseTag: "base", PageAddress: "URL", HostName: "host", FetchedFrom: "fetched", RecordField: "the record's",
}

// The sources that are asked for by themselves.
var (
	FirstHeading     = Heading1.Named("")
	PageTitle        = TitleTag.Named("")
	OgTitle          = MetaTag.Named("og:title")
	ItempropHeadline = Itemprop.Named("headline")
	TwitterSite      = MetaTag.Named("twitter:site")
	ClassDeck        = ClassName.Named("deck")
	HtmlLanguage     = HtmlTag.Named("lang")
	RelAuthor        = Relation.Named("author")
	LinkAuthor       = LinkTag.Named("author")
	ScriptDates      = ScriptData.Named("")
	DatelineDate     = Dateline.Named("")
	AddressDay       = PageAddress.Named("")
	AddressName      = PageAddress.Named("name")
	AddressMonth     = PageAddress.Named("month")
	BaseAddress      = baseTag.Named("")
	FetchedAddress   = FetchedFrom.Named("")
)

// Named returns the source of a kind that has a name.
func (k Kind) Named(name string) Source { return Source{Kind: k, Name: name} }

// Of returns the sources of a kind that have these names; without names, its one
// source.
func (k Kind) Of(names ...string) []Source {
	if len(names) == 0 {
		return []Source{{Kind: k}}
	}
	var list []Source
	for _, name := range names {
		list = append(list, k.Named(name))
	}
	return list
}

// FurtherDown returns sources as they are far below the headline.
func FurtherDown(list []Source) []Source {
	for i := range list {
		list[i].Below = true
	}
	return list
}

// String returns the source for messages: "meta og:title", "class date below".
func (s Source) String() string {
	text := sourceWords[s.Kind]
	if text == "" {
		return s.Name // an extractor's
	}
	if s.Name != "" {
		text += " " + s.Name
	}
	if s.Below {
		text += " below"
	}
	return text
}

// A pageRegion is a part of a page whose statements depend on each other: a program
// that writes a wrong date into one <meta> writes it into the others too.
type pageRegion uint8

// Region returns the region of a kind: all kinds that readers see are of one
// region, each other kind is a region by itself.
func (k Kind) Region() pageRegion {
	switch k {
	case TimeTag, ClassName, ShownLine, Dateline, Itemprop:
		return pageRegion(ShownLine)
	}
	return pageRegion(k)
}
