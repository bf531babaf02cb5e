package found

// A Source is a named place of a page or record that states a value: a property, an
// element, the address. It is comparable.
type Source struct {
	Kind Kind
	Name string // "" where the kind has one source
	// Below says that the place is visible text far below the headline, which counts for
	// less.
	Below bool
}

// A Kind is a kind of source.
type Kind uint8

const (
	JsonLD       Kind = iota // a property in a script of type application/ld+json
	MetaTag                  // a <meta>
	Itemprop                 // a property in microdata
	RdfaProperty             // a property in RDFa
	Heading1                 // an <h1>
	TitleTag                 // the <title>
	HtmlTag                  // an attribute of <html>
	LinkTag                  // a <link>, or a visible link
	Relation                 // the rel of a link
	ClassName                // an element named for its content
	ShownLine                // a visible line
	TimeTag                  // a <time> or <abbr>
	Dateline                 // the beginning of a paragraph
	ScriptData               // the data of a program
	baseTag                  // the <base>
	PageAddress              // a part of the page's address
	HostName                 // the host of the address
	FetchedFrom              // the address under which the page was fetched
	RecordField              // a field of a record
	Extractor                // an extractor, which found the text in the whole page
)

// sourceWords are the words for the kinds in messages.
var sourceWords = [...]string{
	JsonLD: "JSON-LD", MetaTag: "meta", Itemprop: "itemprop", RdfaProperty: "property", Heading1: "h1", TitleTag: "title", HtmlTag: "html",
	LinkTag: "link", Relation: "rel", ClassName: "class", ShownLine: "line", TimeTag: "time", Dateline: "dateline", ScriptData: "script",
	baseTag: "base", PageAddress: "URL", HostName: "host", FetchedFrom: "fetched", RecordField: "the record's",
}

// The sources that are used individually.
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

// Named returns the source of a kind with the given name.
func (k Kind) Named(name string) Source { return Source{Kind: k, Name: name} }

// Of returns the sources of a kind with the given names; without names, the kind's
// unnamed source.
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

// FurtherDown sets Below in the given sources and returns them.
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
		return s.Name // the name of an extractor
	}
	if s.Name != "" {
		text += " " + s.Name
	}
	if s.Below {
		text += " below"
	}
	return text
}

// A pageRegion is a part of a page whose statements are not independent: a program that
// writes a wrong date into one <meta> writes it into the others as well.
type pageRegion uint8

// Region returns the region of a kind. All kinds of visible text share one region; each
// other kind is a region of its own.
func (k Kind) Region() pageRegion {
	switch k {
	case TimeTag, ClassName, ShownLine, Dateline, Itemprop:
		return pageRegion(ShownLine)
	}
	return pageRegion(k)
}
