package date

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/match"
)

func DateString(at time.Time, layout string) string {
	if at.IsZero() {
		return ""
	}
	return at.Format(cmp.Or(layout, time.RFC3339))
}

// ReadDate reads a date as pages declare it. If s is no date but begins with a day in
// year-first order, ReadDate returns that day: "2022-01-10T22:06:08:684Z".
func ReadDate(s string) (time.Time, string) {
	at, layout := ParseDate(DatePrefix.ReplaceAllString(s, ""))
	if m := beginningDay().FindStringSubmatch(s); at.IsZero() && m != nil {
		return ParseDate(m[1])
	}
	return at, layout
}

var beginningDay = match.Expression(`^((?:19|20)\d\d-\d\d?-\d\d?)(?:\D|$)`)

// MayBeOne reports whether a date and a more precise one may be of the same moment:
// they are on one day, or more has a zone and d may be the same moment in another zone.
func MayBeOne(d, more Dated) bool {
	const (
		ahead  = 14 * time.Hour // range of the time zones of the earth
		behind = 12 * time.Hour
	)
	if dayOf(d.At).Equal(dayOf(more.At)) {
		return true
	}
	if more.Layout != "" && !strings.Contains(more.Layout, "Z07") {
		return false
	}
	off := more.At.Sub(d.At)
	if d.Layout == "2006-01-02" {
		return off > -ahead && off < 24*time.Hour+behind
	}
	return off > -ahead && off < behind
}

// YearOne matches the start of the dates that programs write for "no date".
var YearOne = match.Expression(`^(0001-|01?/01?/0001)`)

// Precision orders layouts by how precise they are.
func Precision(layout string) int {
	if layout == "" {
		layout = time.RFC3339
	}
	return len(layout)
}

func TwoDigits(n string) string { return strings.Repeat("0", 2-min(len(n), 2)) + n }

// dateAhead is how far ahead of the clock a date may lie. Zones reach from -12 to +14
// hours, and clocks go wrong.
const dateAhead = 24 * time.Hour

// Refusal returns the reason why no article can have been published at t, or "" if
// there is none. Programs without a date write year 1 or the first second of 1970.
func Refusal(t, now time.Time) string {
	switch {
	case t.Year() <= 1:
		return "is in year 1, which programs write that know no date"
	case t.Unix() == 0:
		return "is the first second of 1970, which programs write that know no date"
	case t.After(now.Add(dateAhead)):
		return "lies in the future"
	}
	return ""
}

// HeadLines is the number of an article's first lines that are searched for metadata.
// Metadata with a label is searched for in twice as many.
const HeadLines = 6

// Matchers of lines with dates. Their words are in words/, those of English in
// words/en.txt.
var (
	// DatePrefix matches text that may precede the date on its line.
	DatePrefix = words.Locator("date-prefix")
	// AgoLine matches a line that gives its date relative to when the page was fetched.
	AgoLine = words.Matcher("ago-line")
	// DateNoise matches text around a date that ParseDate does not read: ordinals,
	// weekdays, zones.
	DateNoise = words.Locator("date-noise")
	// ClockTime matches "8:41 AM", "08:00 GMT", "9.12 p.m. ET".
	ClockTime = words.Matcher("clock-time")
	// Ordinal matches a day with the ending of an ordinal: "3rd".
	Ordinal = words.Locator("day-ordinal")
	// DateLike matches a line that looks like a date, with or without a label.
	DateLike = words.Matcher("date-like")
	// ShortStamp matches a stamp without a year: "Updated Nov 19, 9:41 AM;".
	ShortStamp = words.Matcher("short-stamp")
	// LooseDay matches the part of a line that names the day.
	LooseDay = words.Locator("loose-day")
)

// ReadStamp reads a line of an article's head that consists only of a date.
func ReadStamp(s string) (st Stamp, ok bool) {
	if len(s) <= 40 && strings.HasSuffix(s, "ago") && AgoLine.MatchString(s) {
		return Stamp{Labelled: true, Ago: true}, true
	}
	st.Labelled = DatePrefix.MatchString(s)
	rest := DatePrefix.ReplaceAllString(s, "")
	to := &st.Published
	for w := range StampTokens(strings.TrimSuffix(s, rest)) {
		if IsUpdateLabel(w) {
			to = &st.Updated
		}
	}
	if to.At, to.Layout = ParseDate(rest); !to.At.IsZero() {
		st.Alone = true
		return st, true
	}
	if other, ok := StampOf(s); ok {
		return other, true
	}
	if moment, ok := momentOf(s); ok {
		return moment, true
	}
	if beginsOther(s) || !DateLike.MatchString(s) {
		return Stamp{}, false
	}
	to.At, to.Layout = parseLooseDate(s)
	return st, st.Labelled || !to.At.IsZero()
}

// otherStarts are the starts of lines that look like a date but name the author.
var otherStarts = words.Quoted("no-stamp")

func beginsOther(s string) bool {
	return slices.ContainsFunc(otherStarts(), func(start string) bool { return strings.HasPrefix(s, start) })
}

// parseLooseDate is like ParseDate but also reads lines like "Published 11:11 PM EST
// Nov 19, 2019". From a line that consists only of a date it takes the day and ignores
// the rest.
func parseLooseDate(s string) (time.Time, string) {
	s = DatePrefix.ReplaceAllString(s, "")
	s = Ordinal.ReplaceAllString(s, "$1")
	s = strings.Join(strings.Fields(DateNoise.ReplaceAllString(s, " ")), " ")
	if at, layout := ParseDate(strings.Trim(s, " ,.-–/")); !at.IsZero() {
		return at, layout
	}
	day := LooseDay.FindString(s)
	if day == "" {
		return time.Time{}, ""
	}
	return ParseDate(strings.ReplaceAll(strings.ReplaceAll(day, ".", ""), "Sept ", "Sep "))
}
