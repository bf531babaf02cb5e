package segment

import (
	"bytes"

	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
)

// A Walk goes through the terms of a dictionary, in byte order. It is for one goroutine.
type Walk struct {
	d         *dictionary
	automaton segmentapi.Automaton // nil: accepts all terms
	to        []byte               // terms are below it, if it is not empty
	term      []byte
	way       []walkState // the states that term leads through
	value     uint64
}

// A walkState is a state on the way of a walk.
type walkState struct {
	state
	next   int    // the transition that is taken next
	output uint64 // sum of the outputs on the way
	at     int    // state of the automaton
	isNew  bool   // its own term has not come
}

// Walk returns a walk before the first term of a Bleve field from from, inclusive, to to,
// exclusive, that an automaton accepts; all are accepted if it is nil. An empty to is no
// bound.
func (z *File) Walk(field string, a segmentapi.Automaton, from, to string) (*Walk, error) {
	w := &Walk{automaton: a, to: []byte(to)}
	d, err := z.OpenDictionary(field)
	if err != nil || d == nil {
		return w, err
	}
	w.d = d
	start := 0
	if a != nil {
		if start = a.Start(); !a.CanMatch(start) {
			return w, nil
		}
	}
	return w, w.seek(start, from)
}

// seek goes to the states that from leads to, as far as there are any.
func (w *Walk) seek(start int, from string) error {
	if err := w.push(w.d.root, start, 0); err != nil {
		return err
	}
	for i := range len(from) {
		s := &w.way[len(w.way)-1]
		s.isNew = false // its term is below from
		s.next = s.from(from[i])
		if s.next == s.n || s.key(s.next) != from[i] {
			return nil
		}
		if down, err := w.descend(); err != nil || !down {
			return err
		}
	}
	return nil
}

// push adds the state at an address to the way.
func (w *Walk) push(address, at int, output uint64) error {
	s, err := w.d.state(address)
	if err == nil {
		w.way = append(w.way, walkState{state: s, output: output, at: at, isNew: true})
	}
	return err
}

// descend takes the next transition of the last state, and reports whether a term may
// follow on that way.
func (w *Walk) descend() (down bool, err error) {
	s := &w.way[len(w.way)-1]
	key := s.key(s.next)
	at := 0
	if w.automaton != nil {
		if at = w.automaton.Accept(s.at, key); !w.automaton.CanMatch(at) {
			s.next++
			return false, nil
		}
	}
	t, err := s.transition(s.next)
	if err != nil {
		return false, err
	}
	s.next++
	w.term = append(w.term, key)
	return true, w.push(t.to, at, s.output+t.output)
}

// Next goes to the next term, and reports whether there is one.
func (w *Walk) Next() (bool, error) {
	for len(w.way) > 0 {
		s := &w.way[len(w.way)-1]
		if s.isNew {
			s.isNew = false
			if len(w.to) > 0 && bytes.Compare(w.term, w.to) >= 0 {
				w.way = nil
				return false, nil
			}
			if s.final && (w.automaton == nil || w.automaton.IsMatch(s.at)) {
				w.value = s.output + s.finalOutput
				return true, nil
			}
		}
		if s.next < s.n {
			if _, err := w.descend(); err != nil {
				return false, err
			}
			continue
		}
		w.way = w.way[:len(w.way)-1]
		w.term = w.term[:max(len(w.term)-1, 0)]
	}
	return false, nil
}

// Term returns the term, in bytes that are valid until the next call of Next.
func (w *Walk) Term() []byte { return w.term }

// Value returns the dictionary's value of the term: see [File.TermAt] and [File.ListAt].
func (w *Walk) Value() uint64 { return w.value }
