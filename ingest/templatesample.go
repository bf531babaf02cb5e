package ingest

import (
	"cmp"
	"maps"
	"slices"
	"sync"

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
	isLabel  lineKind = 1 << iota // not a statement
	isLong                        // too long for a template
	isShort                       // with too few letters for a template
	isQuote                       // it begins with a quotation mark
	isAsked                       // it ends with a question mark
	isRepeat                      // an earlier line of the article is the same
)

// TemplateOutlet returns the key of the outlet whose templates are learned from the
// article, "" if it is unknown: see [Templates].
func TemplateOutlet(a *Article) string {
	key, _ := outletOf(a)
	return key
}

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
	}
	if plain.Last(s) == '?' {
		is |= isAsked
	}
	return is
}

// TemplateSamples hold the lines of articles from which templates are learned, by outlet
// and key. The zero value is empty. They are safe for concurrent use, and bounded: beyond
// 2.5 million lines, 40 MB, the samples of all outlets become smaller.
type TemplateSamples struct {
	mu      sync.Mutex
	outlets map[string]*outletSample
	lines   int
	halved  int // how often the size of samples was halved
}

// An outletSample holds articles of one outlet.
type outletSample struct {
	articles map[uint64][]sampledLine
	full     bool   // it lacks articles, with keys above highest
	highest  uint64 // the highest key, if it is full
}

// Add adds a clean article under a key, which should be a hash of a name that does not
// change. It replaces the article with that key.
func (t *TemplateSamples) Add(key uint64, a *Article) {
	if outlet, _ := outletOf(a); outlet != "" {
		t.add(outlet, key, sampleLines(a))
	}
}

// add adds the lines of an article. It reports whether the sample has it now.
func (t *TemplateSamples) add(outlet string, key uint64, lines []sampledLine) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	o := t.outlets[outlet]
	if o == nil {
		if t.outlets == nil {
			t.outlets = map[string]*outletSample{}
		}
		o = &outletSample{articles: map[uint64][]sampledLine{}}
		t.outlets[outlet] = o
	}
	if o.full && key > o.highest {
		return false
	}
	t.lines += len(lines) - len(o.articles[key])
	o.articles[key] = lines
	if most := t.size(); len(o.articles) >= 2*most {
		t.lines -= o.trim(most)
	}
	t.shrink()
	return true
}

// size returns the present size of samples.
func (t *TemplateSamples) size() int { return TemplateSample >> t.halved }

// shrink halves the samples of all outlets while they have too many lines. Small samples,
// from which nothing can be learned, are dropped when all are of the least size.
func (t *TemplateSamples) shrink() {
	for t.lines > sampledLines {
		before := t.lines
		least := t.size() <= leastSample
		if !least {
			t.halved++
		}
		for _, o := range t.outlets {
			if least && len(o.articles) < fewArticles {
				t.lines -= o.trim(0)
			} else {
				t.lines -= o.trim(t.size())
			}
		}
		if least && t.lines == before {
			return
		}
	}
}

// of returns the articles of an outlet; nil if there are none.
func (t *TemplateSamples) of(outlet string) map[uint64][]sampledLine {
	t.mu.Lock()
	defer t.mu.Unlock()
	if o := t.outlets[outlet]; o != nil {
		return o.articles
	}
	return nil
}

// drop drops the articles of an outlet.
func (t *TemplateSamples) drop(outlet string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if o := t.outlets[outlet]; o != nil {
		t.lines -= o.trim(0)
		delete(t.outlets, outlet)
	}
}

// lowest returns the k lowest keys of a sample, in ascending order.
func lowest(articles map[uint64][]sampledLine, k int) []uint64 {
	keys := slices.Sorted(maps.Keys(articles))
	return keys[:min(k, len(keys))]
}

// trim drops all but the k articles with the lowest keys, and returns the number of
// lines dropped.
func (o *outletSample) trim(k int) (dropped int) {
	if len(o.articles) <= k {
		return 0
	}
	o.full, o.highest = true, 0
	if keep := lowest(o.articles, k); len(keep) > 0 {
		o.highest = keep[len(keep)-1]
	}
	for key, lines := range o.articles {
		if key > o.highest || k == 0 {
			dropped += len(lines)
			delete(o.articles, key)
		}
	}
	return dropped
}

// NameHash returns a hash of the name of an article, which may be its key in a sample.
func NameHash(name string) uint64 { return mix(fnv64([]byte(name))) }
