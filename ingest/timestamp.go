package ingest

import (
	"iter"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// head yields the indexes of the first lines of the article, twice date.HeadLines of
// them, each with the number of lines above it. Lines that the tables take out do not
// count, nor do lines above the headline of a page.
func (t *Text) head() iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		position := 0
		for i := range t.Lines {
			if position == 2*date.HeadLines || !yield(i, position) {
				return
			}
			if t.Lines[i].mark.Out {
				continue
			}
			if position++; t.title > 0 && t.Lines[i].Number == t.title {
				position = 1
			}
		}
	}
}

// findTimestamp finds lines at the head of the article, before its first paragraph or
// two, that consist of a date; below the first paragraph the time of day is required.
// If the source gave no publication date, Published is set from the first line that is
// labelled as the time of publication, or else from the first line. If the source gave
// one, only lines with about the same date go, because other dates belong to the text.
// Updated is set likewise.
func findTimestamp(t *Text) []Cut {
	var cuts []Cut
	lines, stamps := t.headStamps()
	published, updated := -1, -1
	for k, st := range stamps {
		if published < 0 && !st.Published.At.IsZero() {
			published = k
		}
		if updated < 0 && !st.Updated.At.IsZero() {
			updated = k
		}
	}
	known := t.Article.Published
	if known.IsZero() && published >= 0 {
		known = stamps[published].Published.At
	}
	for k, st := range stamps {
		at := st.Any()
		switch {
		case st.Ago && at.At.IsZero():
			cuts = append(cuts, Cut{Line: lines[k], Whole: true, Reason: "says how long ago the article was published"})
			continue
		case at.At.IsZero():
			cuts = append(cuts, Cut{Line: lines[k], Whole: true, Reason: "says when the article was published or updated"})
			continue
		case !known.IsZero() && !st.Labelled && plain.AbsDays(at.At.Sub(known)) > 3:
			continue
		}
		if known.IsZero() {
			known, published = at.At, k
		}
		cuts = append(cuts, Cut{Line: lines[k], Whole: true, Set: func(a *Article) {
			if k == published && a.Published.IsZero() {
				a.Published, a.PublishedLayout = at.At, at.Layout
			}
			if k == updated && a.Updated.IsZero() && st.Updated.At.After(a.Published) {
				a.Updated, a.UpdatedLayout = st.Updated.At, st.Updated.Layout
			}
		}})
	}
	done := map[int]bool{}
	for _, c := range cuts {
		done[c.Line] = true
	}
	if t.level == Careful {
		return cuts // below the head such a line may belong to the article
	}
	for _, c := range stampsBelow(t) {
		if !done[c.Line] {
			cuts = append(cuts, c)
		}
	}
	return cuts
}

// headStamps returns the lines of the head that consist of a date.
func (t *Text) headStamps() (lines []int, stamps []date.Stamp) {
	decks, dayFirst := 0, false
	comments := t.commentsFrom()
	for i, position := range t.head() {
		if i >= comments {
			break // these are times of readers' comments
		}
		s := t.Lines[i].Text
		if plain.BeginsBody(s) && t.Lines[i].Number != t.lead {
			if decks++; decks > mostDecks {
				break
			}
		}
		if len(s) > 100 || !strings.ContainsAny(s, "0123456789") {
			continue
		}
		if decks > 0 && !date.ClockTime.MatchString(s) && !date.TellsMoment(s) {
			continue // a heading of a chronicle
		}
		if st, ok := date.ReadStamp(s); ok && (st.Labelled || position < date.HeadLines || st.Alone) {
			lines, stamps = append(lines, i), append(stamps, st)
			dayFirst = dayFirst || st.DayFirst
		}
	}
	for k := range stamps {
		if st := &stamps[k]; dayFirst && st.Any().At.IsZero() {
			st.ReadDates(t.Lines[lines[k]].Text, dayFirst)
		}
	}
	return lines, stamps
}

// stampsBelow finds lines further down that consist of "Published …" or "Updated …" and
// a date with its year. Below the last paragraph it also finds bare dates.
func stampsBelow(t *Text) []Cut {
	var cuts []Cut
	last := len(t.Lines) - 1
	for last >= 0 && !plain.BeginsBody(t.Lines[last].Text) {
		last--
	}
	for i := range t.Lines {
		s := t.Lines[i].Text
		if len(s) < 10 || len(s) > 80 || !strings.ContainsAny(s, "0123456789") {
			continue
		}
		st, ok := date.StampOf(s)
		if ok && !st.Any().At.IsZero() && (st.Labelled || i > last && last >= 0) ||
			date.DatePrefix.MatchString(s) && (date.DateLike.MatchString(s) && date.LooseDay.MatchString(s) || date.ShortStamp.MatchString(s)) {
			cuts = append(cuts, Cut{Line: i, Whole: true, Reason: "says when the article was published or updated"})
		}
	}
	return cuts
}
