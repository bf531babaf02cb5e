package date

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/match"
)

// A foundDate is a date within a line of text: "Posted on 3 May 2020 by Ann Lee".
type foundDate struct {
	Dated
	Label  dateLabel
	Before int // words before it that belong to no date, since the previous date
}

// A dateLabel is the meaning of a date, according to the words before it.
type dateLabel int

const (
	noLabel dateLabel = iota
	PublishedLabel
	UpdatedLabel
)

// earliestPublished is the first year of the web. An earlier year in a line is not when
// the page was published.
const earliestPublished = 1991

// longestDateLine is the maximum length in bytes of a line that is searched for dates.
const longestDateLine = 240

// FindDates returns the dates of a line, in the languages of the word files, and the
// number of words that belong to no date or label. A date in figures is read with the
// day first if it has full stops or if dayFirst is set.
func FindDates(line string, dayFirst bool) (dates []foundDate, others int) {
	if len(line) > longestDateLine || !MayTellDay(line) {
		return nil, 0
	}
	line = spacedDay().ReplaceAllString(line, "$1.$2.$3")
	line = gluedDay().ReplaceAllString(line, "$1 $2 $3")
	var words []string
	for w := range StampTokens(line) {
		words = append(words, w)
	}
	v := vocab()
	label, before := noLabel, 0
	for i := 0; i < len(words); i++ {
		day, used := dayAt(words[i:], dayFirst)
		if used == 0 {
			switch w := words[i]; {
			case v.updates[w]:
				label = UpdatedLabel
			case v.labels[w] || v.written[w]:
				label = max(label, PublishedLabel)
			case v.named[w] && before == 0:
				label = max(label, PublishedLabel)
			case v.stamp[w], v.fillers[w], v.ago[w], isClock(w):
			default:
				before++
				others++
			}
			continue
		}
		clock, more := clockAt(words[i+used:])
		at, layout := ParseDate(strings.TrimSpace(day + " " + clock))
		if at.IsZero() {
			at, layout = ParseDate(day)
		}
		i += used + more - 1
		if at.IsZero() || at.Year() < earliestPublished {
			before++
			others++
			continue
		}
		dates = append(dates, foundDate{Dated{at, layout}, label, before})
		label, before = noLabel, 0
	}
	if n := len(dates) - 1; n >= 0 && before == 0 && dates[n].Label == noLabel {
		dates[n].Label = label // "wurde am 3. Mai 2020 geändert"
	}
	return dates, others
}

// spacedDay matches a day in figures with spaces after its full stops: "4. 2. 2022".
var spacedDay = match.Expression(`\b(\d{1,2})\.[ \x{2009}\x{a0}](\d{1,2})\.[ \x{2009}\x{a0}]((?:19|20)\d\d)\b`)

// gluedDay matches a day without spaces around its month: "23.Jan.2020", "3-May-2020".
var gluedDay = match.Expression(`\b(\d{1,2})[.-](\p{L}{3,9})[.-]((?:19|20)\d\d)\b`)

// MayTellDay reports whether a text may contain a day in figures, or a year.
func MayTellDay(s string) bool {
	digits, signs := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			if digits++; digits == 4 || digits == 2 && signs == 2 {
				return true
			}
		case (c == '.' || c == '/' || c == '-') && digits > 0:
			digits, signs = 0, signs+1
		default:
			digits, signs = 0, 0
		}
	}
	return false
}

// dayAt reads the day at the start of words and returns how many words it takes.
func dayAt(words []string, dayFirst bool) (day string, used int) {
	first := words[0]
	if r, _ := utf8.DecodeRuneInString(first); unicode.IsDigit(r) && isNumberDate(first) {
		return isoDate(longYear(first), dayFirst), 1
	}
	if strings.Contains(first, "年") || strings.Contains(first, "년") {
		return first, 1
	}
	if Month(first) == 0 && !isDayOrYear(first) {
		return "", 0
	}
	const most = 6 // includes the words between: "3 de mayo de 2020"
	var parts []string
	has := [3]bool{} // day, month, year
	for i, w := range words[:min(len(words), most)] {
		kind := -1
		switch {
		case IsYear(w):
			kind = 2
		case isDayOrYear(w):
			kind = 0
		case Month(w) > 0:
			kind = 1
		case vocab().fillers[w] && i > 0:
			continue
		}
		if kind < 0 || has[kind] {
			break
		}
		has[kind] = true
		if parts = append(parts, w); len(parts) == 3 {
			return strings.Join(parts, " "), i + 1
		}
	}
	return "", 0
}

// longYear rewrites the year of "26.01.22" with four digits.
func longYear(day string) string {
	i := strings.LastIndexAny(day, "./")
	if i < 0 || len(day)-i != 3 || day[len(day)-2] > '3' {
		return day
	}
	return day[:i+1] + "20" + day[i+1:]
}

func IsYear(w string) bool {
	return len(w) == 4 && (w[:2] == "19" || w[:2] == "20") && strings.Trim(w, "0123456789") == ""
}

// isDayOrYear reports whether w is a day of the month ("3", "3rd") or a year.
func isDayOrYear(w string) bool {
	rest := strings.TrimLeft(w, "0123456789")
	digits := len(w) - len(rest)
	return IsYear(w) || digits >= 1 && digits <= 2 && isOrdinal(rest)
}

// clockAt reads the time of day that follows a day, before any word that belongs to no
// date.
func clockAt(words []string) (clock string, used int) {
	const most = 4
	for i, w := range words[:min(len(words), most)] {
		switch {
		case isClock(w):
			used = i + 1
			clock = strings.TrimSuffix(strings.Replace(w, "h", ":", 1), "z")
			if len(words) > used && (words[used] == "am" || words[used] == "pm") {
				clock += " " + words[used]
				used++
			}
			if len(words) > used {
				if _, zone := vocab().zones[words[used]]; zone {
					clock += " " + words[used]
					used++
				}
			}
			return clock, used
		case isDotted(w) && len(words) > i+1 && vocab().afterClock[words[i+1]]:
			return strings.Replace(w, ".", ":", 1), i + 2
		case !vocab().fillers[w]:
			return "", 0
		}
	}
	return "", 0
}

// SameDay reports whether all dates are on one day.
func SameDay(dates []foundDate) bool {
	for _, d := range dates[1:] {
		if dayOf(d.At) != dayOf(dates[0].At) {
			return false
		}
	}
	return true
}

func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
