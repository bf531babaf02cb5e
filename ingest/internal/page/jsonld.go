package page

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/jsontext"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// articleTypes are the schema.org types of articles.
var articleTypes = map[string]bool{
	"Article": true, "NewsArticle": true, "AnalysisNewsArticle": true, "AskPublicNewsArticle": true, "BackgroundNewsArticle": true,
	"OpinionNewsArticle": true, "ReportageNewsArticle": true, "ReviewNewsArticle": true, "AdvertiserContentArticle": true,
	"SatiricalArticle": true, "ScholarlyArticle": true, "MedicalScholarlyArticle": true, "TechArticle": true, "Report": true,
	"BlogPosting": true, "LiveBlogPosting": true, "SocialMediaPosting": true, "DiscussionForumPosting": true, "ClaimReview": true,
}

// pageTypes are the types of nodes that describe the page or the site; they are used
// where no article states a value.
var pageTypes = map[string]bool{"WebPage": true, "WebSite": true, "Organization": true, "NewsMediaOrganization": true}

// A linkedData collects the JSON-LD of a page (JSON-LD 1.1, schema.org): the first
// article, the nodes that describe the page, and all nodes that have an @id, to which
// others refer.
type linkedData struct {
	article map[string]any
	other   map[string]any // the first published node that is no article
	page    []map[string]any
	byID    map[string]map[string]any
	nodes   int
}

// Limits of the search: nodes of a page, and their depth.
const (
	mostLinkedNodes = 2_000
	deepestLinked   = 12
)

// read takes in one script. It ignores a script that is no JSON even after mendJSON.
func (l *linkedData) read(script string) {
	script = strings.TrimSpace(script)
	for _, fence := range []string{"<!--", "//<![CDATA[", "<![CDATA[", "/*<![CDATA[*/"} {
		script = strings.TrimPrefix(script, fence)
	}
	for _, fence := range []string{"-->", "//]]>", "]]>", "/*]]>*/", ";"} {
		script = strings.TrimSuffix(strings.TrimSpace(script), fence)
	}
	var v any
	if json.Unmarshal([]byte(script), &v) != nil && json.Unmarshal(mendJSON(script), &v) != nil {
		return
	}
	l.walk(v, 0, true)
}

// walk finds the nodes in a value; top says that only lists and graphs are around it, so
// that an article there is the page's own.
func (l *linkedData) walk(v any, depth int, top bool) {
	if l.nodes++; l.nodes > mostLinkedNodes || depth > deepestLinked {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.walk(e, depth+1, top)
		}
	case map[string]any:
		if id, _ := v["@id"].(string); id != "" && len(v) > 1 {
			if l.byID == nil {
				l.byID = map[string]map[string]any{}
			}
			if l.byID[id] == nil {
				l.byID[id] = v
			}
		}
		if top && l.other == nil && (v["datePublished"] != nil || v["uploadDate"] != nil) {
			l.other = v
		}
		for _, t := range typesOf(v) {
			switch {
			case articleTypes[t] && top && (l.article == nil || len(linkedText(l.article["headline"])) == 0):
				l.article = v
			case pageTypes[t]:
				l.page = append(l.page, v)
			}
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if e, ok := v[key]; ok {
				l.walk(e, depth+1, top)
			}
		}
		for _, key := range []string{"publisher", "author", "isPartOf"} {
			if e, ok := v[key]; ok {
				l.walk(e, depth+1, false)
			}
		}
	}
}

// typesOf returns the types of a node without the address of the vocabulary.
func typesOf(node map[string]any) []string {
	var types []string
	for _, t := range linkedTexts(node["@type"]) {
		types = append(types, t[strings.LastIndexAny(t, "/#:")+1:])
	}
	return types
}

// tell adds the values of the nodes to those of a page.
func (l *linkedData) tell(p *data) {
	a := l.article
	for _, name := range []string{"headline", "alternativeHeadline", "name", "description", "datePublished", "dateModified", "dateCreated", "inLanguage", "url", "articleSection", "keywords"} {
		for _, s := range linkedTexts(a[name]) {
			p.add(found.JsonLD.Named(name), s)
		}
	}
	for _, name := range []string{"author", "creator"} {
		for _, s := range l.names(a[name]) {
			p.add(found.JsonLD.Named("author"), s)
		}
	}
	for _, name := range []string{"publisher", "sourceOrganization"} {
		for _, s := range l.names(a[name]) {
			p.add(found.JsonLD.Named("publisher"), s)
		}
	}
	if a == nil {
		for _, name := range []string{"datePublished", "uploadDate"} {
			p.add(found.JsonLD.Named("other "+name), linkedText(l.other[name]))
		}
		for _, s := range l.names(l.other["author"]) {
			p.add(found.JsonLD.Named("other author"), s)
		}
	}
	switch e := a["mainEntityOfPage"].(type) {
	case string:
		p.add(found.JsonLD.Named("mainEntityOfPage"), e)
	case map[string]any:
		p.add(found.JsonLD.Named("mainEntityOfPage"), linkedText(e["@id"]))
	}
	p.body = linkedText(a["articleBody"])
	for _, node := range l.page {
		for _, t := range typesOf(node) {
			switch t {
			case "WebPage":
				for _, name := range []string{"name", "datePublished", "dateModified"} {
					p.add(found.JsonLD.Named("WebPage "+name), linkedText(node[name]))
				}
				p.add(found.JsonLD.Named("inLanguage"), linkedText(node["inLanguage"]))
			case "WebSite":
				p.add(found.JsonLD.Named("WebSite name"), linkedText(node["name"]))
			case "Organization", "NewsMediaOrganization":
				p.add(found.JsonLD.Named("Organization name"), linkedText(node["name"]))
			}
		}
	}
}

// names returns the names of persons or organizations: strings, nodes with a
// name, and references to such nodes.
func (l *linkedData) names(v any) []string {
	var out []string
	switch v := v.(type) {
	case string:
		out = append(out, v)
	case []any:
		for _, e := range v[:min(len(v), mostValues)] {
			if _, nested := e.([]any); !nested {
				out = append(out, l.names(e)...)
			}
		}
	case map[string]any:
		name := linkedText(v["name"])
		if id, _ := v["@id"].(string); name == "" && l.byID[id] != nil {
			name = linkedText(l.byID[id]["name"])
		}
		if name != "" {
			out = append(out, name)
		}
	}
	return out
}

// linkedTexts returns the strings of a value: its own, those of a list, or the
// @value, @id or name of a node.
func linkedTexts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v[:min(len(v), mostValues)] {
			if _, nested := e.([]any); !nested {
				out = append(out, linkedTexts(e)...)
			}
		}
		return out
	case map[string]any:
		for _, key := range []string{"@value", "name", "@id"} {
			if s, ok := v[key].(string); ok {
				return []string{s}
			}
		}
	}
	return nil
}

func linkedText(v any) string { return plain.First(linkedTexts(v)) }

// mendJSON mends the most frequent JSON errors of publishers: line ends and tabs inside
// strings, backslashes that escape nothing, commas before a closing bracket.
func mendJSON(s string) []byte {
	out := make([]byte, 0, len(s)+16)
	inString := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case !inString && c == ',':
			if rest := strings.TrimLeft(s[i+1:min(len(s), i+200)], " \t\r\n"); rest != "" && (rest[0] == '}' || rest[0] == ']') {
				continue
			}
			out = append(out, c)
		case c == '"':
			inString = !inString
			out = append(out, c)
		case inString && c == '\\' && i+1 < len(s) && jsontext.Escapes[s[i+1]] == 0 && s[i+1] != 'u':
			// drop the backslash
		case inString && c == '\\' && i+1 < len(s):
			out = append(out, c, s[i+1])
			i++
		case inString && c < ' ':
			out = append(out, ' ')
		default:
			out = append(out, c)
		}
	}
	if !utf8.Valid(out) {
		return nil
	}
	return out
}
