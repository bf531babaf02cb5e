package ingest

// A pageSource is a named place of a page that states something: a property, an
// element, the address. It is comparable, and a key of pageData.values.
type pageSource struct {
	kind sourceKind
	name string // "" where the kind has one source
	// below says that what readers see stands far below the headline, so that it
	// counts for less.
	below bool
}

// A sourceKind is one kind of such places.
type sourceKind uint8

const (
	jsonLD       sourceKind = iota // a property in a script of type application/ld+json
	metaTag                        // a <meta>
	itemprop                       // a property in microdata
	rdfaProperty                   // a property in RDFa
	heading1                       // an <h1>
	titleTag                       // the <title>
	htmlTag                        // an attribute of <html>
	linkTag                        // a <link>, or a link that readers see
	relation                       // the rel of a link
	className                      // an element that is named for its content
	shownLine                      // a line that readers see
	timeTag                        // a <time> or <abbr>
	dateline                       // the beginning of a paragraph
	scriptData                     // the data of a program
	baseTag                        // the <base>
	pageAddress                    // a part of the page's address
	hostName                       // the host of the address
	fetchedFrom                    // the address under which the page was fetched
	recordField                    // a field of a record
	extractor                      // the whole page, of which an extractor found the text
)

// sourceWords are the words for the kinds in messages.
var sourceWords = [...]string{
	jsonLD: "JSON-LD", metaTag: "meta", itemprop: "itemprop", rdfaProperty: "property", heading1: "h1", titleTag: "title", htmlTag: "html",
	linkTag: "link", relation: "rel", className: "class", shownLine: "line", timeTag: "time", dateline: "dateline", scriptData: "script",
	baseTag: "base", pageAddress: "URL", hostName: "host", fetchedFrom: "fetched", recordField: "the record's",
}

// The sources that are asked for by themselves.
var (
	firstHeading     = heading1.named("")
	pageTitle        = titleTag.named("")
	ogTitle          = metaTag.named("og:title")
	itempropHeadline = itemprop.named("headline")
	twitterSite      = metaTag.named("twitter:site")
	classDeck        = className.named("deck")
	htmlLanguage     = htmlTag.named("lang")
	relAuthor        = relation.named("author")
	linkAuthor       = linkTag.named("author")
	scriptDates      = scriptData.named("")
	datelineDate     = dateline.named("")
	addressDay       = pageAddress.named("")
	addressName      = pageAddress.named("name")
	addressMonth     = pageAddress.named("month")
	baseAddress      = baseTag.named("")
	fetchedAddress   = fetchedFrom.named("")
)

// named returns the source of a kind that has a name.
func (k sourceKind) named(name string) pageSource { return pageSource{kind: k, name: name} }

// of returns the sources of a kind that have these names; without names, its one
// source.
func (k sourceKind) of(names ...string) []pageSource {
	if len(names) == 0 {
		return []pageSource{{kind: k}}
	}
	var list []pageSource
	for _, name := range names {
		list = append(list, k.named(name))
	}
	return list
}

// furtherDown returns sources as they are far below the headline.
func furtherDown(list []pageSource) []pageSource {
	for i := range list {
		list[i].below = true
	}
	return list
}

// String returns the source for messages: "meta og:title", "class date below".
func (s pageSource) String() string {
	text := sourceWords[s.kind]
	if text == "" {
		return s.name // an extractor's
	}
	if s.name != "" {
		text += " " + s.name
	}
	if s.below {
		text += " below"
	}
	return text
}

// A pageRegion is a part of a page whose statements depend on each other: a program
// that writes a wrong date into one <meta> writes it into the others too.
type pageRegion uint8

// region returns the region of a kind: all kinds that readers see are of one
// region, each other kind is a region by itself.
func (k sourceKind) region() pageRegion {
	switch k {
	case timeTag, className, shownLine, dateline, itemprop:
		return pageRegion(shownLine)
	}
	return pageRegion(k)
}
