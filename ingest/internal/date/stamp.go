package date

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Stamp is a line that says only when an article was published or changed, in any of
// the languages of the word files: "Stand: 12.03.2024, 14:35 Uhr", "Publié le 6 juin
// 2024 à 14h15, mis à jour à 16h02", "Güncelleme: 25.01.2024 15:20", "há 2 horas".
type Stamp struct {
	Labelled bool // the line has a label such as "Published"
	Ago      bool // the line is relative: "2 hours ago"
	Alone    bool // the line is a date in one of the common formats, or has a day and a time
	DayFirst bool // a label shows that the day precedes the month in figures

	// The dates that are certain: when the article was published and when it was
	// changed.
	Published, Updated Dated
}

// A Dated is a date with its layout. It is zero if the date is not known.
type Dated struct {
	At     time.Time
	Layout string
}

// Any returns one of the dates, if there is one.
func (st *Stamp) Any() Dated {
	if st.Published.At.IsZero() {
		return st.Updated
	}
	return st.Published
}

// longestStamp is the maximum length of a stamp in bytes.
const longestStamp = 140

// StampOf reads a line as a stamp.
func StampOf(s string) (st Stamp, ok bool) {
	c, ok := countStamp(s, 0)
	if !ok {
		return Stamp{}, false
	}
	st.Labelled = c.labels > 0
	st.Ago = c.ago > 0 && (c.agoMarks > 0 || saysAgo(s))
	if !st.Ago && !c.tells(st.Labelled) {
		return Stamp{}, false
	}
	st.Alone = c.tellsMoment()
	st.ReadDates(s, false)
	return st, true
}

// saysAgo reports whether a line contains one of the phrases for "ago".
func saysAgo(s string) bool {
	s = strings.ToLower(s)
	return slices.ContainsFunc(vocab().agoBefore, func(phrase string) bool { return strings.Contains(s, phrase+" ") })
}

// Limits of the number of other words in a line with a day and a time, like "Madrid 6
// FEB 2024 - 12:05 CET". A stamp may have placeWords of them, for the place or the
// author. A line of at most momentWords is not a headline.
const (
	placeWords  = 2
	momentWords = 6
)

// momentOf reads a line with a day, a time of day, and perhaps a place or an author.
func momentOf(s string) (st Stamp, ok bool) {
	c, ok := countMoment(s, placeWords)
	if !ok {
		return Stamp{}, false
	}
	st.Labelled = c.labels > 0
	st.ReadDates(s, false)
	return st, !st.Any().At.IsZero()
}

// TellsMoment reports whether a line has a day and a time of day, and little else.
func TellsMoment(s string) bool {
	_, ok := countMoment(s, momentWords)
	return ok
}

// countMoment is like countStamp but requires both a day and a time of day.
func countMoment(s string, others int) (c stampCounts, ok bool) {
	if !mayTellClock(s) {
		return c, false
	}
	c, ok = countStamp(s, others)
	return c, ok && c.tellsMoment()
}

// countStamp counts the parts of a line. It fails if the line cannot be a stamp with at
// most the given number of other words.
func countStamp(s string, others int) (c stampCounts, ok bool) {
	if len(s) > longestStamp || !strings.ContainsAny(s, "0123456789") {
		return c, false
	}
	for w := range StampTokens(s) {
		if c.add(w) {
			continue
		}
		if others--; others < 0 {
			return c, false
		}
	}
	return c, true
}

// stampCounts are the numbers of the parts of a line, by kind.
type stampCounts struct {
	labels, months, days, years, clocks, numbers, ago, agoMarks int
}

// add counts a word. It reports whether the word may stand in a stamp.
func (c *stampCounts) add(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	if unicode.IsDigit(r) {
		return c.addNumber(w)
	}
	switch v := vocab(); {
	case v.ago[w]:
		c.agoMarks++
	case v.labels[w]:
		c.labels++
	case v.months[w] > 0:
		c.months++
	case v.agoUnits[w]:
		c.ago++
	case v.stamp[w], v.fillers[w]:
	default:
		if _, zone := v.zones[w]; !zone {
			return false
		}
	}
	return true
}

func (c *stampCounts) addNumber(w string) bool {
	rest := strings.TrimLeft(w, "0123456789")
	digits := len(w) - len(rest)
	switch {
	case isClock(w):
		c.clocks++
	case isDotted(w):
	case rest == "" && digits == 4 && (w[:2] == "19" || w[:2] == "20"):
		c.years++
	case digits <= 2 && (isOrdinal(rest) || rest == "." || rest == "am" || rest == "pm" || rest == "h"):
		c.numbers++
	case isNumberDate(w):
		c.days++
	default:
		return false
	}
	return true
}

// tells reports whether the parts make a date, or, in a labelled line, part of a date.
func (c *stampCounts) tells(labelled bool) bool {
	return c.tellsDay() || labelled && (c.clocks > 0 || c.months > 0 && c.numbers > 0)
}

func (c *stampCounts) tellsDay() bool {
	return c.days > 0 || c.months > 0 && c.years > 0 && c.numbers > 0
}

func (c *stampCounts) tellsMoment() bool { return c.clocks > 0 && c.tellsDay() }

// isClock reports whether w is a time of day: "14:35", "14h35", "9:41am".
func isClock(w string) bool {
	at := strings.IndexAny(w, ":h")
	if at < 1 || at > 2 || strings.TrimLeft(w[:at], "0123456789") != "" || len(w) < at+3 {
		return false
	}
	rest := strings.TrimLeft(w[at+1:], "0123456789:")
	return rest == "" || rest == "am" || rest == "pm" || rest == "z" || rest == "h"
}

// mayTellClock reports, without false negatives, whether s contains a time of day.
func mayTellClock(s string) bool {
	for i := 1; i < len(s); i++ {
		if c := s[i]; (c == ':' || c|0x20 == 'h') && '0' <= s[i-1] && s[i-1] <= '9' {
			return true
		}
	}
	return false
}

// isNumberDate reports whether w is a day, month and year in figures.
func isNumberDate(w string) bool {
	parts := strings.FieldsFunc(w, func(r rune) bool { return r == '.' || r == '/' || r == '-' })
	if len(parts) != 3 {
		return false
	}
	for _, p := range parts {
		if p == "" || len(p) > 4 || strings.TrimLeft(p, "0123456789") != "" {
			return false
		}
	}
	return len(parts[0]) == 4 || len(parts[2]) == 4 || len(parts[2]) == 2
}

// signsInFigures are the signs that may stand within a number.
const signsInFigures = ".:/-"

// StampTokens yields the words of a line in lower case. It keeps signs within numbers.
func StampTokens(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for token, rest := cutToken(s); token != ""; token, rest = cutToken(rest) {
			w := strings.ToLower(strings.Trim(token, signsInFigures))
			if r, _ := utf8.DecodeRuneInString(w); unicode.IsDigit(r) && (!strings.ContainsFunc(w, unicode.IsLetter) || isClock(w) || isNumberDate(w)) {
				if !yield(w) {
					return
				}
				continue
			}
			for part := ""; w != ""; {
				if i := strings.IndexAny(w, signsInFigures); i < 0 {
					part, w = w, ""
				} else {
					part, w = w[:i], w[i+1:]
				}
				if part != "" && !yield(part) {
					return
				}
			}
		}
	}
}

// cutToken returns the first run of letters, figures and signs within figures, and the
// rest of s after it. The token is "" if there is none.
func cutToken(s string) (token, rest string) {
	start := -1
	for i, r := range s {
		switch in := unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune(signsInFigures, r); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			return s[start:i], s[i:]
		}
	}
	if start < 0 {
		return "", ""
	}
	return s[start:], ""
}

// ReadDates reads the dates of a line. Each date has the meaning of the label before
// it; a date without a label is that of publication. If a label is in a language other
// than English, the day precedes the month.
func (st *Stamp) ReadDates(s string, dayFirst bool) {
	v := vocab()
	for w := range StampTokens(s) {
		st.DayFirst = st.DayFirst || v.labels[w] && !v.english[w]
	}
	var words []string
	to := &st.Published
	flush := func() {
		if to.At.IsZero() {
			to.At, to.Layout = dateOfWords(words, dayFirst || st.DayFirst)
		}
		words = words[:0]
	}
	for w := range StampTokens(s) {
		if !v.labels[w] {
			words = append(words, w)
			continue
		}
		flush()
		if to = &st.Published; v.updates[w] {
			to = &st.Updated
		}
	}
	flush()
}

// dateOfWords reads a date from the words of a line.
func dateOfWords(words []string, dayFirst bool) (time.Time, string) {
	var day, clock []string
	v := vocab()
	dotted := slices.ContainsFunc(words, func(w string) bool { return v.dotted[w] })
	afterNumber := false
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		isNumber := unicode.IsDigit(r)
		_, isZone := v.zones[w]
		switch {
		case isNumber && isClock(w):
			clock = append(clock, strings.TrimSuffix(strings.Replace(w, "h", ":", 1), "z"))
		case isNumber && isDotted(w):
			if dotted {
				clock = append(clock, strings.Replace(w, ".", ":", 1))
			}
		case isNumber && isNumberDate(w):
			day = append(day, isoDate(w, dayFirst))
		case isNumber, v.months[w] > 0:
			day = append(day, w)
		case (w == "am" || w == "pm") && afterNumber, isZone: // "am" alone may be German for "on the"
			clock = append(clock, w)
		}
		afterNumber = isNumber
	}
	if len(day) == 0 {
		return time.Time{}, ""
	}
	return ParseDate(strings.Join(append(day, clock...), " "))
}

// isDotted reports whether w is two numbers with a full stop between them, like "9.12".
// It may be a time of day.
func isDotted(w string) bool {
	hour, minute, ok := strings.Cut(w, ".")
	return ok && len(hour) > 0 && len(hour) <= 2 && len(minute) == 2 && strings.TrimLeft(hour+minute, "0123456789") == ""
}

// isoDate rewrites a day in figures with the year first, if the order of its parts is
// known. The day precedes the month if full stops separate the parts or if dayFirst is
// set.
func isoDate(w string, dayFirst bool) string {
	parts := strings.FieldsFunc(w, func(r rune) bool { return r == '.' || r == '/' || r == '-' })
	if len(parts[0]) == 4 {
		return strings.Join(parts, "-")
	}
	if len(parts[2]) != 4 || !dayFirst && !strings.Contains(w, ".") {
		return w
	}
	return parts[2] + "-" + TwoDigits(parts[1]) + "-" + TwoDigits(parts[0])
}
