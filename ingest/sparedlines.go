package ingest

import (
	"math"
	"strings"
	"unicode"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/score"
)

// Lines that the scorers would take and that stand together are often a list or a table
// of the article. The functions below check such lines again.

// spareAnnounced keeps the lines of lists that a line of the article announces:
// "In other events:".
func (t *Text) spareAnnounced(f *score.Features) {
	list := false
	for i := range t.Lines {
		switch l := &t.Lines[i]; {
		case l.mark.Out:
			list = false
		case l.stray > 0 && list:
			l.stray = 0
		case l.stray > 0:
		case f.Shapes[i].Ends == score.EndsColon:
			list = true
		case l.prose:
			list = false
		}
	}
}

// If at least endList lines in a row below the last paragraph may go, and the scorer is
// not sure of them, they are a list or a table that ends the article.
const (
	endList  = 5
	endScore = 2.25 // least mean score; below it they stay
)

// spareEnds keeps the lines of lists and tables that end the article.
func (t *Text) spareEnds(lastProse int, scores []float32) {
	isStray := func(i int) bool { return t.Lines[i].stray > 0 && t.Lines[i].edge && !t.Lines[i].mark.Out }
	for i := lastProse + 1; i < len(t.Lines); i++ {
		end, sum := i, float32(0)
		for end < len(t.Lines) && isStray(end) {
			sum += scores[end]
			end++
		}
		if n := end - i; n >= endList && sum < endScore*float32(n) {
			for j := i; j < end; j++ {
				t.Lines[j].stray = 0
			}
		}
		i = max(i, end)
	}
}

// Few stray lines stand between an article's paragraphs. If the scorer finds more, they
// are a list or a table of the article.
const (
	betweenMore   = 4 // added to the threshold in a text that is no page
	fewStray      = 2
	fewStrayPart  = 12 // one in fewStrayPart lines
	fewAround     = 6  // like fewStray, for lines not at the edges of a text that is no page
	fewAroundPart = 6
)

// spareLists keeps the lines between paragraphs if they are too many to be strays.
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
	isStray := func(i int) bool {
		l := &t.Lines[i]
		return l.stray > 0 && !l.outside && l.mark.Kind == phrase.NoKind
	}
	for i := first + 1; i < last; i++ {
		if isStray(i) {
			n++
		}
	}
	few := max(fewStray, (last-first)/fewStrayPart)
	if n <= few && t.page {
		return
	}
	more := float32(betweenMore)
	if n > few {
		more = math.MaxFloat32
	}
	for i := first + 1; i < last; i++ {
		if isStray(i) {
			t.Lines[i].stray -= more
		}
	}
}

// spareChronicle keeps the headings of a chronicle (a month with its year, or a year)
// if two or more have text below them. In a site's archive months follow months.
func (t *Text) spareChronicle() {
	var headings []int
	for i := range t.Lines[:max(0, len(t.Lines)-1)] {
		l := &t.Lines[i]
		if l.stray > 0 && !l.outside && isMonth(l.Text) && !isMonth(t.Lines[i+1].Text) {
			headings = append(headings, i)
		}
	}
	if len(headings) < 2 {
		return
	}
	for _, i := range headings {
		t.Lines[i].stray = 0
	}
}

// isMonth reports whether s is a month and its year, "June, 2015", "juin de 2015", or a
// year, and nothing else.
func isMonth(s string) bool {
	const longest = 32 // bytes
	if len(s) > longest || !strings.Contains(s, "19") && !strings.Contains(s, "20") {
		return false
	}
	years := 0
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch lower := strings.ToLower(w); {
		case date.IsYear(w):
			years++
		case date.Month(lower) == 0 && !date.IsOf(lower):
			return false
		}
	}
	return years == 1
}
