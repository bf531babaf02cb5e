package ingest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// fields is the table of the names that scrapers give to an article's fields.
// Of several names of one field that an object has, the first in the row that
// is not empty counts. Names are compared in lower case; fields that are in no
// row are ignored.
var fields = []struct {
	name  string
	names []string
	set   func(*Article, any)
}{
	{"id", []string{"id", "_id", "uuid"}, func(a *Article, v any) { a.ID = stringOf(v) }},
	{"url", []string{"url", "canonical_url", "link"}, func(a *Article, v any) { a.URL = stringOf(v) }},
	{"title", []string{"title", "headline"}, func(a *Article, v any) { a.Title = stringOf(v) }},
	{"deck", []string{"deck", "subtitle", "description"}, func(a *Article, v any) { a.Deck = stringOf(v) }},
	{"text", []string{"text", "body", "content", "maintext", "article", "articlebody"}, func(a *Article, v any) { a.Body = textOf(v) }},
	{"outlet", []string{"outlet", "source", "site", "publisher", "sitename", "source_name"}, func(a *Article, v any) { a.Outlet = stringOf(v) }},
	{"authors", []string{"authors", "author", "byline"}, func(a *Article, v any) { a.Authors = authorsOf(v) }},
	{"published", []string{"published", "date", "date_publish", "publish_date", "pubdate", "published_at", "publication_date"},
		func(a *Article, v any) { a.Published, a.PublishedLayout = parseDate(stringOf(v)) }},
	{"language", []string{"language", "lang"}, func(a *Article, v any) { a.Language = stringOf(v) }},
}

// fieldNames returns the names under which the field is looked for.
func fieldNames(field string) []string {
	for _, f := range fields {
		if f.name == field {
			return f.names
		}
	}
	return nil
}

// articleOf maps an object's fields; hasText says whether one of the text
// fields is there, even if empty.
func articleOf(object map[string]any) (a Article, hasText bool) {
	for _, key := range slices.Sorted(maps.Keys(object)) {
		low := strings.ToLower(key)
		if _, taken := object[low]; !taken {
			object[low] = object[key]
		}
	}
	for _, f := range fields {
		for _, name := range f.names {
			v, ok := object[name]
			if !ok || v == nil {
				continue
			}
			if f.name == "text" {
				hasText = true
			}
			if stringOf(v) == "" && textOf(v) == "" {
				continue
			}
			f.set(&a, v)
			break
		}
	}
	return a, hasText
}

// stringOf returns a JSON value as one string: of a list its first element, of
// an object its "name" ({"name": "The Daily"}, as in JSON-LD).
func stringOf(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	case []any:
		if len(v) > 0 {
			if _, nested := v[0].([]any); !nested {
				return stringOf(v[0])
			}
		}
	case map[string]any:
		if name, ok := v["name"].(string); ok {
			return strings.TrimSpace(name)
		}
	}
	return ""
}

// textOf returns a JSON value as text: a list of strings is its paragraphs.
func textOf(v any) string {
	list, ok := v.([]any)
	if !ok {
		s, _ := v.(string)
		return s
	}
	var paragraphs []string
	for _, p := range list {
		if s, ok := p.(string); ok {
			paragraphs = append(paragraphs, s)
		}
	}
	return strings.Join(paragraphs, "\n")
}

// authorsOf returns the names of a list, or of a string that lists them.
func authorsOf(v any) []string {
	var names []string
	if list, ok := v.([]any); ok {
		for _, e := range list {
			if _, nested := e.([]any); !nested {
				names = append(names, splitAuthors(stringOf(e))...)
			}
		}
	} else {
		names = splitAuthors(stringOf(v))
	}
	var out []string
	for _, n := range names {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// splitAuthors splits "By Ann Lee, Bo Chan and Cy Diaz" into names.
func splitAuthors(s string) []string {
	s = Normalize(strings.ReplaceAll(s, "\n", ","))
	if len(s) > 3 && strings.EqualFold(s[:3], "by ") {
		s = s[3:]
	}
	for _, and := range []string{" and ", " And ", " AND ", " & ", ";", "|"} {
		s = strings.ReplaceAll(s, and, ",")
	}
	var names []string
	for n := range strings.SplitSeq(s, ",") {
		if n = strings.TrimSpace(n); n != "" {
			names = append(names, n)
		}
	}
	return names
}
