package ingest

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// metadataSources is the table of where pages tell what, by field, the most
// trusted place first:
//
//   - "JSON-LD p" is the property p of the article's node in a script of type
//     application/ld+json (schema.org); of another node, "JSON-LD WebPage p".
//   - "meta n" is the content of a <meta> whose name, property, itemprop or
//     http-equiv is n: OpenGraph (ogp.me), Twitter cards, Dublin Core, Parse.ly,
//     Sailthru, and what else publishers use.
//   - "itemprop p" is the property p in microdata, "property p" in RDFa.
//   - what readers see of dates and authors, addStamps and addBylines tell.
//   - the others are elements, classes, and the address itself.
var metadataSources = map[string][]pageSource{
	"title": slices.Concat(
		jsonLD.of("headline"), itemprop.of("headline"), heading1.of(), metaTag.of("og:title", "twitter:title", "parsely-title", "sailthru.title",
			"dc.title", "dcterms.title", "citation_title", "headline", "title"), jsonLD.of("name", "WebPage name"), titleTag.of(),
	),
	"deck": slices.Concat(
		className.of("deck"), jsonLD.of("alternativeHeadline"), itemprop.of("alternativeheadline"), jsonLD.of("description"),
		itemprop.of("description"), metaTag.of("og:description", "twitter:description", "sailthru.description", "dc.description",
			"dcterms.description", "description"),
	),
	"outlet": slices.Concat(
		jsonLD.of("publisher"), metaTag.of("og:site_name"), jsonLD.of("WebSite name"), metaTag.of("dc.publisher", "dcterms.publisher",
			"publisher"), itemprop.of("publisher"), metaTag.of("application-name", "al:ios:app_name"), jsonLD.of("Organization name"),
		metaTag.of("article:publisher"),
	),
	"authors": slices.Concat(
		jsonLD.of("author"), metaTag.of("parsely-author", "sailthru.author", "article:author"), className.of("author"), shownLine.of("byline"),
		linkTag.of("author"), metaTag.of("author", "authors", "byl", "dc.creator", "dcterms.creator", "citation_author", "cxenseparse:author",
			"article:author_name"), itemprop.of("author"), relation.of("author"), jsonLD.of("other author"), furtherDown(className.of("author")),
		furtherDown(linkTag.of("author")), furtherDown(shownLine.of("byline")), metaTag.of("twitter:creator"),
	),
	"published": slices.Concat(
		jsonLD.of("datePublished"), metaTag.of("article:published_time", "og:article:published_time", "og:published_time"),
		itemprop.of("datepublished"), metaTag.of("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article:published",
			"article.published", "article:published_date", "article:publicationdate", "article:post_date", "article.created", "article_date_original",
			"og:published", "og:publish_date", "og:pubdate", "og:article:published", "og:datepublished", "datepublished", "date_published",
			"dateposted", "published_time", "published-date", "published_date", "publisheddate", "publish_time", "published", "release_date",
			"article-date", "sw-pubdate", "rnews:datepublished", "bt:pubdate", "dcsext.articlefirstpublished", "shareaholic:article_published_time",
			"mediator_published_time", "cxenseparse:publishtime", "analyticsattributes.articledate", "dc.created", "dc.date.created",
			"dc.date.publication", "dc:created", "citation_date", "citation_online_date", "bepress_citation_date", "created", "datecreated",
			"date_created", "creation_date", "creationdate", "dcterms.created", "dcterms.issued", "dc.date.issued", "citation_publication_date",
			"publication_date", "publish-date", "publish_date", "publishdate", "pubdate", "originalpublicationdate", "displaydate", "ptime", "pdate"),
		timeTag.of("published"), className.of("published"), shownLine.of("published"), jsonLD.of("WebPage datePublished"),
		itemprop.of("datecreated"), jsonLD.of("dateCreated"), metaTag.of("article:create_at"), rdfaProperty.of("schema:datepublished",
			"schema:datecreated", "dc:date dc:created", "dc:created", "dc:date", "dcterms:created", "datepublished"), jsonLD.of("other datePublished",
			"other uploadDate"), scriptData.of(), pageAddress.of(), timeTag.of(), className.of("date"), shownLine.of(), metaTag.of("date",
			"dcterms.date", "dc.date", "dc:date"), dateline.of(), furtherDown(className.of("published")), furtherDown(shownLine.of("published")),
		furtherDown(timeTag.of()), furtherDown(className.of("date")), furtherDown(shownLine.of()), titleTag.of("date"), pageAddress.of("name", "month"),
	),
	"updated": slices.Concat(
		jsonLD.of("dateModified"), metaTag.of("article:modified_time", "og:article:modified_time", "og:updated_time", "article:updated_time"),
		itemprop.of("datemodified"), metaTag.of("dcterms.modified", "dc.date.modified", "lastmod", "lastmodified", "last_modified",
			"datemodified", "modified_time", "article:modified", "article:modified_date", "dc.modified", "bt:moddate", "revision_date", "revised",
			"last-modified", "utime", "article.updated"), timeTag.of("updated"), jsonLD.of("WebPage dateModified"), className.of("updated"),
		shownLine.of("updated"),
	),
	"language": slices.Concat(
		htmlTag.of("lang"), jsonLD.of("inLanguage"), metaTag.of("content-language", "dc.language", "dcterms.language", "language", "lang",
			"og:locale"),
	),
	"url": slices.Concat(
		linkTag.of("canonical"), metaTag.of("og:url"), jsonLD.of("url", "mainEntityOfPage"), metaTag.of("twitter:url", "parsely-link"),
		fetchedFrom.of(),
	),
	"section": slices.Concat(
		jsonLD.of("articleSection"), itemprop.of("articlesection"), metaTag.of("article:section", "og:article:section", "parsely-section",
			"cxenseparse:section", "section", "article.section", "category"),
	),
	"tags": slices.Concat(
		jsonLD.of("keywords"), metaTag.of("article:tag", "og:article:tag", "parsely-tags", "news_keywords", "sailthru.tags"),
		itemprop.of("keywords"), metaTag.of("keywords"), relation.of("tag"),
	),
}

// metadataOf returns the facts that a page states about its article, with all
// candidates, and the text that its JSON-LD may hold. fetched is the address under
// which the page was fetched, "" if unknown.
func metadataOf(doc *html.Node, fetched string) (facts pageFacts, body string) {
	p := readPage(doc)
	p.add(fetchedAddress, fetched)
	p.setURL(&facts)
	p.addURLDate(cmp.Or(facts.URL, fetched))
	p.setOutlet(&facts)
	p.setTitle(&facts)
	p.nodes.setHeadline(facts.Title)
	p.addStamps()
	p.addBylines()
	p.setDeck(&facts)
	p.setAuthors(&facts)
	facts.Published.at, facts.Published.layout = p.setDate(&facts, "published")
	facts.Updated.at, facts.Updated.layout = p.setDate(&facts, "updated")
	p.setLanguage(&facts)
	facts.Section = p.setFirst(&facts, "section", func(s string) string {
		if len(s) > 80 {
			return "is too long for a section"
		}
		return ""
	})
	p.setTags(&facts)
	return facts, p.body
}

// candidates returns the values of a field with their sources, in the order of
// the table.
func (p *pageData) candidates(field string) []pageCandidate {
	var out []pageCandidate
	for _, source := range metadataSources[field] {
		for _, v := range p.values[source] {
			out = append(out, pageCandidate{Field: field, Value: v, Source: source})
		}
	}
	return out
}

// setFirst notes the candidates of a field and returns the first that refuse
// says nothing against.
func (p *pageData) setFirst(facts *pageFacts, field string, refuse func(string) string) string {
	chosen := ""
	for _, c := range p.candidates(field) {
		if c.Refused = refuse(c.Value); c.Refused == "" && chosen == "" {
			c.Chosen, chosen = true, c.Value
		}
		facts.found(c)
	}
	return chosen
}

func (p *pageData) setLanguage(facts *pageFacts) {
	facts.Language = p.setFirst(facts, "language", func(s string) string {
		if languageCode(s) == "" {
			return "is no language code"
		}
		return ""
	})
}

// setURL sets the address of the page. One that leads to the front page while
// another does not was set by mistake.
func (p *pageData) setURL(facts *pageFacts) {
	base, _ := url.Parse(cmp.Or(first(p.values[baseAddress]), first(p.values[fetchedAddress]))) // nil is no base
	deep := false
	var all []pageCandidate
	for _, c := range p.candidates("url") {
		if u, err := url.Parse(c.Value); err == nil {
			if base != nil {
				u = base.ResolveReference(u)
			}
			c.Value = u.String()
			deep = deep || len(u.Path) > 1
		}
		all = append(all, c)
	}
	for _, c := range all {
		u, err := url.Parse(c.Value)
		switch {
		case err != nil || u.Scheme != "http" && u.Scheme != "https" || !strings.Contains(u.Host, "."):
			c.Refused = "is no address of a page"
		case deep && len(u.Path) <= 1 && u.RawQuery == "":
			c.Refused = "is the address of the front page"
		case facts.URL == "":
			facts.URL, c.Chosen = c.Value, true
		}
		if c.Source != fetchedAddress || c.Chosen {
			facts.found(c)
		}
	}
	p.host = hostOf(cmp.Or(facts.URL, first(p.values[fetchedAddress])))
}

// hostOf returns the host of an address without "www.".
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// setTags takes the tags of the first source that has some.
func (p *pageData) setTags(facts *pageFacts) {
	const (
		mostTags   = 40
		longestTag = 80
	)
	for _, source := range metadataSources["tags"] {
		var tags []string
		values := p.values[source]
		if len(values) == 1 { // one list of all, or one tag
			values = strings.FieldsFunc(values[0], func(r rune) bool { return r == ',' || r == ';' })
		}
		for _, tag := range values {
			if tag = strings.TrimSpace(tag); len(tag) <= longestTag && len(tags) < mostTags && isTag(tag) && !slices.Contains(tags, tag) {
				tags = append(tags, tag)
			}
		}
		if len(tags) == 0 {
			continue
		}
		facts.found(pageCandidate{Field: "tags", Value: strings.Join(tags, ", "), Source: source, Chosen: facts.Tags == nil})
		if facts.Tags == nil {
			facts.Tags = tags
		}
	}
}

// isTag reports whether a tag is one for readers and not for a program, as
// "_no-apple-news", "@post-id:1" and "source:name" are.
func isTag(s string) bool {
	before, after, ok := strings.Cut(s, ":")
	machine := ok && before != "" && after != "" && after[0] != ' ' && !strings.Contains(before, " ")
	return normalizedKey(s) != "" && !machine && !strings.ContainsAny(s[:1], "_@\"")
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
