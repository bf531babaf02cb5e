package ingest

import (
	"strings"
	"time"
)

// dateLayouts are the forms in which sources write a date, each with the layout
// that keeps as much as it says. The first that fits counts.
var dateLayouts = []struct{ in, keep string }{
	{time.RFC3339Nano, ""},
	{"2006-01-02T15:04:05.999999999", "2006-01-02T15:04:05"},
	{"2006-01-02 15:04:05.999999999Z07:00", ""},
	{"2006-01-02 15:04:05.999999999 -0700", ""},
	{"2006-01-02 15:04:05.999999999 MST", ""},
	{"2006-01-02 15:04:05.999999999", "2006-01-02T15:04:05"},
	{"2006-01-02T15:04:05-0700", ""},
	{"2006-01-02T15:04Z07:00", "2006-01-02T15:04Z07:00"},
	{"2006-01-02T15:04", "2006-01-02T15:04"},
	{"2006-01-02 15:04", "2006-01-02T15:04"},
	{"2006/01/02 15:04:05", "2006-01-02T15:04:05"},
	{"2006/01/02 15:04", "2006-01-02T15:04"},
	{"2006.01.02 15:04", "2006-01-02T15:04"},
	{"2006-01-02", "2006-01-02"},
	{"2006/01/02", "2006-01-02"},
	{"2006.01.02", "2006-01-02"},
	{"20060102", "2006-01-02"},
	{time.RFC1123Z, ""},
	{"Mon, 2 Jan 2006 15:04:05 -0700", ""},
	{"Mon, 2 Jan 2006 15:04:05 MST", ""},
	{"2 Jan 2006 15:04:05 -0700", ""},
	{"January 2, 2006 15:04", "2006-01-02T15:04"},
	{"January 2, 2006 3:04 PM", "2006-01-02T15:04"},
	{"Jan 2, 2006 3:04 PM", "2006-01-02T15:04"},
	{"January 2, 2006", "2006-01-02"},
	{"Jan 2, 2006", "2006-01-02"},
	{"Jan. 2, 2006", "2006-01-02"},
	{"2 January 2006 15:04", "2006-01-02T15:04"},
	{"2 January 2006", "2006-01-02"},
	{"2 Jan 2006", "2006-01-02"},
	{"Monday, January 2, 2006", "2006-01-02"},
	{"Monday, 2 January 2006", "2006-01-02"},
	{"Monday 2 January 2006", "2006-01-02"},
	{"2.1.2006 15:04", "2006-01-02T15:04"},
	{"2.1.2006, 15:04", "2006-01-02T15:04"},
	{"2.1.2006", "2006-01-02"},
	{"2006-01", "2006-01"},
}

// parseDate reads a date and returns it with the layout that keeps exactly what
// s said (Article.PublishedLayout). It returns the zero time for what is no
// date, and for year 1 and the first second of 1970, which programs write where
// they know no date. A zone named by letters that is not UTC has no certain
// meaning and is dropped. All months and weekdays are English.
func parseDate(s string) (time.Time, string) {
	s = strings.TrimSpace(s)
	if len(s) < len("2006-01") || len(s) > 48 {
		return time.Time{}, ""
	}
	for _, l := range dateLayouts {
		t, err := time.Parse(l.in, s)
		if err != nil {
			continue
		}
		if t.Year() <= 1 || t.Unix() == 0 {
			return time.Time{}, ""
		}
		keep := l.keep
		if name, _ := t.Zone(); strings.HasSuffix(l.in, "MST") && name != "UTC" && name != "GMT" {
			keep = "2006-01-02T15:04:05"
			t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
		}
		return t, keep
	}
	return time.Time{}, ""
}
