package query

import (
	"strings"

	"github.com/newsdex/newsdex/query/plan"
)

// flatOr returns the node of alternatives, with nested alternatives in place of
// their groups. So a group with a boost is as quick to search as one without. Pairs
// stay within their groups.
func flatOr(nodes []plan.Node) plan.Or {
	flat := plan.Or{Near: pairsOf(nodes)}
	for _, n := range nodes {
		if n, ok := n.(plan.Or); ok {
			flat.Of = append(flat.Of, n.Of...)
			flat.Near = append(flat.Near, n.Near...)
			continue
		}
		flat.Of = append(flat.Of, n)
	}
	return flat
}

// mergeTerms merges adjacent terms that are one word in some language: $97.4
// billion.
func (c *compiler) mergeTerms(qs []Query) ([]Query, error) {
	var out []Query
	for i := 0; i < len(qs); {
		run := termRun(qs[i:])
		if len(run) < 2 {
			out = append(out, qs[i])
			i++
			continue
		}
		merged, err := c.mergeRun(run)
		if err != nil {
			return nil, err
		}
		out = append(out, merged...)
		i += len(run)
	}
	return out, nil
}

// termRun returns the texts of the terms at the start of qs.
func termRun(qs []Query) []string {
	var texts []string
	for _, q := range qs {
		t, ok := q.(Term)
		if !ok {
			break
		}
		texts = append(texts, t.Text)
	}
	return texts
}

// mergeRun is mergeTerms for the texts of adjacent terms.
func (c *compiler) mergeRun(texts []string) ([]Query, error) {
	text := strings.Join(texts, " ")
	joined := make([]bool, len(text)) // at the offset of a space: the words around it are one
	for _, lang := range c.langs {
		if err := c.watch(text); err != nil {
			return nil, err
		}
		for _, w := range lang.Query(text) {
			for at := w.Start; at < w.End; at++ {
				joined[at] = true
			}
		}
	}
	var out []Query
	start, end := 0, 0
	for i, t := range texts {
		end += len(t)
		if i == len(texts)-1 || !joined[end] {
			out = append(out, Term{text[start:end]})
			start = end + 1
		}
		end++
	}
	return out, nil
}

// dropStopWords returns the alternatives that are not stop words of the index's main
// language, or all if there are no others.
func (c *compiler) dropStopWords(qs []Query, in scope) ([]Query, error) {
	var kept []Query
	for _, q := range qs {
		if err := c.watch(""); err != nil {
			return nil, err
		}
		if word, ok := plainWord(q); !ok || !c.isStop(word, in) {
			kept = append(kept, q)
		}
	}
	if len(kept) == 0 {
		return qs, nil
	}
	return kept, nil
}

// plainWord returns the word of a query that is not expanded, whatever its boost.
func plainWord(q Query) (string, bool) {
	switch q := q.(type) {
	case Boost:
		return plainWord(q.Of)
	case Term:
		return q.Text, true
	case Fuzzy:
		_, edits, err := q.form()
		return q.Text, err == nil && edits == 0
	}
	return "", false
}

// isStop reports whether text is a stop word of the index's main language.
func (c *compiler) isStop(text string, in scope) bool {
	if len(c.langs) == 0 || in.filters() {
		return false
	}
	_, stop := textVariant(text, c.langs[0])
	return stop
}
