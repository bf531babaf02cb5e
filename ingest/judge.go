package ingest

import "math"

// A text may be a whole page as text, with menus above the article and links and
// notices below it, or an article with next to nothing around it. The scorer
// judges the lines of both, but of a page it is believed sooner: there most lines
// are not the article, and a stray line is nobody's loss.
const (
	pageLines = 20 // at least
	textLines = 10 // at least, or too little is around a line to judge it
	// edgeParagraphs must an article have that is no page, or too little is known
	// of it to say what stands above and below.
	edgeParagraphs = 3
	pagePart       = .4 // of the lines that no table knows and the scorer expects not to be the article
)

// A belief is how sure the scorers must be at a level.
type belief struct {
	// article is what the score of a line must be below to count for the block
	// of lines that is the page's article.
	article float32
	// outside and within are the least scores of lines that go outside the
	// block and within it; of a text that is no page, edge that of lines above
	// the first paragraph of the article and below the last, edgeProse that of
	// statements there, and alone that of lines between. Within and alone no
	// paragraph goes.
	outside, within, edge, edgeProse, alone float32
}

// They were chosen from scores that lines got from scorers which had not seen the
// pages of their site.
var beliefs = map[Level]belief{
	Careful: {4, 10, 12, 12, 12, 12},
	Normal:  {2.5, 3.3, 5, 1.6, 2, 2.4},
	Strict:  {1, 1, 3, .7, 1, 1},
}

// In a text that is paragraphs for the most part, these are not asked about.
const (
	clearText      = .9 // of its bytes
	paragraphScore = -5
)

// mostOfText is the part of a text that is no page of which the scorer may take
// out at most so much between its paragraphs; where it would take more it is
// mistaken, and takes nothing there.
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
	s := t.scorer
	if s == nil {
		s = lineScorer()
	}
	f := newFeatures(t.Lines, s.words.of)
	var v [featureCount]float32
	scores := make([]float32, len(t.Lines))
	expected, unknown := float32(0), 0
	clear := f.doc.prose >= clearText
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
	scores = s.secondScores(f, scores)
	first, last, paragraphs := len(scores), -1, 0
	for i := range scores {
		if f.shapes[i].isParagraph() && scores[i] < 0 && !f.shapes[i].taken {
			first = min(first, i)
			last = i
			paragraphs++
		}
	}
	edges := !t.page && len(scores) >= textLines && paragraphs >= edgeParagraphs
	all, out, strays := 0, 0, 0
	for i := range t.Lines {
		l := &t.Lines[i]
		l.outside = i < start || i >= end
		l.prose = f.shapes[i].isParagraph()
		switch {
		case l.outside:
			l.stray = scores[i] - least.outside
		case edges && (i < first || i > last):
			l.edge = true
			l.stray = scores[i] - least.edge
			if l.prose || f.shapes[i].ends == endsStatement {
				l.stray = scores[i] - least.edgeProse
			}
		case l.prose || !t.page && (len(t.Lines) < textLines || f.shapes[i].ends == endsStatement):
			l.stray = -1
		case t.page:
			l.stray = scores[i] - least.within
		default:
			l.stray = scores[i] - least.alone
		}
		l.titled = f.shapes[i].titleOverlap
		all += len(l.Text)
		if l.stray > 0 && !l.mark.out && !l.edge {
			out += len(l.Text)
			strays++
		}
	}
	if !t.page && (float64(out) > mostOfText*float64(all) || strays > max(fewAround, len(t.Lines)/fewAroundPart)) {
		for i := range t.Lines {
			if l := &t.Lines[i]; !l.edge {
				l.stray = 0
			}
		}
	}
	if !t.page {
		t.spareAnnounced(f)
	}
	t.spareLists()
}

// spareAnnounced keeps the lines of lists that a line of the article announces:
// "In other events:".
func (t *Text) spareAnnounced(f *features) {
	list := false
	for i := range t.Lines {
		switch l := &t.Lines[i]; {
		case l.mark.out:
			list = false
		case l.stray > 0 && list:
			l.stray = 0
		case l.stray > 0:
		case f.shapes[i].ends == endsColon:
			list = true
		case l.prose:
			list = false
		}
	}
}

// Between an article's paragraphs stand few stray lines. Where the scorer finds
// more, they are a list or a table of the article's own.
const (
	betweenMore   = 4 // how much surer the scorer must be of one in a text that is no page
	fewStray      = 2
	fewStrayPart  = 12 // one in so many lines
	fewAround     = 6  // the same for lines of a text that is no page and not at its edges
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
