package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// Templates learns which lines are an outlet's template: what its pages carry
// whatever the article is, such as a note on the column, an offer, the author's
// standing biography. Such a line is known by standing in many of the outlet's
// articles at its usual place, and no table could have it.
//
// An outlet is the host of the articles' URL, or its name where they have none.
// Articles that have neither are not learned from.
//
// Learning and cleaning are two steps. If the templates grew while articles are
// cleaned by them, what becomes of an article would depend on what was read
// before it, and the first ones would keep what goes from the last. So Read takes
// those that are known when it begins and learns nothing; who wants both reads
// twice, or learns from one day for the next, or cleans those articles again that
// new templates concern ([Templates.Since]), as an index does that keeps its
// templates. They are kept as JSON, where the user can pin or refuse a line, and
// the same templates give the same articles.
//
// The zero value is ready to use; all methods are safe for concurrent use.
// Memory is bounded: 16 MB for lines that were met once, and some 40 MB for
// 65,536 lines that were met again. Beyond that the rarest are forgotten.
// Templates are kept as JSON: see [Templates.MarshalJSON].
type Templates struct {
	mu      sync.Mutex
	outlets map[string]*outletLines
	lines   int     // of all outlets
	met     *sketch // lines that may have been met, by outlet
}

// templateRule is the name of the rule that takes templates out.
const templateRule = "template"

// A TemplateState says who decided about a line.
type TemplateState string

// The states.
const (
	Learned TemplateState = "learned" // found by reading
	Pinned  TemplateState = "pinned"  // a template because the user says so
	Refused TemplateState = "refused" // none because the user says so
)

// A Template is a line of an outlet that [Templates.List] returns.
type Template struct {
	Outlet   string        `json:"outlet"`   // its name
	Text     string        `json:"text"`     // as it was first met
	Articles int           `json:"articles"` // in how many articles it stands
	Of       int           `json:"of"`       // articles of the outlet
	Place    string        `json:"place"`    // "head", "tail" or "anywhere"
	State    TemplateState `json:"state"`    // who decided about it
}

// outletLines is what is known of an outlet.
type outletLines struct {
	name     string // as people know it
	articles int
	lines    map[uint64]*lineStats // by lineKey
}

// lineStats counts where a line stood. Numbers in it do not matter.
type lineStats struct {
	text     string
	articles int
	placed   int // of these, articles in which its place was seen
	head     int
	tail     int
	among    int // it stood with other short lines that repeat
	state    TemplateState
}

// outletOf returns the key of the article's outlet and its name; "" if nothing
// is known of it.
func outletOf(a *Article) (key, name string) {
	if host := plain.HostOf(a.URL); host != "" {
		return host, host
	}
	return strings.ToLower(a.Outlet), a.Outlet
}

// outletKey returns the key of an outlet as a user names it.
func outletKey(name string) string {
	return strings.TrimPrefix(strings.ToLower(plain.OneLine(name)), "www.")
}

// lineKey returns the hash by which lines are compared: of the folded line (see
// FoldPhrase), without distinction of numbers.
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

// Pin makes a line a template of an outlet, wherever it stands, and Refuse makes
// it none; Forget takes that back. The outlet is the host of its articles or its
// name. They return an error if the line has no letters or is longer than 600
// bytes.
func (t *Templates) Pin(outlet, line string) error { return t.set(outlet, line, Pinned) }

// Refuse is the opposite of [Templates.Pin].
func (t *Templates) Refuse(outlet, line string) error { return t.set(outlet, line, Refused) }

// Forget leaves it to what was and will be read whether the line is a template.
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
		s = &lineStats{text: line}
		o.lines[k] = s
		t.lines++
	}
	s.state = state
	return nil
}

// outlet returns what is known of an outlet; from now on that is kept.
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

// List returns the templates in force and the lines that were refused, by
// outlet, those that stand in most articles first.
func (t *Templates) List() []Template {
	t.mu.Lock()
	defer t.mu.Unlock()
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

// Rule returns the rule "template", which takes out the templates that are known
// now; what is learned later does not change it.
func (t *Templates) Rule() Rule {
	t.mu.Lock()
	defer t.mu.Unlock()
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

// A knownTemplate is what the rule needs of a template.
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

// reason says why a line is taken for a template.
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
	return fmt.Sprintf("stands in %d of %d articles of %s%s", s.articles, o.articles, o.name, where)
}
