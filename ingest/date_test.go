package ingest

import (
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/date"
)

func TestDateForms(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2019-11-18", "2019-11-18"},
		{"2019-11-18T10:05:06Z", "2019-11-18T10:05:06Z"},
		{"2019-11-18T10:05:06.123+0100", "2019-11-18T10:05:06+01:00"},
		{"2019-11-18T10:05+01:00", "2019-11-18T10:05+01:00"},
		{"2019-11-18T10:05-0500", "2019-11-18T10:05-05:00"},
		{"2019-11-18 10:05:06 +0000 UTC", "2019-11-18T10:05:06Z"},
		{"2019-11-18 10:05:06.0", "2019-11-18T10:05:06"},
		{"20191118T100506Z", "2019-11-18T10:05:06Z"},
		{"Mon, 18 Nov 2019 10:05:06 GMT", "2019-11-18T10:05:06Z"},
		{"Mon, 18 Nov 2019 10:05:06 -0500", "2019-11-18T10:05:06-05:00"},
		{"Mon Nov 18 2019 10:05:06 GMT+0000 (UTC)", "2019-11-18T10:05:06Z"},
		{"Mon Nov 18 10:05:06 EST 2019", "2019-11-18T10:05:06"},
		{"Nov. 18, 2019 at 3:04 p.m. EST", "2019-11-18T15:04"},
		{"November 18th, 2019 - 07:50 GMT", "2019-11-18T07:50Z"},
		{"Monday, 18. November 2019, 10:05 Uhr", "2019-11-18T10:05"},
		{"18. März 2019", "2019-03-18"},
		{"18 de noviembre de 2019", "2019-11-18"},
		{"18 novembre 2019 à 10:05", "2019-11-18T10:05"},
		{"Mardi 1er octobre 2019", "2019-10-01"},
		{"18 ноября 2019, 10:05", "2019-11-18T10:05"},
		{"18 Kasım 2019 Pazartesi", "2019-11-18"},
		{"2019年11月18日 10:05", "2019-11-18T10:05"},
		{"1574071506", "2019-11-18T10:05:06Z"},
		{"1574071506123", "2019-11-18T10:05:06Z"},
		{"18/11/2019 10:05", "2019-11-18T10:05"},
		{"11/18/2019", "2019-11-18"},
		{"11/11/2019", "2019-11-11"},
		{"10/11/2019", ""}, // two days
		{"31 February 2019", ""},
		{"5 of 12 May 2019", ""},
		{"May 2019", ""},
		{"The attack of 11 September 2001", ""},
		{"Ann Lee, 2 May 2019", ""},
		{"2019", ""},
		{"soon", ""},
		{strings.Repeat("2019 ", 20), ""},
	} {
		at, layout := date.ParseDate(c.in)
		if got := date.DateString(at, layout); got != c.want {
			t.Errorf("parseDate(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// TestRefusedDates holds that of every form a date that cannot be right is not
// kept, and that it is told.
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
		dir := write(t, map[string]string{c.name: c.data})
		articles, failures := collect(Read(t.Context(), Files(dir), Options{Now: now}))
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
