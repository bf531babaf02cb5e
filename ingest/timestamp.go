package ingest

import (
	"iter"
	"strings"
	"time"
)

// headLines is how many of an article's first lines metadata is looked for in: in twice
// as many for what names itself.
const headLines = 6

// head yields the indexes of the first lines of the article, twice headLines, and how
// many of them stand above each. Lines that the tables take out do not count, nor those
// above the headline of a page.
func (t *Text) head() iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		position := 0
		for i := range t.Lines {
			if position == 2*headLines || !yield(i, position) {
				return
			}
			if t.Lines[i].mark.out {
				continue
			}
			if position++; t.title > 0 && t.Lines[i].Number == t.title {
				position = 1
			}
		}
	}
}

var (
	// datePrefix is what may stand before the date on its line.
	datePrefix = mustMatcher(`(?i)^[^\p{L}\p{N}]*(first |last |originally )?(published|posted|updated|modified|created|date|publish date|publication date|veröffentlicht|publié|publicado|pubblicato|опубликовано|yayınlanma)( on| at| am| le| el| em| il)?\s*:?\s+`)
	// agoLine says the date by how far it was off when the page was fetched.
	agoLine = mustMatcher(`(?i)^((published|posted|updated)[: ]+)?(\d+|an?) (second|sec|minute|min|hour|hr|day|week|month|year)s? ago$`)
	// dateNoise is what stands around a date that parseDate does not read:
	// ordinals, weekdays, zones.
	dateNoise = mustMatcher(`(?i)\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b,?|\b(e[sd]?t|c[sd]t|m[sd]t|p[sd]t|gmt|utc|bst|ist|amt|cet|cest|eastern|at|on)\b|[|•·]`)
	// clockTime is "8:41 AM", "08:00 GMT", "9.12 p.m. ET".
	clockTime = mustMatcher(`(?i)\b\d{1,2}([:.]\d\d)?( ?[ap]\.?m\b|:\d\d)|\b\d{1,2}[:.]\d\d\b`)
	ordinal   = mustMatcher(`(\d)(st|nd|rd|th)\b`)
	dateLike  = mustMatcher(`(?i)^[^\p{L}\p{N}]*((published|updated|posted|first published|last updated|last modified|originally published) ?(on|at|:)? ?)?[\w.:,/| –-]{0,60}((19|20)\d\d|\d ?[ap]\.?m\.?|ago)\b[\w.:,/| –()-]{0,40}$`)
)

// findTimestamp finds lines at the head of the article, before its first paragraph or
// two, that are a date and nothing else; below the first with the time of day. The first
// that says when the article was published sets Published where the source gave none, or
// else the first at all; where the source gave one, only lines that say about the same
// go, for others belong to the text. Updated is set likewise.
func findTimestamp(t *Text) []Cut {
	var cuts []Cut
	lines, stamps := t.headStamps()
	published, updated := -1, -1
	for k, st := range stamps {
		if published < 0 && !st.published.at.IsZero() {
			published = k
		}
		if updated < 0 && !st.updated.at.IsZero() {
			updated = k
		}
	}
	known := t.Article.Published
	if known.IsZero() && published >= 0 {
		known = stamps[published].published.at
	}
	for k, st := range stamps {
		at := st.any()
		switch {
		case st.ago && at.at.IsZero():
			cuts = append(cuts, Cut{Line: lines[k], Reason: "says how long ago the article was published"})
			continue
		case at.at.IsZero():
			cuts = append(cuts, Cut{Line: lines[k], Reason: "says when the article was published or updated"})
			continue
		case !known.IsZero() && !st.labelled && absDays(at.at.Sub(known)) > 3:
			continue
		}
		if known.IsZero() {
			known, published = at.at, k
		}
		cuts = append(cuts, Cut{Line: lines[k], Set: func(a *Article) {
			if k == published && a.Published.IsZero() {
				a.Published, a.PublishedLayout = at.at, at.layout
			}
			if k == updated && a.Updated.IsZero() && st.updated.at.After(a.Published) {
				a.Updated, a.UpdatedLayout = st.updated.at, st.updated.layout
			}
		}})
	}
	done := map[int]bool{}
	for _, c := range cuts {
		done[c.Line] = true
	}
	if t.level == Careful {
		return cuts // below the head such a line may be the article's
	}
	for _, c := range stampsBelow(t) {
		if !done[c.Line] {
			cuts = append(cuts, c)
		}
	}
	return cuts
}

// headStamps returns the lines of the head that are dates and nothing else.
func (t *Text) headStamps() (lines []int, stamps []stamp) {
	decks, dayFirst := 0, false
	comments := t.commentsFrom()
	for i, position := range t.head() {
		if i >= comments {
			break // they tell when readers wrote
		}
		s := t.Lines[i].Text
		if beginsBody(s) && t.Lines[i].Number != t.lead {
			if decks++; decks > mostDecks {
				break
			}
		}
		if len(s) > 100 || !strings.ContainsAny(s, "0123456789") {
			continue
		}
		if decks > 0 && !clockTime.MatchString(s) && !tellsMoment(s) {
			continue // a heading of a chronicle
		}
		if st, ok := readStamp(s); ok && (st.labelled || position < headLines || st.alone) {
			lines, stamps = append(lines, i), append(stamps, st)
			dayFirst = dayFirst || st.dayFirst
		}
	}
	for k := range stamps {
		if st := &stamps[k]; dayFirst && st.any().at.IsZero() {
			st.readDates(t.Lines[lines[k]].Text, dayFirst)
		}
	}
	return lines, stamps
}

// readStamp reads a line of an article's head that is a date and nothing else.
func readStamp(s string) (st stamp, ok bool) {
	if len(s) <= 40 && strings.HasSuffix(s, "ago") && agoLine.MatchString(s) {
		return stamp{labelled: true, ago: true}, true
	}
	st.labelled = datePrefix.MatchString(s)
	rest := datePrefix.ReplaceAllString(s, "")
	to := &st.published
	for w := range stampTokens(strings.TrimSuffix(s, rest)) {
		if updateLabels[w] {
			to = &st.updated
		}
	}
	if to.at, to.layout = parseDate(rest); !to.at.IsZero() {
		st.alone = true
		return st, true
	}
	if other, ok := stampOf(s); ok {
		return other, true
	}
	if moment, ok := momentOf(s); ok {
		return moment, true
	}
	if strings.HasPrefix(s, "By ") || !dateLike.MatchString(s) {
		return stamp{}, false
	}
	to.at, to.layout = parseLooseDate(s)
	return st, st.labelled || !to.at.IsZero()
}

// stampsBelow finds lines further down that say "Published …" or "Updated …" and a date
// with its year, and nothing else, and below the last paragraph also dates alone.
func stampsBelow(t *Text) []Cut {
	var cuts []Cut
	last := len(t.Lines) - 1
	for last >= 0 && !beginsBody(t.Lines[last].Text) {
		last--
	}
	for i := range t.Lines {
		s := t.Lines[i].Text
		if len(s) < 10 || len(s) > 80 || !strings.ContainsAny(s, "0123456789") {
			continue
		}
		st, ok := stampOf(s)
		if ok && !st.any().at.IsZero() && (st.labelled || i > last && last >= 0) ||
			datePrefix.MatchString(s) && (dateLike.MatchString(s) && looseDay.MatchString(s) || shortStamp.MatchString(s)) {
			cuts = append(cuts, Cut{Line: i, Reason: "says when the article was published or updated"})
		}
	}
	return cuts
}

// parseLooseDate is parseDate for "Published 11:11 PM EST Nov 19, 2019": of a
// line that is nothing but a date it reads the day and leaves the rest.
func parseLooseDate(s string) (time.Time, string) {
	s = datePrefix.ReplaceAllString(s, "")
	s = ordinal.ReplaceAllString(s, "$1")
	s = strings.Join(strings.Fields(dateNoise.ReplaceAllString(s, " ")), " ")
	if at, layout := parseDate(strings.Trim(s, " ,.-–/")); !at.IsZero() {
		return at, layout
	}
	day := looseDay.FindString(s)
	if day == "" {
		return time.Time{}, ""
	}
	return parseDate(strings.ReplaceAll(strings.ReplaceAll(day, ".", ""), "Sept ", "Sep "))
}

// shortStamp is a stamp without a year: "Updated Nov 19, 9:41 AM;".
var shortStamp = mustMatcher(`(?i)^(published|posted|updated|last updated|first published)( on| at)? ?:? ?(at )?((mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?((jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}|\d{1,2} (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)?,?( at)? ?(\d{1,2}[:.]\d\d ?([ap]\.?m\.?)?( [a-z]{2,4})?|\d{1,2} ?[ap]\.?m\.?)[;.]?$`)

// looseDay is the part of a line that says the day.
var looseDay = mustMatcher(`\b(19|20)\d\d-\d\d-\d\d\b|\b(Jan(uary)?|Feb(ruary)?|Mar(ch)?|Apr(il)?|May|June?|July?|Aug(ust)?|Sept?(ember)?|Oct(ober)?|Nov(ember)?|Dec(ember)?)\.? \d{1,2}, (19|20)\d\d\b|\b\d{1,2} (Jan(uary)?|Feb(ruary)?|Mar(ch)?|Apr(il)?|May|June?|July?|Aug(ust)?|Sept?(ember)?|Oct(ober)?|Nov(ember)?|Dec(ember)?)\.? (19|20)\d\d\b`)

// beginsBody reports whether s is a paragraph rather than something that stands
// above the first one.
func beginsBody(s string) bool {
	return len(s) > 60 && endsFullStop(s) || len(s) > 160 && endsSentence(s)
}

func absDays(d time.Duration) float64 { return max(d, -d).Hours() / 24 }
