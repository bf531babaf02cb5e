package ingest

import (
	"math"
	"strings"
	"unicode"

	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/score"
)

// A text is either a whole page as text, with menus above the article and links and
// notices below it, or an article with almost nothing around it. The scorer scores the
// lines of both, but a page has lower thresholds: most of its lines are not the
// article, and a wrongly removed line matters little.
const (
	pageLines = 20 // at least
	textLines = 10 // at least, or too little is around a line to judge it
	// edgeParagraphs is the least number of paragraphs of an article that is no page.
	// With fewer, too little is known to judge the lines above and below.
	edgeParagraphs = 3
	pagePart       = .4 // share of lines outside the tables that the scorer expects not to be the article
)

// thresholds are the scores above which lines go at a level. Scores are log-odds that a
// line is not the article. No score exceeds 12.
type thresholds struct {
	// block is the score below which a line counts for the block of lines that is the
	// page's article.
	block float32
	// outside applies to lines outside the block, outsideProse to paragraphs outside
	// it, within to lines within it. No paragraph within the block goes.
	outside, outsideProse, within float32
	// These apply to a text that is no page: above to lines above the article's first
	// paragraph, below to lines below the last, edgeProse to statements above or below,
	// between to lines between the paragraphs, where no paragraph goes.
	above, below, edgeProse, between float32
	// known applies to lines that the tables mark as possibly not the article, and on
	// pages to dates, bylines and numbers.
	known float32
}

// levelThresholds were chosen from line scores by scorers that had not seen the pages
// of the lines' site.
var levelThresholds = map[Level]thresholds{
	Careful: {block: 4, outside: 10, outsideProse: 10, within: 12, above: 12, below: 12, edgeProse: 12, between: 12, known: 12},
	Normal:  {block: 2.5, outside: 2, outsideProse: 3.3, within: 5, above: 1.6, below: 2, edgeProse: 2.3, between: 2.4, known: 1},
	Strict:  {block: 1, outside: 1, outsideProse: 1, within: 3, above: .7, below: .7, edgeProse: 1, between: 1, known: .5},
}

// In a text with clearText of its bytes in paragraphs, paragraphs are not scored; they
// get paragraphScore.
const (
	clearText      = .9 // of its bytes
	paragraphScore = -5
)

// mostOfText is the largest share of a text that is no page that the scorer may take
// out between its paragraphs. If it would take more it is mistaken, and takes nothing
// there.
const mostOfText = .25

// scoreLines is the stage that scores the lines of the text. It runs once, before the
// rules that take out lines by their scores. It sets Line.stray above 0 for lines that
// are not the article.
func (t *Text) scoreLines() {
	if t.scored {
		return
	}
	t.scored = true
	least, ok := levelThresholds[t.level]
	if !ok || len(t.Lines) == 0 || t.isPlain() {
		return
	}
	s := score.LineScorer()
	expected, unknown := t.scoreByThemselves(s)
	t.page = len(t.scores) >= pageLines && expected >= pagePart*float32(unknown)
	start, end := 0, len(t.scores)
	if t.page {
		start, end = score.ArticleBlock(t.scores, least.block)
	}
	s.SecondScores(&t.features, &t.around, t.scores)
	strays := newStrayScores(t, least, start, end)
	for i := range t.Lines {
		strays.score(i)
	}
	if !t.page && t.tooManyStrays() {
		for i := range t.Lines {
			if l := &t.Lines[i]; !l.edge {
				l.stray = 0
			}
		}
	}
	if !t.page {
		t.spareAnnounced(&t.features)
		t.spareEnds(strays.last, t.scores)
	}
	t.spareLists()
	t.spareChronicle()
}

// scoreByThemselves fills t.features, and t.scores with the scores of the first scorer.
// It returns the number of lines that the tables leave in, and how many of them the
// scorer expects not to be the article.
func (t *Text) scoreByThemselves(s *score.Scorer) (expected float32, unknown int) {
	f := &t.features
	f.Look(t.marked(), s.LogOddsOf)
	var v [score.MostFeatures]float32
	t.scores = plain.Sized(t.scores, len(t.Lines))
	clear := f.Doc.Prose >= clearText
	for i := range t.scores {
		if clear && f.Shapes[i].IsParagraph() {
			t.scores[i] = paragraphScore
		} else {
			f.Of(i, v[:])
			t.scores[i] = s.Score(&v)
		}
		if !t.Lines[i].mark.Out { // those go anyway
			expected += float32(1 / (1 + math.Exp(-float64(t.scores[i]))))
			unknown++
		}
	}
	return expected, unknown
}

// A strayScores turns the scores of a text's lines into distances above their
// thresholds.
type strayScores struct {
	t           *Text
	least       thresholds
	start, end  int  // the block of lines that is the article
	first, last int  // first and last paragraph of the article
	edges       bool // lines above first and below last have their own thresholds
	short       bool // the text has few lines
}

func newStrayScores(t *Text, least thresholds, start, end int) *strayScores {
	s := &strayScores{t: t, least: least, start: start, end: end, first: len(t.scores), last: -1, short: len(t.scores) < textLines}
	paragraphs := 0
	for i, score := range t.scores {
		if sh := &t.features.Shapes[i]; sh.IsParagraph() && score < 0 && !sh.Taken {
			s.first = min(s.first, i)
			s.last = i
			paragraphs++
		}
	}
	s.edges = !t.page && paragraphs >= edgeParagraphs
	return s
}

// score sets the stray score of line i, and the fields for its position.
func (s *strayScores) score(i int) {
	l, sh := &s.t.Lines[i], &s.t.features.Shapes[i]
	l.prose, l.titled = sh.IsParagraph(), sh.TitleOverlap
	l.outside = i < s.start || i >= s.end
	l.edge = !l.outside && s.edges && (i < s.first || i > s.last)
	switch {
	case l.outside && l.prose:
		l.stray = s.t.scores[i] - s.least.outsideProse
	case l.outside:
		l.stray = s.t.scores[i] - s.least.outside
	case l.edge:
		l.stray = s.atEdge(i)
	default:
		l.stray = s.inside(i)
	}
}

// stays is the stray score of a line that stays regardless of its score.
const stays = -1

// atEdge returns the stray score of a line above the first paragraph of a text that is
// no page, or below the last.
func (s *strayScores) atEdge(i int) float32 {
	l, value := &s.t.Lines[i], s.t.scores[i]
	statement := l.prose || s.t.features.Shapes[i].Ends == score.EndsStatement
	switch {
	case s.short && (statement || l.mark.Kind != phrase.NoKind):
		return stays
	case s.short:
		return value - s.least.between
	case statement:
		return value - s.least.edgeProse
	case i < s.first:
		return value - s.least.above
	}
	return value - s.least.below
}

// inside returns the stray score of a line in the block of a page, or between the
// paragraphs of another text.
func (s *strayScores) inside(i int) float32 {
	l, value := &s.t.Lines[i], s.t.scores[i]
	page := s.t.page
	switch {
	case l.prose || !page && (s.short || s.t.features.Shapes[i].Ends == score.EndsStatement):
		return stays
	case l.mark.Kind != phrase.NoKind, page && value > s.least.known+.5 && isHint(l.Text):
		return value - s.least.known
	case page:
		return value - s.least.within
	}
	return value - s.least.between
}

// tooManyStrays reports whether the scorer would take out so much between the
// paragraphs of a text that it must be mistaken.
func (t *Text) tooManyStrays() bool {
	all, out, strays := 0, 0, 0
	for i := range t.Lines {
		l := &t.Lines[i]
		all += len(l.Text)
		if l.stray > 0 && !l.mark.Out && !l.edge {
			out += len(l.Text)
			strays++
		}
	}
	return float64(out) > mostOfText*float64(all) || strays > max(fewAround, len(t.Lines)/fewAroundPart)
}

// isHint reports whether s is a date, a byline or without letters. Such lines stand
// beside teasers, but alone may be part of the article.
func isHint(s string) bool {
	if len(s) > 80 {
		return false
	}
	return !strings.ContainsFunc(s, unicode.IsLetter) || becomesMetadata(s)
}

// plainPart is the threshold for scoring: a text is not scored if fewer than one in
// plainPart of its lines is neither a paragraph nor in the tables, because almost
// nothing in it could stand out.
const plainPart = 8

// isPlain reports whether the text is too plain to be scored: see plainPart.
func (t *Text) isPlain() bool {
	others := 0
	for i := range t.Lines {
		if l := &t.Lines[i]; !l.mark.Out && (len(l.Text) < 60 || !plain.EndsSentence(l.Text)) {
			others++
		}
	}
	return others*plainPart < len(t.Lines)
}
