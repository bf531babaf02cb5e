package format

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/htmltext"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// inside are the keys under which an object holds the value it represents:
// {"name": "The Daily"} in schema.org, {"rendered": "<p>…"} in WordPress, {"$date": …} in MongoDB,
// {"main": …} in the API of the New York Times.
var inside = []string{"name", "rendered", "main", "@value", "#text", "$oid", "$date", "@id"}

// stringOf returns a JSON value as one string: the first element of a list, the value
// that an object represents.
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
		for _, key := range inside {
			switch w := v[key].(type) {
			case string:
				return strings.TrimSpace(w)
			case json.Number:
				return w.String()
			}
		}
	}
	return ""
}

// isText reports whether a JSON value can be a text.
func isText(v any) bool {
	switch v := v.(type) {
	case string, []any:
		return true
	case map[string]any:
		return len(v) > 0 && textOf(v) != ""
	}
	return false
}

// textOf returns a JSON value as text: the elements of a list as paragraphs; the value
// that an object represents, or its sections, as Fundus has them. HTML becomes text.
func textOf(v any) string {
	var lines []string
	var add func(v any, depth int)
	add = func(v any, depth int) {
		switch v := v.(type) {
		case string:
			lines = append(lines, plainOf(v))
		case []any:
			for _, e := range v {
				if depth < 4 {
					add(e, depth+1)
				}
			}
		case map[string]any:
			if s := stringOf(v); s != "" && v["name"] == nil {
				lines = append(lines, plainOf(s))
				return
			}
			for _, key := range []string{"summary", "headline", "text", "paragraphs", "sections"} {
				if depth < 4 && v[key] != nil {
					add(v[key], depth+1)
				}
			}
		}
	}
	add(v, 0)
	return strings.Join(lines, "\n")
}

// htmlStarts are the tags that HTML in a field begins with.
var htmlStarts = []string{"<!doctype", "<html", "<p>", "<p ", "<div", "<h1", "<h2", "<h3", "<h4", "<article", "<section", "<figure", "<span", "<ul", "<ol",
	"<table", "<blockquote", "<img", "<a ", "<strong", "<em>", "<b>", "<i>", "<br", "<!--"}

// LooksLikeHTML reports whether a field holds HTML: it begins with a tag or contains
// "</p>".
func LooksLikeHTML(s string) bool {
	if strings.Contains(s, "</p>") {
		return true
	}
	s = strings.TrimLeft(s, " \t\r\n")
	if !strings.HasPrefix(s, "<") {
		return false
	}
	head := strings.ToLower(s[:min(len(s), 12)])
	return slices.ContainsFunc(htmlStarts, func(start string) bool { return strings.HasPrefix(head, start) })
}

// plainOf returns s, converted to text if it is HTML.
func plainOf(s string) string {
	if LooksLikeHTML(s) {
		return htmltext.Text(s)
	}
	return s
}

// namesOf returns the elements of a list as strings, or the parts of a string between
// commas, each once.
func namesOf(v any) []string {
	list, ok := v.([]any)
	if !ok {
		for s := range strings.SplitSeq(strings.Trim(stringOf(v), "[]"), ",") {
			list = append(list, strings.Trim(strings.TrimSpace(s), `'"`))
		}
	}
	var names []string
	for _, e := range list {
		if s := stringOf(e); s != "" {
			names = append(names, s)
		}
	}
	return plain.Distinct(names)
}

// isPage reports whether s is a whole HTML page rather than a part of one.
func isPage(s string) bool {
	head := strings.ToLower(s[:min(len(s), 4<<10)])
	return strings.Contains(head, "<html") || strings.Contains(head, "<body") || strings.Contains(head, "<head")
}

// dateOf returns a JSON value as a date and its layout, as ParseDate does. A number is
// the time since 1970 in seconds, milliseconds or microseconds.
func dateOf(v any) (time.Time, string) {
	s := stringOf(v)
	if n, err := strconv.ParseFloat(s, 64); err == nil && len(s) > len("20060102") && len(s) != len("20060102150405") {
		for _, unit := range []float64{1, 1e3, 1e6} {
			if sec := n / unit; sec >= 1e8 && sec < 1e10 { // 1973 to 2286
				whole, part := math.Modf(sec)
				return time.Unix(int64(whole), int64(part*1e9)).UTC(), ""
			}
		}
	}
	for i, l := range fieldLayouts {
		if !fieldLooks[i].MayBe(s) {
			continue
		}
		if t, err := time.Parse(l.In, s); err == nil {
			return t, l.Keep
		}
	}
	if len(s) != len("01-02-2006") || s[2] != '-' {
		return date.ParseDate(s)
	}
	month, err := time.Parse("01-02-2006", s)
	day, other := time.Parse("02-01-2006", s)
	switch {
	case err == nil && other != nil:
		return month, "2006-01-02"
	case err != nil && other == nil:
		return day, "2006-01-02"
	case err == nil: // 03-04-2025 may be either of two days
		return time.Time{}, ""
	}
	return date.ParseDate(s)
}

// fieldLayouts are the date layouts that only data sets use.
var fieldLayouts = []date.Layout{
	{In: "20060102T150405Z"}, // GDELT
	{In: "20060102150405", Keep: "2006-01-02T15:04:05"},
}

// fieldLooks are the looks of fieldLayouts.
var fieldLooks = date.LooksOf(fieldLayouts)

// authorsOf returns the author names in a list, or in a string that lists them.
func authorsOf(v any) []string {
	var names []string
	if list, ok := v.([]any); ok {
		for _, e := range list {
			if _, nested := e.([]any); !nested {
				names = append(names, plain.SplitAuthors(stringOf(e))...)
			}
		}
	} else {
		names = plain.SplitAuthors(stringOf(v))
	}
	return plain.Distinct(names)
}
