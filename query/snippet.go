package query

import (
	"cmp"
	"html"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// A Snippet is a passage of an article's text.
type Snippet struct {
	// Text is the passage; an ellipsis (…) stands where a sentence was cut.
	Text string
	// Marks are the places in Text that match the query, in order and apart
	// from each other. A phrase is one mark.
	Marks []Mark
}

// A Mark is a run of bytes of a snippet's text, from Start up to and without
// End. It begins and ends with a word.
type Mark struct{ Start, End int }

// Mark returns the text with open before and close behind every mark, and
// everything else as escape makes it; a nil escape leaves it as it is.
func (s Snippet) Mark(open, close string, escape func(string) string) string {
	if escape == nil {
		escape = func(s string) string { return s }
	}
	var b strings.Builder
	at := 0
	for _, m := range s.Marks {
		b.WriteString(escape(s.Text[at:m.Start]))
		b.WriteString(open)
		b.WriteString(escape(s.Text[m.Start:m.End]))
		b.WriteString(close)
		at = m.End
	}
	b.WriteString(escape(s.Text[at:]))
	return b.String()
}

// HTML returns the text, escaped, with its marks in <mark> elements.
func (s Snippet) HTML() string { return s.Mark("<mark>", "</mark>", html.EscapeString) }

// snippetBytes is the length that a snippet has at most, about three lines of a
// terminal. Whole sentences are taken while they fit.
const snippetBytes = 300

// cutStartFactor lets a passage that begins with a sentence win over one that
// begins within, where they hold about the same.
const cutStartFactor = 0.9

// A found is a place in a text at which a leaf stands.
type found struct {
	start, end int // bytes
	leaf       int
}

// snippets returns up to n passages of an article's body: those that hold the
// most, and the rarest, of the leaves. The first one is the best; a further one
// must hold a leaf that those before it lack. An article in which nothing is
// found shows how it begins.
func snippets(a *ingest.Article, leaves []*leaf, weight func(*leaf) float64, n int) []Snippet {
	places := find(a, leaves)
	passages := passagesOf(a)
	if len(passages) == 0 {
		return nil
	}
	var out []Snippet
	covered := make(map[int]bool)
	for len(out) < n {
		best, bestGain := -1, 0.0
		for i, p := range passages {
			gain := 0.0
			seen := map[int]bool{}
			for _, f := range within(places, p) {
				if !covered[f.leaf] && !seen[f.leaf] {
					seen[f.leaf] = true
					gain += weight(leaves[f.leaf])
				}
			}
			if p.cutStart {
				gain *= cutStartFactor
			}
			if gain > bestGain {
				best, bestGain = i, gain
			}
		}
		if best < 0 {
			break
		}
		p := passages[best]
		for _, f := range within(places, p) {
			covered[f.leaf] = true
		}
		out = append(out, newSnippet(a.Body, p, within(places, p)))
	}
	if len(out) == 0 {
		out = append(out, newSnippet(a.Body, passages[0], nil))
	}
	return out
}

// find returns the places in an article's body at which one of the leaves
// stands, in order. The body is analysed again: the index keeps no offsets.
func find(a *ingest.Article, leaves []*leaf) []found {
	lang := analyze.For(a.Language)
	tokens := slices.Collect(lang.Tokens(a.Body))
	spans := make(map[string][]index.Span)
	byPos := make(map[int][]int) // position → tokens
	for i, t := range tokens {
		spans[t.Term] = append(spans[t.Term], index.Span{Pos: t.Position, End: t.Position + t.Width})
		byPos[t.Position] = append(byPos[t.Position], i)
	}
	// bytesOf returns the bytes that the tokens within a span of positions cover.
	bytesOf := func(s index.Span) (start, end int, ok bool) {
		start = len(a.Body)
		for pos := s.Pos; pos < s.End; pos++ {
			for _, i := range byPos[pos] {
				if t := tokens[i]; t.Position+t.Width <= s.End {
					start, end, ok = min(start, t.Start), max(end, t.End), true
				}
			}
		}
		return start, end, ok
	}

	var out []found
	for n, l := range leaves {
		if !slices.Contains(l.fields, index.Body) {
			continue
		}
		for i := range l.variants {
			v := &l.variants[i]
			if v.lang != lang.Code {
				continue
			}
			for _, s := range v.spansIn(spans) {
				if start, end, ok := bytesOf(s); ok {
					out = append(out, found{start, end, n})
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
	return out
}

// spansIn returns the places at which a variant stands in a text, given those of
// each of its terms.
func (v *variant) spansIn(text map[string][]index.Span) []index.Span {
	if v.prefix != "" {
		var all []index.Span
		for term, spans := range text {
			if strings.HasPrefix(term, v.prefix) || slices.Contains(v.also, term) {
				all = append(all, spans...)
			}
		}
		return all
	}
	if len(v.slots) == 0 {
		return nil
	}
	return occurrences(v.slots, func(term string) []index.Span { return text[term] })
}

// within returns the places that lie in a passage.
func within(places []found, p passage) []found {
	i, _ := slices.BinarySearchFunc(places, p.start, func(f found, at int) int { return f.start - at })
	j := i
	for j < len(places) && places[j].start < p.end {
		j++
	}
	return slices.DeleteFunc(slices.Clone(places[i:j]), func(f found) bool { return f.end > p.end })
}

// newSnippet cuts a passage out of a text and marks the places in it. Places
// that overlap are one mark.
func newSnippet(text string, p passage, places []found) Snippet {
	s := Snippet{}
	lead := ""
	if p.cutStart {
		lead = "…"
	}
	s.Text = lead + text[p.start:p.end]
	if p.cutEnd {
		s.Text += "…"
	}
	for _, f := range places {
		m := Mark{f.start - p.start + len(lead), f.end - p.start + len(lead)}
		if n := len(s.Marks); n > 0 && m.Start < s.Marks[n-1].End {
			s.Marks[n-1].End = max(s.Marks[n-1].End, m.End)
			continue
		}
		s.Marks = append(s.Marks, m)
	}
	return s
}
