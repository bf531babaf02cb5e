package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// Templates learns the template lines of outlets: lines that an outlet puts on its
// pages whatever the article, such as a note on the column, an offer or the author's
// standing biography. A template appears in many of the outlet's articles at its usual
// position. No table could list these lines.
//
// An outlet is the host of the articles' URL, or the outlet's name if they have no URL.
// Nothing is learned from articles with neither.
//
// Learning and cleaning are two steps. If templates grew during cleaning, the result
// for an article would depend on the articles read before it, and the first ones would
// keep lines that the last ones lose. So Read uses the templates known when it begins
// and learns nothing. A caller who wants both can read twice, learn from one day for
// the next, or clean again the articles that new templates concern ([Templates.Since]),
// as an index with templates does. Templates are kept as JSON, in which the user can
// pin or refuse a line. The same templates give the same articles.
//
// The same articles give the same templates, in whatever order and however often they
// are observed: an article is known by its name and counts once, and of many articles of
// an outlet a sample counts that depends on the articles alone ([TemplateSample]).
//
// The zero value is ready to use; all methods are safe for concurrent use. Memory is
// bounded: some 60 MB for samples, and 20 MB for 65,536 lines. Beyond that samples become
// smaller, and the rarest lines are forgotten. For the JSON see [Templates.MarshalJSON].
type Templates struct {
	mu      sync.Mutex
	outlets map[string]*outletLines
	samples TemplateSamples // of the articles observed
}

// templateRule is the name of the rule that removes templates.
const templateRule = "template"

// A TemplateState says who decided about a line.
type TemplateState string

// The states.
const (
	Learned TemplateState = "learned" // found by reading
	Pinned  TemplateState = "pinned"  // a template because the user says so
	Refused TemplateState = "refused" // not a template because the user says so
)

// A Template is a line of an outlet that [Templates.List] returns.
type Template struct {
	Outlet   string        `json:"outlet"`   // its name
	Text     string        `json:"text"`     // as it was first met
	Articles int           `json:"articles"` // number of articles that have it
	Of       int           `json:"of"`       // number of articles of the outlet
	Place    string        `json:"place"`    // "head", "tail" or "anywhere"
	State    TemplateState `json:"state"`    // who decided about it
}

// outletLines holds the counts of one outlet. The counts are those that were read from
// JSON, base, and on top of them those of the articles observed since.
type outletLines struct {
	name     string // for display
	articles int
	lines    map[uint64]*lineStats // by lineKey

	base         map[uint64]lineStats
	baseArticles int
	stale        bool // the next article observed drops base

	unsettled bool                 // the sample has changed since the lines were learned
	seen      map[uint64]struct{}  // lines that one article had
	texts     map[uint64]keyedText // of lines that more of them had
}

// lineStats counts the positions of a line in articles. Lines that differ only in
// numbers are the same line.
type lineStats struct {
	text     string
	is       lineKind
	first    uint64 // key of the first article of the sample that has the line
	articles int
	placed   int // articles among these in which its position is known
	head     int
	tail     int
	among    int // articles in which it stood with other short lines that repeat
	state    TemplateState
}

// outletOf returns the key and the name of the article's outlet; "" if the outlet is
// unknown.
func outletOf(a *Article) (key, name string) {
	if host := plain.HostOf(a.URL); host != "" {
		return host, host
	}
	return strings.ToLower(a.Outlet), a.Outlet
}

// outletKey returns the key of an outlet from the name that a user gives.
func outletKey(name string) string {
	return strings.TrimPrefix(strings.ToLower(plain.OneLine(name)), "www.")
}

// lineKey returns the hash by which lines are compared: the hash of the folded line
// (see plain.FoldPhrase), in which all numbers are alike.
func lineKey(s string) uint64 {
	var buf [templateBytes + 64]byte
	return fnv64(plain.FoldPhrase(buf[:0], s))
}

func fnv64(b []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// Pin makes a line a template of an outlet at any position. Refuse makes it no
// template, and Forget undoes either. The outlet is the host of its articles or its
// name. All three return an error if the line has fewer than three letters or is longer
// than 600 bytes.
func (t *Templates) Pin(outlet, line string) error { return t.set(outlet, line, Pinned) }

// Refuse is the opposite of [Templates.Pin].
func (t *Templates) Refuse(outlet, line string) error { return t.set(outlet, line, Refused) }

// Forget undoes [Templates.Pin] and [Templates.Refuse]: the articles read decide again
// whether the line is a template.
func (t *Templates) Forget(outlet, line string) error { return t.set(outlet, line, Learned) }

func (t *Templates) set(outlet, line string, state TemplateState) error {
	line = plain.OneLine(line)
	key := outletKey(outlet)
	switch {
	case key == "":
		return fmt.Errorf("template %q: name the outlet that it is of", line)
	case len(line) > templateBytes:
		return fmt.Errorf("template of %s: the line is longer than %d bytes", outlet, templateBytes)
	case letterCount(line) < templateLetters:
		return fmt.Errorf("template %q of %s: it has fewer than %d letters", line, outlet, templateLetters)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	o := t.outlet(key, outlet)
	k := lineKey(line)
	s := o.lines[k]
	if s == nil {
		s = &lineStats{text: line, is: kindOf(line)}
		o.lines[k] = s
	}
	if s.state = state; state == Learned {
		s.state = ""
	}
	o.unsettled = o.unsettled || len(t.samples.of(key)) > 0
	return nil
}

// settle learns what the samples of all outlets teach. The caller holds t.mu.
func (t *Templates) settle() {
	for key, o := range t.outlets {
		o.settle(t.samples.of(key), t.samples.size())
	}
	t.forget()
}

// outlet returns the entry of an outlet and makes one if there is none.
func (t *Templates) outlet(key, name string) *outletLines {
	if t.outlets == nil {
		t.outlets = map[string]*outletLines{}
	}
	o := t.outlets[key]
	if o == nil {
		o = &outletLines{name: name, lines: map[uint64]*lineStats{}}
		t.outlets[key] = o
	}
	return o
}

// List returns the templates in force and the refused lines, by outlet, those in most
// articles first.
func (t *Templates) List() []Template {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.settle()
	var all []Template
	for key, o := range t.outlets {
		for _, s := range o.lines {
			position := s.position(o.articles)
			if s.state == Refused {
				position = anywhere
			}
			if position == nowhere {
				continue
			}
			all = append(all, Template{Outlet: key, Text: s.text, Articles: s.articles, Of: o.articles, Place: position.String(), State: cmp.Or(s.state, Learned)})
		}
	}
	slices.SortFunc(all, func(a, b Template) int {
		return cmp.Or(cmp.Compare(a.Outlet, b.Outlet), cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Text, b.Text))
	})
	return all
}

// Rule returns the rule "template", which removes the templates known at the time of
// the call; later learning does not change it.
func (t *Templates) Rule() Rule {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.settle()
	known := map[string]map[uint64]knownTemplate{}
	for key, o := range t.outlets {
		for k, s := range o.lines {
			position := s.position(o.articles)
			if position == nowhere {
				continue
			}
			if known[key] == nil {
				known[key] = map[uint64]knownTemplate{}
			}
			known[key][k] = knownTemplate{position, s.reason(o, position)}
		}
	}
	return Rule{Name: templateRule, Reason: "stands in many articles of the outlet", Find: func(t *Text) []Cut {
		key, _ := outletOf(&t.Article)
		return findTemplates(t, known[key])
	}}
}

// A knownTemplate holds the fields of a template that the rule needs.
type knownTemplate struct {
	position linePosition
	reason   string
}

// findTemplates finds an outlet's templates at their positions.
func findTemplates(t *Text, known map[uint64]knownTemplate) []Cut {
	if len(known) == 0 {
		return nil
	}
	var cuts []Cut
	for i := range t.Lines {
		s := t.Lines[i].Text
		if len(s) > templateBytes {
			continue
		}
		k, ok := known[lineKey(s)]
		if ok && k.position.holds(i, len(t.Lines)) {
			cuts = append(cuts, Cut{Line: i, Whole: true, Reason: k.reason})
		}
	}
	return cuts
}

// reason returns the reason why a line is a template, for people.
func (s *lineStats) reason(o *outletLines, position linePosition) string {
	if s.state == Pinned {
		return "was pinned as a template of " + o.name
	}
	where := ""
	switch position {
	case atHead:
		where = ", mostly at the head"
	case atTail:
		where = ", mostly at the end"
	}
	// No counts: they change with each article, and the reason stands in all articles.
	return "stands in many articles of " + o.name + where
}
