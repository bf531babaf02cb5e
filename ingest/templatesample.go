package ingest

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// Templates are learned from a sample of an outlet's articles: the [TemplateSample]
// articles with the lowest keys (a bottom-k sample; Cohen and Kaplan 2007). A key is a
// hash of the article's name. So the sample depends on the articles alone, not on the
// order or the number of their readings, and the lines learned from it too.
const (
	// TemplateSample is the number of articles of an outlet from which its templates
	// are learned.
	TemplateSample = 1024

	// sampledLines is the limit of lines in the samples of all outlets, 16 bytes each.
	// Beyond it the samples of all outlets become smaller.
	sampledLines = 2_500_000
	leastSample  = 2 * someArticles
)

// A sampledLine is a line of an article in a sample.
type sampledLine struct {
	key   uint64 // lineKey, or the hash of a long line
	bytes uint32 // its length
	is    lineKind
}

// A lineKind says how a line may become a template.
type lineKind uint8

const (
	isLabel   lineKind = 1 << iota // not a statement
	isLong                         // too long for a template
	isShort                        // with too few letters for a template
	isQuote                        // it begins with a quotation mark
	isAsked                        // it ends with a question mark
	isRepeat                       // an earlier line of the article is the same
)

// TemplateOutlet returns the key of the outlet whose templates are learned from the
// article, "" if it is unknown, and the outlet's name.
func TemplateOutlet(a *Article) (key, name string) { return outletOf(a) }

// A textLine is a line of an article with its number in the normalized input.
type textLine struct {
	line, column int
	text         string
}

// linesBeforeTemplates returns the lines of a clean article that were left when all rules
// but "template" had run: its kept lines and the templates that were removed. They do
// not depend on the templates with which it was cleaned.
func linesBeforeTemplates(a *Article) []textLine {
	var all []textLine
	if a.Lines.Title > 0 && a.Title != "" {
		all = append(all, textLine{a.Lines.Title, 0, a.Title})
	}
	if a.Lines.Deck > 0 && a.Deck != "" {
		all = append(all, textLine{a.Lines.Deck, 0, a.Deck})
	}
	for i, p := range a.Paragraphs() {
		n := 0
		if i < len(a.Lines.Body) {
			n = a.Lines.Body[i]
		}
		all = append(all, textLine{n, 0, p})
	}
	for _, r := range a.Removed {
		if r.Rule == templateRule {
			all = append(all, textLine{r.Line, r.Column, r.Text})
		}
	}
	slices.SortStableFunc(all, func(x, y textLine) int { return cmp.Or(cmp.Compare(x.line, y.line), cmp.Compare(x.column, y.column)) })
	return all
}

// sampleLines returns the lines of an article for a sample.
func sampleLines(a *Article) []sampledLine {
	all := linesBeforeTemplates(a)
	lines := make([]sampledLine, len(all))
	in := make(map[uint64]bool, len(all))
	for i, n := range all {
		l := sampledLine{bytes: uint32(min(len(n.text), 1<<20))}
		if len(n.text) <= templateBytes {
			l.key, l.is = lineKey(n.text), kindOf(n.text)
		} else {
			l.key, l.is = fnv64([]byte(n.text)), isLong
		}
		if in[l.key] {
			l.is |= isRepeat
		}
		in[l.key] = true
		lines[i] = l
	}
	return lines
}

// kindOf returns the kind of a line that is not too long.
func kindOf(s string) (is lineKind) {
	if !isStatement(s) {
		is |= isLabel
	}
	if letterCount(s) < templateLetters {
		is |= isShort
	}
	switch firstRune(s) {
	case '“', '"', '„', '«', '‘':
		is |= isQuote
	case utf8.RuneError:
	}
	if plain.Last(s) == '?' {
		is |= isAsked
	}
	return is
}

// An outletSample holds articles of an outlet by key.
type outletSample map[uint64][]sampledLine

// keys returns the k lowest keys, in ascending order.
func (s outletSample) keys(k int) []uint64 {
	keys := make([]uint64, 0, len(s))
	for key := range s {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys[:min(k, len(keys))]
}

// trim drops all but the k articles with the lowest keys, and returns the number of
// lines dropped.
func (s outletSample) trim(k int) (dropped int) {
	if len(s) <= k {
		return 0
	}
	keep := s.keys(k)
	last := keep[len(keep)-1]
	for key, lines := range s {
		if key > last {
			dropped += len(lines)
			delete(s, key)
		}
	}
	return dropped
}
