package ingest

import (
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

// TestRefusedDates checks for every format that a date that cannot be right is dropped
// and reported.
func TestRefusedDates(t *testing.T) {
	now := func() time.Time { return time.Date(2025, 3, 4, 12, 0, 0, 0, time.UTC) }
	page := func(date string) string {
		return `<html><head><meta property="article:published_time" content="` + date + `"></head><body><p>The council met.</p></body></html>`
	}
	for _, c := range []struct{ name, data, want, refused string }{
		{"a.jsonl", `{"text":"The council met.","date":"2025-03-05"}`, "2025-03-05", ""},
		{"b.jsonl", `{"text":"The council met.","date":"2025-03-06"}`, "", "lies in the future"},
		{"c.jsonl", `{"text":"The council met.","date":"1970-01-01"}`, "", "is the first second of 1970"},
		{"d.jsonl", `{"text":"The council met.","date":"1969-12-31T19:00:00-05:00"}`, "", "is the first second of 1970"},
		{"e.jsonl", `{"text":"The council met.","date":"0001-01-01T05:00:00Z"}`, "", "is in year 1"},
		{"f.jsonl", `{"text":"1 March 2025\nThe council met, and it did not agree on much of what it talked about.","date":"1970-01-01"}`, "2025-03-01", "is the first second of 1970"},
		{"g.txt", "Council meets\n4 March 2099\n\nThe council met, and it did not agree on much of what it talked about.", "", "lies in the future"},
		{"h.html", page("2099-01-01T00:00:00Z"), "", "lies in the future"},
		{"i.html", page("1970-01-01T00:00:00Z"), "", "is the first second of 1970"},
		{"j.html", page("2025-03-04T00:00:00Z"), "2025-03-04T00:00:00Z", ""},
	} {
		dir := fixture.Folder(t, map[string]string{c.name: c.data})
		articles, failures := fixture.Collect(Read(t.Context(), Files(dir), Options{Now: now}))
		if len(articles) != 1 || failures != nil {
			t.Errorf("%s: %v", c.name, failures)
			continue
		}
		refused := ""
		for _, f := range articles[0].Found {
			if f.Field == "published" && f.Refused != "" {
				refused = f.Refused
			}
		}
		if got := articles[0].PublishedString(); got != c.want || (refused != "") != (c.refused != "") || !strings.HasPrefix(refused, c.refused) {
			t.Errorf("%s: published %q, refused %q; want %q, %q", c.name, got, refused, c.want, c.refused)
		}
	}
}
