package format

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/jsontext"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// fields is the table of the names that scrapers give to an article's fields:
// news-please, newspaper, Fundus, trafilatura, Media Cloud, data sets made of Common
// Crawl (CC-News, C4, RealNews), publishers' own APIs, schema.org, WordPress, GDELT. If
// an object has several names of one field, the first in the row that has a value counts.
// Names are compared in lower case; "a.b" is the field b of the object a. Fields that are
// in no row are ignored.
var fields = []struct {
	name  string
	Names []string
	// set sets the article's field and reports whether v has a value.
	set func(a *Record, name string, v any) bool
}{
	{"id", []string{
		"id", "_id", "uuid", "guid", "article_id", "story_id", "stories_id", "doc_id", "docid", "document_id", "identifier",
	}, func(a *Record, name string, v any) bool {
		s := stringOf(v)
		return !(name == "guid" && plain.IsURL(s)) && set(&a.ID, s)
	}},
	{"url", []string{
		"url", "canonical_url", "canonical_link", "link", "permalink", "href", "web_url", "weburl", "article_url", "story_url", "page_url",
		"mainentityofpage", "warc-target-uri", "target_uri", "documentidentifier", "source", "guid",
	}, func(a *Record, name string, v any) bool {
		s := stringOf(v)
		if (name == "source" || name == "guid" || name == "mainentityofpage") && !plain.IsURL(s) {
			return false
		}
		return a.setURL(s, a.base, found.RecordField.Named(name))
	}},
	{"title", []string{
		"title", "headline", "article_title", "story_title", "webtitle", "title_page", "title_rss", "og_title", "og:title",
	}, func(a *Record, _ string, v any) bool { return set(&a.Title, plainOf(stringOf(v))) }},
	{"deck", []string{
		"deck", "dek", "subtitle", "subheadline", "sub_title", "standfirst", "description", "meta_description", "abstract", "excerpt", "teaser", "summary",
	}, func(a *Record, name string, v any) bool {
		s := plainOf(stringOf(v))
		return !(name == "summary" && len(s) > maxSummary) && set(&a.Deck, s)
	}},
	{"text", []string{
		"text", "body", "content", "maintext", "article", "articlebody", "article_body", "article_text", "main_text", "body_text", "bodytext",
		"fields.bodytext", "full_text", "fulltext", "story_text", "story", "plaintext", "plain_text", "clean_text", "cleaned_text", "text_content",
		"content_text", "page_content", "raw_content", "raw_text",
	}, func(a *Record, _ string, v any) bool { return set(&a.Body, textOf(v)) }},
	{"html", []string{
		"content_html", "body_html", "html_content", "html_body", "article_html", "content:encoded", "content_encoded", "fields.body",
		"html", "raw_html", "rawhtml", "page_html", "source_html", "page_source",
	}, nil},
	{"outlet", []string{
		"outlet", "source", "site", "publisher", "sitename", "site_name", "source_name", "source-hostname", "meta_site_name", "og_site_name", "og:site_name",
		"publication", "newspaper", "media_name", "media", "feed_title", "hostname", "domain", "source_domain",
	}, func(a *Record, _ string, v any) bool {
		s := stringOf(v)
		return !plain.IsURL(s) && set(&a.Outlet, s)
	}},
	{"authors", []string{
		"authors", "author", "byline", "creator", "dc:creator", "dc_creator", "writers", "article_author", "author_name", "fields.byline",
	}, func(a *Record, _ string, v any) bool {
		a.Authors = authorsOf(v)
		return len(a.Authors) > 0
	}},
	{"published", []string{
		"published", "date", "date_publish", "publish_date", "pubdate", "published_at", "publication_date", "datepublished", "date_published",
		"publishing_date", "publishedat", "published_date", "published_time", "publish_time", "published_on", "pub_date", "pub_time", "datetime",
		"article:published_time", "webpublicationdate", "issued",
	}, func(a *Record, _ string, v any) bool {
		a.Published, a.PublishedLayout = dateOf(v)
		return !a.Published.IsZero()
	}},
	{"retrieved", []string{
		"retrieved", "retrieved_at", "date_download", "download_date", "crawl_date", "crawled_at", "crawl_time", "date_crawled", "fetched_at",
		"fetch_time", "scraped_at", "scrape_date", "collect_date", "indexed_date", "seendate", "warc_date", "warc-date", "filedate", "timestamp",
	}, func(a *Record, _ string, v any) bool {
		a.Retrieved, _ = dateOf(v)
		return !a.Retrieved.IsZero()
	}},
	{"updated", []string{
		"updated", "updated_at", "date_modify", "date_modified", "datemodified", "modified", "modified_at", "last_modified", "lastmod", "update_time",
		"article:modified_time", "fields.lastmodified",
	}, func(a *Record, _ string, v any) bool {
		a.Updated, a.UpdatedLayout = dateOf(v)
		return !a.Updated.IsZero()
	}},
	{"section", []string{
		"section", "category", "categories", "articlesection", "sectionname", "section_name", "news_desk", "channel", "rubric",
	}, func(a *Record, _ string, v any) bool { return set(&a.Section, plainOf(stringOf(v))) }},
	{"tags", []string{
		"tags", "keywords", "topics", "meta_keywords", "news_keywords", "labels",
	}, func(a *Record, _ string, v any) bool {
		a.Tags = namesOf(v)
		return len(a.Tags) > 0
	}},
	{"language", []string{
		"language", "lang", "meta_lang", "language_code", "inlanguage", "content_language", "warc-identified-content-language",
	}, func(a *Record, _ string, v any) bool { return set(&a.Language, stringOf(v)) }},
}

// maxSummary is the limit of bytes of a summary that is taken for a deck. Longer
// summaries are made from the text by programs.
const maxSummary = 400

// records are the keys under which an object without a text keeps its record:
// Elasticsearch, CouchDB, JSON:API.
var records = []string{"_source", "doc", "document", "article", "attributes", "data"}

// set sets a field to s and reports whether s is not blank.
func set(field *string, s string) bool {
	*field = s
	return strings.TrimSpace(s) != ""
}

// articleOf maps the fields of an object; hasText reports whether the object has one of
// the text fields, even an empty one.
func (m FieldMap) articleOf(object map[string]any) (a Record, hasText bool) {
	a, hasText = m.fill(object)
	if hasText {
		return a, true
	}
	for _, key := range records {
		if inner, ok := object[key].(map[string]any); ok {
			if b, ok := m.fill(inner); ok {
				if b.ID == "" {
					b.ID = a.ID
				}
				return b, true
			}
		}
	}
	return a, false
}

func (m FieldMap) fill(object map[string]any) (a Record, hasText bool) {
	lowerKeys(object)
	have, nested := jsontext.KeysOf(object)
	page := ""
	a.base = m.base
	for _, f := range fields {
		names, users := m.Users[f.name]
		if !users {
			names = f.Names
		}
		for _, name := range names {
			var v any
			ok := false
			if have.May(name) {
				v, ok = object[name]
			}
			if !ok && (users || nested && strings.Contains(name, ".")) {
				v = lookUp(object, strings.ToLower(name))
			}
			if v == nil {
				continue
			}
			if f.name == "html" {
				if s, ok := v.(string); ok && strings.TrimSpace(s) != "" {
					page, hasText = s, true
					break
				}
				continue
			}
			if f.name == "text" {
				if !isText(v) {
					continue
				}
				hasText = true
			}
			if f.set(&a, name, v) {
				m.noteOthers(&a, f.name, name, names, object, have, f.set)
				break
			}
		}
	}
	if strings.TrimSpace(a.Body) == "" && page != "" {
		a = withHTML(a, page)
	}
	if m.summary && a.Body == "" && a.Deck != "" {
		a.Body, a.Deck, hasText = a.Deck, "", true
	}
	return a, hasText
}

// lowerKeys adds a key in lower case for each key with capitals, unless the object
// already has that key.
func lowerKeys(object map[string]any) {
	var capitals []string
	for key := range object {
		if strings.ToLower(key) != key {
			capitals = append(capitals, key)
		}
	}
	slices.Sort(capitals) // the first of two keys equal in lower case wins
	for _, key := range capitals {
		low := strings.ToLower(key)
		if _, taken := object[low]; !taken {
			object[low] = object[key]
		}
	}
}

// noteOthers notes the other names of a field, after the chosen one, that have a
// different value.
func (m FieldMap) noteOthers(a *Record, field, chosen string, names []string, object map[string]any, have jsontext.KeySet, set func(*Record, string, any) bool) {
	value := ""
	for _, name := range names[slices.Index(names, chosen)+1:] {
		if !have.May(name) {
			continue
		}
		if value == "" {
			if value = a.settled(field); value == "" {
				return
			}
		}
		v := object[name]
		if v == nil {
			continue
		}
		b := Record{base: m.base}
		if !set(&b, name, v) || b.settled(field) == value {
			continue
		}
		a.found(found.Candidate{Field: field, Value: value, Source: found.RecordField.Named(chosen), Chosen: true})
		a.found(found.Candidate{Field: field, Value: b.settled(field), Source: found.RecordField.Named(name)})
	}
}

// lookUp returns the value of a field, or nil if there is none. A dot leads into an
// object.
func lookUp(object map[string]any, name string) any {
	if v, ok := object[name]; ok {
		return v
	}
	outer, inner, ok := strings.Cut(name, ".")
	if !ok {
		return nil
	}
	nested, _ := object[outer].(map[string]any)
	if v, ok := nested[inner]; ok || nested == nil {
		return v
	}
	for _, key := range slices.Sorted(maps.Keys(nested)) {
		if strings.EqualFold(key, inner) {
			return nested[key]
		}
	}
	return lookUp(nested, inner)
}

// DecodeRecord makes a record of one JSON object.
func (m FieldMap) DecodeRecord(data []byte) (Record, error) {
	var repairs []charset.Repair
	if !utf8.Valid(data) {
		var s string
		s, repairs = charset.ToUTF8(string(data))
		data = []byte(s)
	}
	object, err := jsontext.DecodeObject(data)
	if err != nil {
		return Record{}, err
	}
	a, hasText := m.articleOf(object)
	if !hasText {
		return Record{}, errNoText
	}
	a.Repairs = append(repairs, a.Repairs...)
	return a, nil
}

// hasText reports whether data is an object with one of the text fields.
func (m FieldMap) hasText(data []byte) bool {
	var object map[string]any
	if json.Unmarshal(data, &object) != nil {
		return false
	}
	_, ok := m.articleOf(object)
	return ok
}
