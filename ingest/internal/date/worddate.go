package date

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// parseWordDate reads a date whose month is written as a word, in any order: "Monday,
// 18. November 2019, 10:05 Uhr", "18 de noviembre de 2019", "Nov. 18, 2019 at 3:04 p.m.
// EST". It requires one month, one day, one year of four digits, and no word that is
// foreign to dates. So "The attack of 11 September 2001" is no date.
func parseWordDate(s string) (time.Time, string) {
	var month, day, year int
	v := vocab()
	clock, zone, half := "", "", ""
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != ':'
	}) {
		w = strings.Trim(w, ":")
		digits := len(w) - len(strings.TrimLeft(w, "0123456789"))
		switch rest := w[digits:]; {
		case w == "":
		case digits > 0 && strings.HasPrefix(rest, ":") && clock == "":
			clock = w
			for _, h := range []string{"am", "pm"} {
				if c, ok := strings.CutSuffix(w, h); ok {
					clock, half = c, h
				}
			}
		case digits == 4 && rest == "" && year == 0:
			year, _ = strconv.Atoi(w)
		case (digits == 1 || digits == 2) && day == 0 && isOrdinal(rest):
			day, _ = strconv.Atoi(w[:digits])
		case digits > 0:
			return time.Time{}, "" // more numbers than a date has
		case w == "am" || w == "pm":
			half = w
		case (w == "a" || w == "p") && clock != "":
			half = w + "m"
		default:
			if m := v.months[w]; m > 0 && month == 0 {
				month = m
			} else if _, ok := v.zones[w]; ok && clock != "" {
				zone = w
			} else if !v.fillers[w] {
				return time.Time{}, ""
			}
		}
	}
	if month == 0 || day == 0 || year < 1000 {
		return time.Time{}, ""
	}
	at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if at.Day() != day {
		return time.Time{}, ""
	}
	return withClock(at, clock, half, zone)
}

// withClock adds a time of day such as "3:04" to the day at, if it can be read.
func withClock(at time.Time, clock, half, zone string) (time.Time, string) {
	const day = "2006-01-02"
	parts := strings.Split(clock, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return at, day
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || v < 0 || v > 59 {
			return at, day
		}
		n[i] = v
	}
	if half != "" && n[0] > 12 || n[0] > 23 {
		return at, day
	}
	if half == "pm" && n[0] < 12 {
		n[0] += 12
	} else if half == "am" && n[0] == 12 {
		n[0] = 0
	}
	layout := "2006-01-02T15:04"
	if len(parts) == 3 {
		layout += ":05"
	}
	where := time.UTC
	if hours, ok := vocab().zones[zone]; ok {
		layout += "Z07:00"
		if hours != 0 {
			where = time.FixedZone("", hours*3600)
		}
	}
	return time.Date(at.Year(), at.Month(), at.Day(), n[0], n[1], n[2], 0, where), layout
}

func isOrdinal(s string) bool { return s == "" || vocab().ordinals[s] }
