package date

import (
	"cmp"
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

// ReadDate reads a date as pages declare it. Of what is no date, but begins with a day
// that has the year first, it is that day: "2022-01-10T22:06:08:684Z".
func ReadDate(s string) (time.Time, string) {
	at, layout := ParseDate(DatePrefix.ReplaceAllString(s, ""))
	if m := beginningDay().FindStringSubmatch(s); at.IsZero() && m != nil {
		return ParseDate(m[1])
	}
	return at, layout
}

var beginningDay = match.Expression(`^((?:19|20)\d\d-\d\d?-\d\d?)(?:\D|$)`)

// MayBeOne reports whether a date and one that says more may be of one moment: they are
// of one day, or the other has a zone in which that may be so.
func MayBeOne(d, more Dated) bool {
	const (
		ahead  = 14 * time.Hour // of the zones of the earth
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

// YearOne begins the date that programs write for none.
var YearOne = match.Expression(`^(0001-|01?/01?/0001)`)

// Precision orders layouts by how much they say.
func Precision(layout string) int {
	if layout == "" {
		layout = time.RFC3339
	}
	return len(layout)
}

func TwoDigits(n string) string { return strings.Repeat("0", 2-min(len(n), 2)) + n }

// How far ahead of the clock a date may lie: zones reach from -12 to +14 hours,
// and clocks go wrong.
const dateAhead = 24 * time.Hour

// Refusal says why no article was published at t, "" if one can have been. Year
// 1 and the first second of 1970 are what programs write that know no date.
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

// HeadLines is how many of an article's first lines metadata is looked for in: in twice
// as many for what names itself.
const HeadLines = 6

var (
	// DatePrefix is what may stand before the date on its line.
	DatePrefix = words.Matcher("date-prefix")
	// AgoLine says the date by how far it was off when the page was fetched.
	AgoLine = words.Matcher("ago-line")
	// DateNoise is what stands around a date that ParseDate does not read:
	// ordinals, weekdays, zones.
	DateNoise = words.Matcher("date-noise")
	// ClockTime is "8:41 AM", "08:00 GMT", "9.12 p.m. ET".
	ClockTime = words.Matcher("clock-time")
	// Ordinal is a day with the ending of an ordinal: "3rd".
	Ordinal = words.Matcher("day-ordinal")
	// DateLike is a line that is like a date, with or without a label.
	DateLike = words.Matcher("date-like")
	// ShortStamp is a stamp without a year: "Updated Nov 19, 9:41 AM;".
	ShortStamp = words.Matcher("short-stamp")
	// LooseDay is the part of a line that says the day.
	LooseDay = words.Matcher("loose-day")
)

// ReadStamp reads a line of an article's head that is a date and nothing else.
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
	if strings.HasPrefix(s, "By ") || !DateLike.MatchString(s) {
		return Stamp{}, false
	}
	to.At, to.Layout = parseLooseDate(s)
	return st, st.Labelled || !to.At.IsZero()
}

// parseLooseDate is ParseDate for "Published 11:11 PM EST Nov 19, 2019": of a
// line that is nothing but a date it reads the day and leaves the rest.
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
