package query

import (
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// begins returns the number of positions at which the words occur one after the
// other.
func begins(tokens []analyze.Token, words []analyze.QueryWord) int {
	var ends func(at int, words []analyze.QueryWord) bool
	var seq func(at int, terms []string, then func(int) bool) bool
	seq = func(at int, terms []string, then func(int) bool) bool {
		if len(terms) == 0 {
			return then(at)
		}
		for _, t := range tokens {
			if t.Position == at && t.Term == terms[0] && seq(at+t.Width, terms[1:], then) {
				return true
			}
		}
		return false
	}
	ends = func(at int, words []analyze.QueryWord) bool {
		if len(words) == 0 {
			return true
		}
		for _, alt := range words[0].Any {
			if seq(at, alt, func(next int) bool { return ends(next, words[1:]) }) {
				return true
			}
		}
		return false
	}
	n := 0
	for at := 1; at <= length(tokens); at++ {
		if ends(at, words) {
			n++
		}
	}
	return n
}

// beginsSloppily returns the number of positions of the first word from which all
// words can be placed without overlap, with shifts that differ by at most slop. It
// tries all placements.
func beginsSloppily(tokens []analyze.Token, words []analyze.QueryWord, slop int) int {
	type span struct{ pos, end int }
	var sequences func(at int, terms []string) []int // where they end
	sequences = func(at int, terms []string) (ends []int) {
		if len(terms) == 0 {
			return []int{at}
		}
		for _, t := range tokens {
			if t.Position == at && t.Term == terms[0] {
				ends = append(ends, sequences(at+t.Width, terms[1:])...)
			}
		}
		return ends
	}
	places := make([][]span, len(words))
	for i, w := range words {
		for at := 1; at <= length(tokens); at++ {
			for _, terms := range w.Any {
				for _, end := range sequences(at, terms) {
					places[i] = append(places[i], span{at, end})
				}
			}
		}
	}
	starts := map[int]bool{}
	var try func(chosen []span)
	try = func(chosen []span) {
		if i := len(chosen); i < len(words) {
			for _, s := range places[i] {
				try(append(chosen[:i:i], s))
			}
			return
		}
		shift, least, greatest := 0, 0, 0
		for i, s := range chosen {
			for _, other := range chosen[:i] {
				if s.pos < other.end && other.pos < s.end {
					return
				}
			}
			if i > 0 {
				shift += s.pos - chosen[i-1].end
			}
			least, greatest = min(least, shift), max(greatest, shift)
		}
		if greatest-least <= slop {
			starts[chosen[0].pos] = true
		}
	}
	try(nil)
	return len(starts)
}

func stop(words []analyze.QueryWord) bool {
	for _, w := range words {
		if !w.Stop {
			return false
		}
	}
	return len(words) > 0
}

// edits returns how many edits a fuzzy word may have.
func (q Fuzzy) edits() int {
	if n := utf8.RuneCountInString(fuzzyForm(q.Text)); q.Edits == AutoEdits {
		return []int{0, 0, 0, 1, 1, 1, 2}[min(n, 6)]
	}
	return q.Edits
}

// alignment returns the optimal string alignment distance of two words, recursively
// from their ends.
func alignment(a, b string) int {
	var d func(x, y []rune) int
	known := map[[2]int]int{}
	d = func(x, y []rune) int {
		if len(x) == 0 || len(y) == 0 {
			return len(x) + len(y)
		}
		key := [2]int{len(x), len(y)}
		if n, ok := known[key]; ok {
			return n
		}
		i, j := len(x)-1, len(y)-1
		n := min(d(x[:i], y)+1, d(x, y[:j])+1)
		if x[i] == y[j] {
			n = min(n, d(x[:i], y[:j]))
		}
		n = min(n, d(x[:i], y[:j])+1)
		if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
			n = min(n, d(x[:i-1], y[:j-1])+1)
		}
		known[key] = n
		return n
	}
	return d([]rune(a), []rune(b))
}

// stems returns the stems of words with a form for which fits is true, in articles
// of a language. key identifies fits.
func (o *oracle) stems(key string, fits func(form string) bool, lang analyze.Language) map[string]bool {
	key += " " + lang.Code
	if stems, ok := o.forms[key]; ok {
		return stems
	}
	stems := map[string]bool{}
	o.forms[key] = stems
	for _, a := range o.articles {
		if a.Language != lang.Code {
			continue
		}
		for f, text := range [schema.TextFields]string{a.Title, a.Deck, a.Body} {
			for _, t := range o.tokens[a.ID][f] {
				form := schema.Form(text[t.Start:t.End])
				possessive := strings.ContainsAny(text[t.Start:t.End], "'’") && form == t.Term+"s"
				if t.Kind == analyze.Word && t.Width == 1 && !possessive && fits(form) {
					stems[t.Term] = true
				}
			}
		}
	}
	return stems
}

// frequency returns the frequency of a Term, Phrase or Prefix in a field.
func (o *oracle) frequency(q Query, a *ingest.Article, f schema.TextField) int {
	lang, tokens := analyze.For(a.Language), o.tokens[a.ID][f]
	switch q := q.(type) {
	case Prefix:
		begins := func(s string) bool { return strings.HasPrefix(s, schema.Form(q.Text)) }
		n, stems := 0, o.stems(q.String(), begins, lang)
		for _, t := range tokens {
			if begins(t.Term) || stems[t.Term] {
				n++
			}
		}
		return n
	case fuzzyWord:
		form := fuzzyForm(q.Text)
		near := func(s string) bool { return alignment(form, s) <= q.edits() }
		n, stems := 0, o.stems(q.String(), near, lang)
		for _, t := range tokens {
			if near(t.Term) || stems[t.Term] {
				n++
			}
		}
		return n
	case Phrase:
		if words := lang.Query(q.Text); len(words) > 0 && q.Slop > 0 {
			return beginsSloppily(tokens, words, q.Slop)
		} else if len(words) > 0 {
			return begins(tokens, words)
		}
	case Term:
		words := lang.Query(q.Text)
		if lang.Code != o.main.Code && stop(words) && !stop(o.main.Query(q.Text)) {
			return 0
		}
		if len(words) > 0 {
			return begins(tokens, words)
		}
	}
	return 0
}
