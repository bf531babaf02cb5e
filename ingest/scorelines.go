package ingest

import (
	"math"
	"strings"
	"unicode"

	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/score"
)

// A text may be a whole page as text, with menus above the article and links and
// notices below it, or an article with next to nothing around it. The scorer scores
// the lines of both, but on a page a lower score takes a line out: most lines there
// are not the article, and a stray line is nobody's loss.
const (
	pageLines = 20 // at least
	textLines = 10 // at least, or too little is around a line to judge it
	// edgeParagraphs must an article have that is no page, or too little is known
	// of it to say what stands above and below.
	edgeParagraphs = 3
	pagePart       = .4 // of the lines that no table knows and the scorer expects not to be the article
)

// thresholds are the scores from which lines go at a level. Scores are log-odds that a
// line is not the article, and more than 12 is never reached.
type thresholds struct {
	// block is the score below which a line counts for the block of lines that is
	// the page's article.
	block float32
	// outside and within are those of lines outside the block and within it,
	// outsideProse that of paragraphs outside. Within, no paragraph goes.
	outside, outsideProse, within float32
	// above and below are those of a text that is no page, for lines above the
	// first paragraph of the article and below the last; edgeProse is that of
	// statements there, and between that of lines between the paragraphs, of which
	// no paragraph goes.
	above, below, edgeProse, between float32
	// known is that of lines of which the tables know that they may be no article,
	// and on pages of dates, bylines and numbers.
	known float32
}

// levelThresholds were chosen from scores that lines got from scorers which had not
// seen the pages of their site.
var levelThresholds = map[Level]thresholds{
	Careful: {block: 4, outside: 10, outsideProse: 10, within: 12, above: 12, below: 12, edgeProse: 12, between: 12, known: 12},
	Normal:  {block: 2.5, outside: 2, outsideProse: 3.3, within: 5, above: 1.6, below: 2, edgeProse: 2.3, between: 2.4, known: 1},
	Strict:  {block: 1, outside: 1, outsideProse: 1, within: 3, above: .7, below: .7, edgeProse: 1, between: 1, known: .5},
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

// scoreLines is the stage that scores the lines of the text, once, before the rules
// that take out lines by their scores: Line.stray is then above 0 for lines that are
// not the article.
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

// scoreByThemselves fills t.features, and t.scores with the scores of the first
// scorer. It returns how many lines the tables leave in, and how many of these the
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

// A strayScores turns the scores of the lines of a text into how far each is above its
// threshold.
type strayScores struct {
	t           *Text
	least       thresholds
	start, end  int  // the block of lines that is the article
	first, last int  // of the paragraphs that are the article
	edges       bool // lines above the first and below the last have thresholds of their own
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

// score sets the stray score of line i, and what it says of the line's place.
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

// stays is the stray score of a line that stays whatever its score is.
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

// tooManyStrays reports whether the scorer would take so much out between the
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

// isHint reports whether s is a date, a byline or without letters: what stands
// beside teasers, and by itself may be the article.
func isHint(s string) bool {
	if len(s) > 80 {
		return false
	}
	return !strings.ContainsFunc(s, unicode.IsLetter) || becomesMetadata(s)
}

// A text of which fewer lines than one in plainPart are neither paragraphs nor
// known to the tables is not scored: there is next to nothing in it that could
// stand out.
const plainPart = 8

// isPlain reports whether the text is such a one.
func (t *Text) isPlain() bool {
	others := 0
	for i := range t.Lines {
		if l := &t.Lines[i]; !l.mark.Out && (len(l.Text) < 60 || !plain.EndsSentence(l.Text)) {
			others++
		}
	}
	return others*plainPart < len(t.Lines)
}
