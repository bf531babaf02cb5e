package postings

import (
	"iter"

	"github.com/newsdex/newsdex/index/schema"
)

// TermsNear returns the terms of a Bleve field that an automaton accepts, in byte
// order; see [Segment.Terms].
func (s *Segment) TermsNear(field string, near *Levenshtein) iter.Seq2[string, error] {
	return s.walk(field, near, "", "")
}

// StemsNear returns the stems of the inflected forms that an automaton accepts and
// that occur in a live article of the language. A stem may come more than once.
func (v *Reader) StemsNear(language string, near *Levenshtein) iter.Seq2[string, error] {
	return v.stems(language, func(seg *Segment, field string) iter.Seq2[string, error] {
		return seg.walk(field, formAutomaton{near}, "", "")
	})
}

// A formAutomaton accepts a term of the forms field if its Levenshtein accepts the
// form.
type formAutomaton struct{ *Levenshtein }

// inStem is the state behind an accepted form: any stem may follow.
const inStem = -1

func (a formAutomaton) IsMatch(state int) bool { return state == inStem }

func (a formAutomaton) CanMatch(state int) bool {
	return state == inStem || a.Levenshtein.CanMatch(state)
}

func (a formAutomaton) WillAlwaysMatch(state int) bool { return state == inStem }

func (a formAutomaton) Accept(state int, b byte) int {
	switch {
	case state == inStem:
		return inStem
	case b != schema.FormSeparator[0]:
		return a.Levenshtein.Accept(state, b)
	case a.Levenshtein.IsMatch(state):
		return inStem
	}
	return 0 // the dead state
}
