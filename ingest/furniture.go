package ingest

import (
	"slices"

	"github.com/newsdex/newsdex/ingest/internal/date"
)

// lookAtHead is the stage that scores the lines and finds the headline above the first
// paragraph. On a page it also finds the lead; in another text it looks for the
// headline below the title of the page.
func (t *Text) lookAtHead() {
	t.scoreLines()
	first := t.firstParagraph()
	switch {
	case t.page && first >= 0:
		t.findLead(t.findHeadline(first), first)
	case t.findPageTitle():
	case first >= 0:
		t.findHeadline(first)
	}
}

// firstParagraph returns the index of the first paragraph of the article, -1 if none
// is known.
func (t *Text) firstParagraph() int {
	return slices.IndexFunc(t.Lines, func(l Line) bool { return !l.outside && l.prose })
}

// findFurniture finds the lines above and below the article on a whole page. The
// headline and the lead stay. Above the article, lines with its date and authors stay
// too, for the rules that turn them into metadata; below it, lines stay that other
// rules remove for their own reasons. In a text that is no page it finds the title of
// the page, if that is its first line.
func findFurniture(t *Text) []Cut {
	first := t.firstParagraph()
	if !t.page || first < 0 {
		if len(t.Lines) > 0 && t.Lines[0].Number == t.pageTitle {
			return []Cut{{Line: 0, Whole: true, Reason: "is the title of the page, whose headline stands below it"}}
		}
		return nil
	}
	var cuts []Cut
	for i := range t.Lines {
		switch l := &t.Lines[i]; {
		case l.Number == t.title, l.Number == t.lead:
		case i < first && l.outside && (l.stray > 0 || l.mark.Out) && !(i >= first-2*date.HeadLines && becomesMetadata(l.Text)):
			cuts = append(cuts, Cut{Line: i, Whole: true, Reason: "stands above the article, among the menus of its page"})
		case i > first && l.outside && l.stray > 0 && !l.mark.Out:
			cuts = append(cuts, Cut{Line: i, Whole: true, Reason: "stands below the article, among the links and notices of its page"})
		}
	}
	return cuts
}

// becomesMetadata reports whether another rule may read a date or authors from
// the line.
func becomesMetadata(s string) bool {
	if len(s) > 140 {
		return false
	}
	if byline.MatchString(s) {
		return true
	}
	if _, ok := date.StampOf(s); ok {
		return true
	}
	return date.DateLike.MatchString(s)
}

// findStray finds lines in or around the article that do not read like a part of it.
// The headline stays.
func findStray(t *Text) []Cut {
	headline := t.headline()
	var cuts []Cut
	prose := false
	rest := 0
	for i := range t.Lines {
		if t.Lines[i].stray <= 0 && t.Lines[i].prose {
			rest++
		}
	}
	for i := range t.Lines {
		l := &t.Lines[i]
		if l.stray <= 0 {
			if l.prose {
				prose = true
				rest--
			}
			continue
		}
		reason := "a line between the article's paragraphs that does not read like one of its own"
		switch {
		case i == headline, l.Number == t.lead, i == 0 && looksLikeHeadline(l.Text):
			continue // it may be another outlet's headline
		case !prose:
			reason = "a line above the article that does not read like a part of it"
		case rest == 0:
			reason = "a line below the article that does not read like a part of it"
		}
		cuts = append(cuts, Cut{Line: i, Whole: true, Reason: reason})
	}
	return cuts
}
