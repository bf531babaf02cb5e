package ingest

import "slices"

// findFurniture finds what stands above and below the article on a whole page.
// The headline stays, and above the article so do lines that tell its date and
// authors, for the rules that make metadata of them; below it, what other rules
// take out for reasons of their own.
func findFurniture(t *Text) []Cut {
	t.judge()
	if !t.page {
		return nil
	}
	first := slices.IndexFunc(t.Lines, func(l Line) bool { return !l.outside && l.prose })
	if first < 0 {
		return nil
	}
	headline := t.pageHeadline(first)
	var cuts []Cut
	for i := range t.Lines {
		switch l := &t.Lines[i]; {
		case i == headline:
		case i < first && l.outside && (l.stray > 0 || l.mark.out) && !(i >= first-2*headLines && becomesMetadata(l.Text)):
			cuts = append(cuts, Cut{Line: i, Reason: "stands above the article, among the menus of its page"})
		case i > first && l.outside && l.stray > 0 && !l.mark.out:
			cuts = append(cuts, Cut{Line: i, Reason: "stands below the article, among the links and notices of its page"})
		}
	}
	return cuts
}

// pageHeadline returns the line above the first paragraph that is the headline:
// the last one that says again what the page's title, its first line, says; else
// that one; -1 if there is none.
func (t *Text) pageHeadline(first int) int {
	if t.Article.Title != "" {
		return -1
	}
	const same = .6
	for i := first - 1; i > 0 && i > first-40; i-- {
		if l := &t.Lines[i]; l.titled >= same && looksLikeHeadline(l.Text) && len(l.Text) >= minRepeatedHeadline {
			return i
		}
	}
	if first > 0 && looksLikeHeadline(t.Lines[0].Text) {
		return 0
	}
	return -1
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
	return dateLike.MatchString(s)
}

// findStray finds lines that stand in or around the article and do not read like
// a part of it. The headline stays.
func findStray(t *Text) []Cut {
	t.judge()
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
		case i == headline, i == 0 && looksLikeHeadline(l.Text):
			continue // another outlet's headline may be a second one
		case !prose:
			reason = "a line above the article that does not read like a part of it"
		case rest == 0:
			reason = "a line below the article that does not read like a part of it"
		}
		cuts = append(cuts, Cut{Line: i, Reason: reason})
	}
	return cuts
}
