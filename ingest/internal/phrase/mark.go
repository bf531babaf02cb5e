package phrase

import (
	"bytes"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A Kind is a kind of text that is not the article and can be recognized by whole
// lines. Its name is that of the rule that removes such lines.
type Kind string

const (
	NoKind         Kind = ""
	CommentWidget  Kind = "comments"
	ShareBar       Kind = "share-bar"
	Navigation     Kind = "navigation"
	Related        Kind = "related"
	Newsletter     Kind = "newsletter"
	Promo          Kind = "promo"
	Advertisement  Kind = "advertisement"
	ImageCredit    Kind = "image-credit"
	ReporterCredit Kind = "reporter-credit"
	Copyright      Kind = "copyright"
	Notice         Kind = "notice"
)

// A Mark is the verdict of the tables on one line.
type Mark struct {
	Kind Kind
	// Sure means that the line is removed at any position. Otherwise the line is also
	// an ordinary word or name, and is removed only beside other marked lines.
	Sure bool
	// Opens means that the line opens a comment section.
	Opens bool
	// Heads means that links to other articles may follow the line.
	Heads bool
	// Out means that the line is removed.
	Out bool
	// Follows means that the line is removed as a possible link below a line with
	// Heads.
	Follows bool
}

// Runs of marked lines without a sure line are removed if they have at least this
// length: runAtEnd at the head or the tail of the article, runBetween between its
// paragraphs.
const (
	runAtEnd   = 3
	runBetween = 4
	shareRun   = 2 // for a share bar above the first paragraph
	longRun    = 6 // a run of this length is a menu including its last line
)

// MarkLines marks every line by itself and then decides by runs. If careful, it removes
// ordinary words only beside a sure line and in long runs. It ignores lines longer than
// maxMarked bytes, which are half the text of news.
func MarkLines(lines []Line, careful bool) { Shipped().MarkLines(lines, careful) }

// maxMarked is the maximum length in bytes of a line that the tables examine.
const maxMarked = 320

// MarkLines is like the function [MarkLines] but uses these tables.
func (t *Tables) MarkLines(lines []Line, careful bool) {
	var buf [maxMarked + 64]byte
	any := false
	for i := range lines {
		s := lines[i].Text
		if len(s) > HeadBytes && len(s) <= maxMarked && !t.MayBeMarked(s, plain.FoldPhrase(buf[:0], s[:HeadBytes])) {
			continue
		}
		if len(s) <= maxMarked {
			lines[i].Mark = t.MarkOf(s, plain.FoldPhrase(buf[:0], s))
			any = any || lines[i].Mark.Kind != NoKind
		}
	}
	if !any {
		return
	}
	markMenus(lines)
	body := false // the first paragraph has been seen
	for i := 0; i < len(lines); {
		if lines[i].Mark.Kind == NoKind {
			body = body || plain.BeginsBody(lines[i].Text)
			i++
			continue
		}
		end, sure, bar := i, false, true
		for end < len(lines) && lines[end].Mark.Kind != NoKind {
			sure = sure || lines[end].Mark.Sure
			bar = bar && lines[end].Mark.Kind == ShareBar
			end++
		}
		atEnd := i == 0 || end == len(lines)
		// "Email" or "Home", "News" above a headline belong to the page, and so does
		// "Share" below everything.
		alone := i == 0 && end < len(lines) && (end > 1 || lines[0].Mark.Kind == ShareBar) ||
			i > 0 && end == len(lines) && lines[end-1].Mark.Kind == ShareBar
		ordinary := end-i >= runAtEnd && atEnd || alone ||
			bar && !body && end-i >= shareRun ||
			end-i >= runBetween && plain.Last(lines[i-1].Text) != ':' // not a list after "…the most used apps:"
		switch {
		case sure && !atEnd && end-i < longRun && lines[end-1].Mark.isSection():
			takeRun(lines[i : end-1]) // "Sports" may be the heading of the text after it
		case sure, ordinary && (!careful || end-i >= longRun):
			takeRun(lines[i:end])
		}
		i = end
	}
	markLinks(lines)
}

// isSection reports whether the line is a word of menus. Such a word may also be the
// heading of the text after it.
func (m Mark) isSection() bool { return !m.Sure && m.Kind == Navigation }

// takeRun marks a run as removed. An ordinary word takes the kind of the sure line
// before it, or of the first sure line after it: "Email" belongs to its surroundings.
func takeRun(run []Line) {
	k := NoKind
	for i := range run {
		if run[i].Mark.Sure {
			k = run[i].Mark.Kind
			break
		}
	}
	for i := range run {
		m := &run[i].Mark
		m.Out = true
		switch {
		case m.Sure:
			k = m.Kind
		case k != NoKind:
			m.Kind = k
		}
	}
}

// MarkOf looks a line up, first as a whole, then by the patterns that its first word
// selects.
func MarkOf(line string, folded []byte) Mark { return Shipped().MarkOf(line, folded) }

// MarkOf is like the function [MarkOf] but uses these tables.
func (t *Tables) MarkOf(line string, folded []byte) Mark {
	if len(folded) == 0 {
		return Mark{}
	}
	var beside Mark
	ok := false
	if len(folded) <= t.longest {
		if beside, ok = t.marks[string(folded)]; ok && beside.Sure {
			return beside
		}
	}
	word, _, _ := cutWord(folded)
	for _, p := range t.byWord[string(word)] {
		if ok && len(p.Begins) == 0 {
			continue // an ordinary word by itself
		}
		if p.takes(line) && p.Re.Match(folded) {
			return Mark{Kind: p.Kind, Sure: true, Opens: p.Use == UseOpens, Heads: p.Use == UseHeads}
		}
	}
	if ok || len(folded) < shortestPart || t.hasPart == nil || !t.hasPart.InBytes(folded) {
		return beside
	}
	for _, p := range t.byPart {
		if len(line) <= p.Longest && bytes.Contains(folded, p.part) && p.Re.Match(folded) {
			return Mark{Kind: p.Kind, Sure: true}
		}
	}
	return Mark{}
}

// cutWord splits a folded line after its first word.
func cutWord(folded []byte) (word, rest []byte, found bool) { return bytes.Cut(folded, []byte(" ")) }

// takes reports whether a line fulfils the conditions for trying the expressions.
func (p *Pattern) takes(line string) bool {
	return len(line) <= p.Longest && p.begins(line) && !(p.Use == UseHeads && (plain.BeginsLower(line) || plain.EndsFullStop(line)))
}

func (p *Pattern) begins(line string) bool {
	for _, s := range p.Begins {
		if strings.HasPrefix(line, s) {
			return true
		}
	}
	return len(p.Begins) == 0
}

// shortestPart is a lower bound for the length of folded lines that are tried by their
// parts.
const shortestPart = 18

// A partPattern is a pattern that is selected by a part and not by a first word.
type partPattern struct {
	*Pattern
	part []byte
}
