package date

import (
	"strconv"
	"strings"
	"time"
)

// A Layout is a format of dates in sources (In), with the layout that keeps as much as
// the format says (Keep).
type Layout struct{ In, Keep string }

// Layouts are the formats of dates. The first that fits is used.
var Layouts = []Layout{
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
	{"20060102T150405Z0700", ""},
	{"20060102T150405", "2006-01-02T15:04:05"},
	{"2006-01-02T15:04:05.999999999-0700", ""},
	{"2006-01-02T15:04:05 -07:00", ""},
	{"2006-01-02T15:04-0700", "2006-01-02T15:04Z07:00"},
	{"2006-01-02 15:04:05 -07:00", ""},
	{"2006-01-02 15:04:05 -0700 UTC", ""},
	{"2006-01-02 15:04 -0700", "2006-01-02T15:04Z07:00"},
	{"2006-01-02 15:04Z07:00", "2006-01-02T15:04Z07:00"},
	{"2006-01-02T15Z07:00", "2006-01-02T15Z07:00"},
	{"Mon Jan 02 2006 15:04:05 GMT-0700", ""},
	{"Mon Jan _2 15:04:05 MST 2006", ""},
	{"Mon Jan _2 15:04:05 2006", "2006-01-02T15:04:05"},
	{"Monday, 02-Jan-06 15:04:05 MST", ""},
	{"2006年1月2日 15:04:05", "2006-01-02T15:04:05"},
	{"2006年1月2日 15:04", "2006-01-02T15:04"},
	{"2006年1月2日15:04", "2006-01-02T15:04"},
	{"2006年1月2日", "2006-01-02"},
	{"2006년 1월 2일 15:04", "2006-01-02T15:04"},
	{"2006년 1월 2일", "2006-01-02"},
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
	{"2006-1-2", "2006-01-02"},
	{"2006-1-2 15:04:05", "2006-01-02T15:04:05"},
	{"2006-1-2T15:04:05Z07:00", ""},
	{"2006/1/2", "2006-01-02"},
}

// ParseDate reads a date and returns it with the layout that keeps exactly what s said
// (Article.PublishedLayout). It returns the zero time if s is no date. It does not
// reject implausible dates: see [Refusal]. A zone abbreviation is used only if the list
// of zones has it; others are dropped.
func ParseDate(s string) (time.Time, string) {
	s = strings.TrimSpace(s)
	if len(s) < len("2006-01") || len(s) > longestDate {
		return time.Time{}, ""
	}
	if strings.ContainsAny(s, "([+&\u00a0\u202f") {
		s = dateTail.Replace(s)
	}
	for i, l := range Layouts {
		if !dateLooks[i].MayBe(s) {
			continue
		}
		t, err := time.Parse(l.In, s)
		if err != nil {
			continue
		}
		keep := l.Keep
		if name, _ := t.Zone(); strings.Contains(l.In, " MST") && name != "UTC" && name != "GMT" {
			keep = "2006-01-02T15:04:05"
			t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
		}
		return t, keep
	}
	if t, layout := parseNumberDate(s); !t.IsZero() {
		return t, layout
	}
	return parseWordDate(s)
}

// longestDate is the maximum length of a date in bytes.
const longestDate = 64

// dateTail rewrites additions of some programs so that the common layouts fit.
var dateTail = strings.NewReplacer(" (Coordinated Universal Time)", "", " (UTC)", "", " (GMT)", "", "[UTC]", "", " +0000 UTC", " +0000", "&nbsp;", " ", "\u00a0", " ", "\u202f", " ")

// parseNumberDate reads seconds and milliseconds since 1970. It also reads days and
// months in figures where their order is certain: 18/11/2019 and 11/18/2019, but not
// 10/11/2019.
func parseNumberDate(s string) (time.Time, string) {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		switch len(s) {
		case 10:
			return time.Unix(n, 0).UTC(), ""
		case 13:
			return time.UnixMilli(n).UTC(), ""
		}
		return time.Time{}, ""
	}
	day, clock, _ := strings.Cut(s, " ")
	parts := strings.FieldsFunc(day, func(r rune) bool { return r == '/' || r == '-' })
	if len(parts) != 3 || len(parts[2]) != 4 {
		return time.Time{}, ""
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil {
			return time.Time{}, ""
		}
		n[i] = v
	}
	d, m := n[0], n[1]
	if m > 12 {
		d, m = m, d
	}
	if m < 1 || m > 12 || d < 1 || d <= 12 && d != m {
		return time.Time{}, ""
	}
	at := time.Date(n[2], time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if at.Day() != d {
		return time.Time{}, ""
	}
	clock, half, _ := strings.Cut(strings.ToLower(strings.TrimLeft(clock, "-–, ")), " ")
	return withClock(at, clock, half, "")
}
