package page

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// MetadataSources is the table of the places where pages state their metadata, by field,
// the most trusted place first:
//
//   - "JSON-LD p" is the property p of the article's node in a script of type
//     application/ld+json (schema.org); of another node, "JSON-LD WebPage p".
//   - "meta n" is the content of a <meta> whose name, property, itemprop or
//     http-equiv is n: OpenGraph (ogp.me), Twitter cards, Dublin Core, Parse.ly,
//     Sailthru, and other names that publishers use.
//   - "itemprop p" is the property p in microdata, "property p" in RDFa.
//   - addStamps and addBylines describe the sources of visible dates and authors.
//   - the others are elements, classes, and the address itself.
var MetadataSources = map[string][]found.Source{
	"title": slices.Concat(
		found.JsonLD.Of("headline"), found.Itemprop.Of("headline"), found.Heading1.Of(), found.MetaTag.Of("og:title", "twitter:title", "parsely-title", "sailthru.title",
			"dc.title", "dcterms.title", "citation_title", "headline", "title"), found.JsonLD.Of("name", "WebPage name"), found.TitleTag.Of(),
	),
	"deck": slices.Concat(
		found.ClassName.Of("deck"), found.JsonLD.Of("alternativeHeadline"), found.Itemprop.Of("alternativeheadline"), found.JsonLD.Of("description"),
		found.Itemprop.Of("description"), found.MetaTag.Of("og:description", "twitter:description", "sailthru.description", "dc.description",
			"dcterms.description", "description"),
	),
	"outlet": slices.Concat(
		found.JsonLD.Of("publisher"), found.MetaTag.Of("og:site_name"), found.JsonLD.Of("WebSite name"), found.MetaTag.Of("dc.publisher", "dcterms.publisher",
			"publisher"), found.Itemprop.Of("publisher"), found.MetaTag.Of("application-name", "al:ios:app_name"), found.JsonLD.Of("Organization name"),
		found.MetaTag.Of("article:publisher"),
	),
	"authors": slices.Concat(
		found.JsonLD.Of("author"), found.MetaTag.Of("parsely-author", "sailthru.author", "article:author"), found.ClassName.Of("author"), found.ShownLine.Of("byline"),
		found.LinkTag.Of("author"), found.MetaTag.Of("author", "authors", "byl", "dc.creator", "dcterms.creator", "citation_author", "cxenseparse:author",
			"article:author_name"), found.Itemprop.Of("author"), found.Relation.Of("author"), found.JsonLD.Of("other author"), found.FurtherDown(found.ClassName.Of("author")),
		found.FurtherDown(found.LinkTag.Of("author")), found.FurtherDown(found.ShownLine.Of("byline")), found.MetaTag.Of("twitter:creator"),
	),
	"published": slices.Concat(
		found.JsonLD.Of("datePublished"), found.MetaTag.Of("article:published_time", "og:article:published_time", "og:published_time"),
		found.Itemprop.Of("datepublished"), found.MetaTag.Of("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article:published",
			"article.published", "article:published_date", "article:publicationdate", "article:post_date", "article.created", "article_date_original",
			"og:published", "og:publish_date", "og:pubdate", "og:article:published", "og:datepublished", "datepublished", "date_published",
			"dateposted", "published_time", "published-date", "published_date", "publisheddate", "publish_time", "published", "release_date",
			"article-date", "sw-pubdate", "rnews:datepublished", "bt:pubdate", "dcsext.articlefirstpublished", "shareaholic:article_published_time",
			"mediator_published_time", "cxenseparse:publishtime", "analyticsattributes.articledate", "dc.created", "dc.date.created",
			"dc.date.publication", "dc:created", "citation_date", "citation_online_date", "bepress_citation_date", "created", "datecreated",
			"date_created", "creation_date", "creationdate", "dcterms.created", "dcterms.issued", "dc.date.issued", "citation_publication_date",
			"publication_date", "publish-date", "publish_date", "publishdate", "pubdate", "originalpublicationdate", "displaydate", "ptime", "pdate"),
		found.TimeTag.Of("published"), found.ClassName.Of("published"), found.ShownLine.Of("published"), found.JsonLD.Of("WebPage datePublished"),
		found.Itemprop.Of("datecreated"), found.JsonLD.Of("dateCreated"), found.MetaTag.Of("article:create_at"), found.RdfaProperty.Of("schema:datepublished",
			"schema:datecreated", "dc:date dc:created", "dc:created", "dc:date", "dcterms:created", "datepublished"), found.JsonLD.Of("other datePublished",
			"other uploadDate"), found.ScriptData.Of(), found.PageAddress.Of(), found.TimeTag.Of(), found.ClassName.Of("date"), found.ShownLine.Of(), found.MetaTag.Of("date",
			"dcterms.date", "dc.date", "dc:date"), found.Dateline.Of(), found.FurtherDown(found.ClassName.Of("published")), found.FurtherDown(found.ShownLine.Of("published")),
		found.FurtherDown(found.TimeTag.Of()), found.FurtherDown(found.ClassName.Of("date")), found.FurtherDown(found.ShownLine.Of()), found.TitleTag.Of("date"), found.PageAddress.Of("name", "month"),
	),
	"updated": slices.Concat(
		found.JsonLD.Of("dateModified"), found.MetaTag.Of("article:modified_time", "og:article:modified_time", "og:updated_time", "article:updated_time"),
		found.Itemprop.Of("datemodified"), found.MetaTag.Of("dcterms.modified", "dc.date.modified", "lastmod", "lastmodified", "last_modified",
			"datemodified", "modified_time", "article:modified", "article:modified_date", "dc.modified", "bt:moddate", "revision_date", "revised",
			"last-modified", "utime", "article.updated"), found.TimeTag.Of("updated"), found.JsonLD.Of("WebPage dateModified"), found.ClassName.Of("updated"),
		found.ShownLine.Of("updated"),
	),
	"language": slices.Concat(
		found.HtmlTag.Of("lang"), found.JsonLD.Of("inLanguage"), found.MetaTag.Of("content-language", "dc.language", "dcterms.language", "language", "lang",
			"og:locale"),
	),
	"url": slices.Concat(
		found.LinkTag.Of("canonical"), found.MetaTag.Of("og:url"), found.JsonLD.Of("url", "mainEntityOfPage"), found.MetaTag.Of("twitter:url", "parsely-link"),
		found.FetchedFrom.Of(),
	),
	"section": slices.Concat(
		found.JsonLD.Of("articleSection"), found.Itemprop.Of("articlesection"), found.MetaTag.Of("article:section", "og:article:section", "parsely-section",
			"cxenseparse:section", "section", "article.section", "category"),
	),
	"tags": slices.Concat(
		found.JsonLD.Of("keywords"), found.MetaTag.Of("article:tag", "og:article:tag", "parsely-tags", "news_keywords", "sailthru.tags"),
		found.Itemprop.Of("keywords"), found.MetaTag.Of("keywords"), found.Relation.Of("tag"),
	),
}

// Read returns the facts that a page states about its article, with all candidates, and
// the article's text if its JSON-LD holds it. fetched is the address under which the page
// was fetched, "" if unknown.
func Read(doc *html.Node, fetched string) (facts Facts, body string) {
	p := readPage(doc)
	p.add(found.FetchedAddress, fetched)
	p.setURL(&facts)
	p.addURLDate(cmp.Or(facts.URL, fetched))
	p.setOutlet(&facts)
	p.setTitle(&facts)
	p.nodes.setHeadline(facts.Title)
	p.addStamps()
	p.addBylines()
	p.setDeck(&facts)
	p.setAuthors(&facts)
	facts.Published.At, facts.Published.Layout = p.setDate(&facts, "published")
	facts.Updated.At, facts.Updated.Layout = p.setDate(&facts, "updated")
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
func (p *data) candidates(field string) []found.Candidate {
	var out []found.Candidate
	for _, source := range MetadataSources[field] {
		for _, v := range p.values[source] {
			out = append(out, found.Candidate{Field: field, Value: v, Source: source})
		}
	}
	return out
}

// setFirst notes the candidates of a field and returns the first one that refuse accepts;
// refuse returns the reason against a value, or "".
func (p *data) setFirst(facts *Facts, field string, refuse func(string) string) string {
	chosen := ""
	for _, c := range p.candidates(field) {
		if c.Refused = refuse(c.Value); c.Refused == "" && chosen == "" {
			c.Chosen, chosen = true, c.Value
		}
		facts.found(c)
	}
	return chosen
}

func (p *data) setLanguage(facts *Facts) {
	facts.Language = p.setFirst(facts, "language", func(s string) string {
		if plain.LanguageCode(s) == "" {
			return "is no language code"
		}
		return ""
	})
}

// setURL sets the address of the page. An address of the front page is refused if another
// candidate leads deeper, for it was set by mistake.
func (p *data) setURL(facts *Facts) {
	fetched := plain.First(p.values[found.FetchedAddress])
	base := cmp.Or(plain.ResolveURL(fetched, plain.First(p.values[found.BaseAddress])), fetched)
	deep := false
	var all []found.Candidate
	for _, c := range p.candidates("url") {
		if u, err := url.Parse(plain.ResolveURL(base, c.Value)); err == nil && u.Host != "" {
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
		if c.Source != found.FetchedAddress || c.Chosen {
			facts.found(c)
		}
	}
	p.host = plain.HostOf(cmp.Or(facts.URL, fetched))
}

// setTags takes the tags of the first source that has some.
func (p *data) setTags(facts *Facts) {
	const (
		mostTags   = 40
		longestTag = 80
	)
	for _, source := range MetadataSources["tags"] {
		var tags []string
		values := p.values[source]
		if len(values) == 1 { // one value may list all tags
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
		facts.found(found.Candidate{Field: "tags", Value: strings.Join(tags, ", "), Source: source, Chosen: facts.Tags == nil})
		if facts.Tags == nil {
			facts.Tags = tags
		}
	}
}

// isTag reports whether a tag is meant for readers. Tags such as "_no-apple-news",
// "@post-id:1" and "source:name" are meant for programs.
func isTag(s string) bool {
	before, after, ok := strings.Cut(s, ":")
	machine := ok && before != "" && after != "" && after[0] != ' ' && !strings.Contains(before, " ")
	return plain.NormalizedKey(s) != "" && !machine && !strings.ContainsAny(s[:1], "_@\"")
}
