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
var metadataSources = map[string][]string{
	"title": {"JSON-LD headline", "itemprop headline", "h1", "meta og:title", "meta twitter:title", "meta parsely-title", "meta sailthru.title",
		"meta dc.title", "meta dcterms.title", "meta citation_title", "meta headline", "meta title", "JSON-LD name", "JSON-LD WebPage name", "title"},
	"deck": {"class deck", "JSON-LD alternativeHeadline", "itemprop alternativeheadline", "JSON-LD description", "itemprop description",
		"meta og:description", "meta twitter:description", "meta sailthru.description", "meta dc.description", "meta dcterms.description", "meta description"},
	"outlet": {"JSON-LD publisher", "meta og:site_name", "JSON-LD WebSite name", "meta dc.publisher", "meta dcterms.publisher", "meta publisher",
		"itemprop publisher", "meta application-name", "meta al:ios:app_name", "JSON-LD Organization name", "meta article:publisher"},
	"authors": {"JSON-LD author", "meta parsely-author", "meta sailthru.author", "meta article:author", "class author", "line byline", "link author",
		"meta author", "meta authors", "meta byl", "meta dc.creator", "meta dcterms.creator", "meta citation_author", "meta cxenseparse:author",
		"meta article:author_name", "itemprop author", "rel author", "JSON-LD other author", "class author below", "link author below", "line byline below",
		"meta twitter:creator"},
	"published": {"JSON-LD datePublished", "meta article:published_time", "meta og:article:published_time", "meta og:published_time",
		"itemprop datepublished", "meta parsely-pub-date", "meta sailthru.date", "meta cxenseparse:recs:publishtime", "meta article:published",
		"meta article.published", "meta article:published_date", "meta article:publicationdate", "meta article:post_date", "meta article.created",
		"meta article_date_original", "meta og:published", "meta og:publish_date", "meta og:pubdate", "meta og:article:published", "meta og:datepublished",
		"meta datepublished", "meta date_published", "meta dateposted", "meta published_time", "meta published-date", "meta published_date",
		"meta publisheddate", "meta publish_time", "meta published", "meta release_date", "meta article-date", "meta sw-pubdate",
		"meta rnews:datepublished", "meta bt:pubdate", "meta dcsext.articlefirstpublished", "meta shareaholic:article_published_time",
		"meta mediator_published_time", "meta cxenseparse:publishtime", "meta analyticsattributes.articledate", "meta dc.created", "meta dc.date.created",
		"meta dc.date.publication", "meta dc:created", "meta citation_date", "meta citation_online_date", "meta bepress_citation_date", "meta created",
		"meta datecreated", "meta date_created", "meta creation_date", "meta creationdate", "meta dcterms.created", "meta dcterms.issued",
		"meta dc.date.issued", "meta citation_publication_date", "meta publication_date", "meta publish-date", "meta publish_date", "meta publishdate",
		"meta pubdate", "meta originalpublicationdate", "meta displaydate", "meta ptime", "meta pdate", "time published", "class published",
		"line published", "JSON-LD WebPage datePublished", "itemprop datecreated", "JSON-LD dateCreated", "meta article:create_at",
		"property schema:datepublished", "property schema:datecreated", "property dc:date dc:created", "property dc:created", "property dc:date",
		"property dcterms:created", "property datepublished", "JSON-LD other datePublished", "JSON-LD other uploadDate", "script", "URL", "time",
		"class date", "line", "meta date", "meta dcterms.date", "meta dc.date", "meta dc:date", "dateline", "class published below",
		"line published below", "time below", "class date below", "line below", "title date", "URL name", "URL month"},
	"updated": {"JSON-LD dateModified", "meta article:modified_time", "meta og:article:modified_time", "meta og:updated_time",
		"meta article:updated_time", "itemprop datemodified", "meta dcterms.modified", "meta dc.date.modified", "meta lastmod", "meta lastmodified",
		"meta last_modified", "meta datemodified", "meta modified_time", "meta article:modified", "meta article:modified_date", "meta dc.modified",
		"meta bt:moddate", "meta revision_date", "meta revised", "meta last-modified", "meta utime", "meta article.updated", "time updated",
		"JSON-LD WebPage dateModified", "class updated", "line updated"},
	"language": {"html lang", "JSON-LD inLanguage", "meta content-language", "meta dc.language", "meta dcterms.language", "meta language", "meta lang", "meta og:locale"},
	"url":      {"link canonical", "meta og:url", "JSON-LD url", "JSON-LD mainEntityOfPage", "meta twitter:url", "meta parsely-link", "fetched"},
	"section": {"JSON-LD articleSection", "itemprop articlesection", "meta article:section", "meta og:article:section", "meta parsely-section", "meta cxenseparse:section",
		"meta section", "meta article.section", "meta category"},
	"tags": {"JSON-LD keywords", "meta article:tag", "meta og:article:tag", "meta parsely-tags", "meta news_keywords", "meta sailthru.tags", "itemprop keywords",
		"meta keywords", "rel tag"},
}

// metadataOf returns an article with what a page says of it and with all
// candidates, and the text that its JSON-LD may hold; fetched is the page's
// address as far as it is known.
func metadataOf(doc *html.Node, fetched string) (a pageFacts, body string) {
	p := readPage(doc)
	p.add("fetched", fetched)
	p.setURL(&a)
	p.addURLDate(cmp.Or(a.URL, fetched))
	p.setOutlet(&a)
	p.setTitle(&a)
	p.spots.setHeadline(a.Title)
	p.addStamps()
	p.addBylines()
	p.setDeck(&a)
	p.setAuthors(&a)
	a.Published.at, a.Published.layout = p.setDate(&a, "published")
	a.Updated.at, a.Updated.layout = p.setDate(&a, "updated")
	p.setLanguage(&a)
	a.Section = p.setFirst(&a, "section", func(s string) string {
		if len(s) > 80 {
			return "is too long for a section"
		}
		return ""
	})
	p.setTags(&a)
	return a, p.body
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
func (p *pageData) setFirst(a *pageFacts, field string, refuse func(string) string) string {
	chosen := ""
	for _, c := range p.candidates(field) {
		if c.Refused = refuse(c.Value); c.Refused == "" && chosen == "" {
			c.Chosen, chosen = true, c.Value
		}
		a.found(c)
	}
	return chosen
}

func (p *pageData) setLanguage(a *pageFacts) {
	a.Language = p.setFirst(a, "language", func(s string) string {
		if languageCode(s) == "" {
			return "is no language code"
		}
		return ""
	})
}

// setURL sets the address of the page. One that leads to the front page while
// another does not was set by mistake.
func (p *pageData) setURL(a *pageFacts) {
	base, _ := url.Parse(cmp.Or(first(p.values["base"]), first(p.values["fetched"]))) // nil is no base
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
		case a.URL == "":
			a.URL, c.Chosen = c.Value, true
		}
		if c.Source != "fetched" || c.Chosen {
			a.found(c)
		}
	}
	p.host = hostOf(cmp.Or(a.URL, first(p.values["fetched"])))
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
func (p *pageData) setTags(a *pageFacts) {
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
		a.found(pageCandidate{Field: "tags", Value: strings.Join(tags, ", "), Source: source, Chosen: a.Tags == nil})
		if a.Tags == nil {
			a.Tags = tags
		}
	}
}

// isTag reports whether a tag is one for readers and not for a program, as
// "_no-apple-news", "@post-id:1" and "source:name" are.
func isTag(s string) bool {
	before, after, ok := strings.Cut(s, ":")
	machine := ok && before != "" && after != "" && after[0] != ' ' && !strings.Contains(before, " ")
	return letters(s) != "" && !machine && !strings.ContainsAny(s[:1], "_@\"")
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
