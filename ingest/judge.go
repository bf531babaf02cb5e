package ingest

import (
	"math"
	"strings"
	"unicode"
)

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
	// block and within it, outsideProse that of paragraphs outside; of a text
	// that is no page, above and below those of lines above the first paragraph
	// of the article and below the last, edgeProse that of statements there, and
	// alone that of lines between. Within and alone no paragraph goes. Known is
	// that of lines of which the tables know that they may be no article, and on
	// pages of dates, bylines and numbers.
	outside, outsideProse, within, above, below, edgeProse, alone, known float32
}

// They were chosen from scores that lines got from scorers which had not seen the
// pages of their site.
var beliefs = map[Level]belief{
	Careful: {4, 10, 10, 12, 12, 12, 12, 12, 12},
	Normal:  {2.5, 2, 3.3, 5, 1.6, 2, 2.3, 2.4, 1},
	Strict:  {1, 1, 1, 3, .7, .7, 1, 1, .5},
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
	f := &t.features
	f.look(t.marked(), s.oddsOf)
	var v [mostFeatures]float32
	t.scores = sized(t.scores, len(t.Lines))
	scores := t.scores
	expected, unknown := float32(0), 0
	clear := f.doc.prose >= clearText
	for i := range scores {
		if clear && f.shapes[i].isParagraph() {
			scores[i] = paragraphScore
		} else {
			f.of(i, v[:])
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
	s.secondScores(f, &t.around, scores)
	first, last, paragraphs := len(scores), -1, 0
	for i := range scores {
		if f.shapes[i].isParagraph() && scores[i] < 0 && !f.shapes[i].taken {
			first = min(first, i)
			last = i
			paragraphs++
		}
	}
	edges, short := !t.page && paragraphs >= edgeParagraphs, len(scores) < textLines
	all, out, strays := 0, 0, 0
	for i := range t.Lines {
		l := &t.Lines[i]
		l.outside = i < start || i >= end
		l.prose = f.shapes[i].isParagraph()
		switch {
		case l.outside && l.prose:
			l.stray = scores[i] - least.outsideProse
		case l.outside:
			l.stray = scores[i] - least.outside
		case edges && (i < first || i > last):
			l.edge = true
			statement := l.prose || f.shapes[i].ends == endsStatement
			switch {
			case short && (statement || l.mark.kind != noKind):
				l.stray = -1
			case short:
				l.stray = scores[i] - least.alone
			case statement:
				l.stray = scores[i] - least.edgeProse
			case i < first:
				l.stray = scores[i] - least.above
			default:
				l.stray = scores[i] - least.below
			}
		case l.prose || !t.page && (short || f.shapes[i].ends == endsStatement):
			l.stray = -1
		case l.mark.kind != noKind, t.page && scores[i] > least.known+.5 && isHint(l.Text):
			l.stray = scores[i] - least.known
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
		t.spareEnds(last, scores)
	}
	t.spareLists()
	t.spareChronicle()
}

// isHint reports whether s is a date, a byline or without letters: what stands
// beside teasers, and by itself may be the article.
func isHint(s string) bool {
	if len(s) > 80 {
		return false
	}
	return !strings.ContainsFunc(s, unicode.IsLetter) || becomesMetadata(s)
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
