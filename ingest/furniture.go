package ingest

import (
	"math"
	"slices"
)

// A text may be a whole page as text, with menus above the article and links and
// notices below it, or an article with next to nothing around it. The scorer
// judges the lines of both, but of a page it is believed sooner: there most lines
// are not the article, and a stray line is nobody's loss.
const (
	pageLines = 20 // at least
	textLines = 10 // at least, or too little is around a line to judge it
	pagePart  = .4 // of the lines that no table knows and the scorer expects not to be the article
)

// A belief is how sure the scorer must be at a level.
type belief struct {
	// article is what the score of a line must be below to count for the block
	// of lines that is the page's article.
	article float32
	// outside and within are the least scores of lines that go outside the
	// block and within it, alone that of lines of a text that is no page.
	// Within and alone no paragraph goes.
	outside, within, alone float32
}

var beliefs = map[Level]belief{
	Careful: {4, 10, 12, 12},
	Normal:  {2.5, 4, 9, 2},
	Strict:  {1, 0, 5, .5},
}

// In a text that is paragraphs for the most part, these are not asked about.
const (
	clearText      = .9 // of its bytes
	paragraphScore = -5
)

// mostOfText is the part of a text that is no page of which the scorer may take
// out at most so much; where it would take more it is mistaken, and takes
// nothing.
const mostOfText = .25

// judge scores the lines of the text, once: Line.stray is then above 0 for lines
// that are not the article.
func (t *Text) judge() {
	if t.judged {
		return
	}
	t.judged = true
	least, ok := beliefs[t.level]
	if !ok || len(t.Lines) == 0 || t.plain() {
		return
	}
	f := newFeatures(t.Lines)
	var v [featureCount]float32
	scores := make([]float32, len(t.Lines))
	expected, unknown := float32(0), 0
	clear := f.doc.prose >= clearText
	s := t.scorer
	if s == nil {
		s = lineScorer()
	}
	for i := range scores {
		if clear && f.shapes[i].isParagraph() {
			scores[i] = paragraphScore
		} else {
			f.of(i, &v)
			scores[i] = s.score(&v)
		}
		if !t.Lines[i].mark.out { // those go anyway
			expected += float32(1 / (1 + math.Exp(-float64(scores[i]))))
			unknown++
		}
	}
	t.page = len(scores) >= pageLines && expected >= pagePart*float32(unknown)
	start, end := 0, len(scores)
	if t.page {
		start, end = articleBlock(scores, least.article)
	}
	all, out, strays := 0, 0, 0
	smoothed := smooth(scores)
	for i := range t.Lines {
		l := &t.Lines[i]
		l.outside = i < start || i >= end
		l.prose = f.shapes[i].isParagraph()
		switch {
		case l.outside:
			l.stray = smoothed[i] - least.outside
		case l.prose || !t.page && (len(t.Lines) < textLines || f.shapes[i].ends == endsStatement):
			l.stray = -1
		case t.page:
			l.stray = smoothed[i] - least.within
		default:
			l.stray = smoothed[i] - least.alone
		}
		l.titled = f.shapes[i].titleOverlap
		all += len(l.Text)
		if l.stray > 0 && !l.mark.out {
			out += len(l.Text)
			strays++
		}
	}
	if !t.page && (float64(out) > mostOfText*float64(all) || strays > max(fewAround, len(t.Lines)/fewAroundPart)) {
		for i := range t.Lines {
			t.Lines[i].stray = 0
		}
	}
	t.spareLists()
}

// Between an article's paragraphs stand few stray lines. Where the scorer finds
// more, they are a list or a table of the article's own.
const (
	betweenMore   = 4 // how much surer the scorer must be of one in a text that is no page
	fewStray      = 2
	fewStrayPart  = 12 // one in so many lines
	fewAround     = 6  // the same for all lines of a text that is no page
	fewAroundPart = 6
)

// spareLists keeps the lines between paragraphs where they are too many to be
// strays.
func (t *Text) spareLists() {
	first, last, n := -1, -1, 0
	for i := range t.Lines {
		if t.Lines[i].prose && t.Lines[i].stray <= 0 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	isStray := func(i int) bool { return t.Lines[i].stray > 0 && !t.Lines[i].outside && !t.Lines[i].mark.out }
	for i := first + 1; i < last; i++ {
		if isStray(i) {
			n++
		}
	}
	if n <= max(fewStray, len(t.Lines)/fewStrayPart) && t.page {
		return
	}
	more := float32(betweenMore)
	if n > max(fewStray, len(t.Lines)/fewStrayPart) {
		more = math.MaxFloat32
	}
	for i := first + 1; i < last; i++ {
		if isStray(i) {
			t.Lines[i].stray -= more
		}
	}
}

// articleBlock returns the block of lines, from start to before end, in which the
// scores are lowest: the greatest sum of how far they are below a bound (Kadane's
// algorithm), and lines at its borders that are not surely something else.
func articleBlock(scores []float32, below float32) (start, end int) {
	best, sum, from := float32(-1), float32(0), 0
	for i, x := range scores {
		if sum <= 0 {
			sum, from = 0, i
		}
		if sum += max(-surest, min(surest, below-x)); sum > best {
			best, start, end = sum, from, i+1
		}
	}
	const edge = 4 // a line at the border goes only if it is surely not the article
	for start > 0 && scores[start-1] < edge {
		start--
	}
	for end < len(scores) && scores[end] < edge {
		end++
	}
	return start, end
}

// A text of which fewer lines than one in plainPart are neither paragraphs nor
// known to the tables is not judged: there is next to nothing in it that could
// stand out.
const plainPart = 8

// plain reports whether the text is such a one.
func (t *Text) plain() bool {
	others := 0
	for i := range t.Lines {
		if l := &t.Lines[i]; !l.mark.out && (len(l.Text) < 60 || !endsSentence(l.Text)) {
			others++
		}
	}
	return others*plainPart < len(t.Lines)
}

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
