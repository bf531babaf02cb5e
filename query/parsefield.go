package query

import (
	"fmt"
	"strings"
	"time"
)

// field reads the name of a field and the clause behind it. An unknown name, or a
// name without a valid value, is read as words.
func (p *parser) field(depth int) Query {
	name := p.next()
	if isDate[name.text] {
		if q := p.date(name); q != nil {
			return q
		}
	}
	row := fieldNamed(name.text)
	if row == nil || depth >= maxDepth {
		return p.fieldAsWords(name, depth)
	}
	q := p.primary(depth + 1)
	if q == nil {
		p.note(name.start, fmt.Sprintf("%s: has no value: it is searched as a word", name.text))
		return Term{name.text}
	}
	return Field{Name: row.name, Of: q}
}

// fieldAsWords reads a name and the word behind it as words: as one word if nothing
// separates them.
func (p *parser) fieldAsWords(name token, depth int) Query {
	value := p.peek()
	if value.kind == tokWord && value.start == name.end {
		p.next()
		// 10:30 and https://… are not meant as fields.
		if !strings.HasPrefix(value.text, "//") {
			p.note(name.start, fmt.Sprintf("%s: is not a field: %s:%s is searched as words", name.text, name.text, value.text))
		}
		word, boost := cutBoost(value.text)
		return p.boosted(Term{name.text + ":" + strings.TrimRight(word, "*")}, boost, value.start+len(word))
	}
	p.note(name.start, fmt.Sprintf("%s: is not a field: it is searched as a word", name.text))
	return Term{name.text}
}

// isDate has the names of the date clauses.
var isDate = map[string]bool{"after": true, "before": true, "date": true}

// date reads the value of after:, before: or date:. It returns nil if there is none.
func (p *parser) date(name token) Query {
	value := p.peek()
	if value.kind != tokWord && value.kind != tokPhrase {
		return nil
	}
	p.next()
	if q, ok := dateClause(name.text, value.text); ok {
		return q
	}
	p.note(value.start, fmt.Sprintf("%s is not a date such as 2025-02-01, 2025-02 or 2025: it is searched as words", value.text))
	words := []Query{Term{name.text}}
	if text := strings.ReplaceAll(value.text, "*", " "); hasWord(text) {
		words = append(words, phrase(text))
	}
	return combine(words)
}

func dateClause(name, value string) (DateRange, bool) {
	from, to, isRange := strings.Cut(value, "..")
	if isRange {
		q, ok := dateRange(from, to)
		return q, ok && name == "date"
	}
	start, end, ok := parseDate(value)
	switch name {
	case "after":
		return DateRange{From: start}, ok
	case "before":
		return DateRange{To: start}, ok
	}
	return DateRange{From: start, To: end}, ok
}

// dateRange reads A..B, in which A or B may be missing. The day B is in the range.
func dateRange(fromText, toText string) (DateRange, bool) {
	var q DateRange
	ok := fromText != "" || toText != ""
	if fromText != "" {
		var fromOK bool
		q.From, _, fromOK = parseDate(fromText)
		ok = ok && fromOK
	}
	if toText != "" {
		var toOK bool
		_, q.To, toOK = parseDate(toText)
		ok = ok && toOK
	}
	return q, ok
}

// dateLayouts are the layouts of dates, and the end of the time that each covers.
var dateLayouts = []struct {
	layout string
	end    func(time.Time) time.Time
}{
	{"2006-01-02", func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }},
	{"2006-01", func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }},
	{"2006", func(t time.Time) time.Time { return t.AddDate(1, 0, 0) }},
	{secondLayout, func(t time.Time) time.Time { return t.Add(time.Second) }},
	{"2006-01-02T15:04", func(t time.Time) time.Time { return t.Add(time.Minute) }},
	{time.RFC3339, func(t time.Time) time.Time { return t.Add(time.Second) }},
}

// parseDate returns the first moment of a date and the first moment behind it. A
// date without a zone is in UTC, like dates without one in the index. ok is false
// for invalid dates and for those outside the years 1 to 9998.
func parseDate(s string) (start, end time.Time, ok bool) {
	for _, l := range dateLayouts {
		t, err := time.Parse(l.layout, s)
		if err != nil {
			continue
		}
		t = t.UTC()
		if t.Year() < 1 || t.Year() > 9998 || t.IsZero() {
			return t, t, false
		}
		return t, l.end(t), true
	}
	return time.Time{}, time.Time{}, false
}
