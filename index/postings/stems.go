package postings

import (
	"fmt"
	"iter"
	"strings"

	"github.com/newsdex/newsdex/index/schema"
)

// Stems returns the stems of all inflected forms that begin with prefix and occur in
// a live article of the language. prefix must be normalized by [schema.Form]. A stem
// may come more than once.
func (v *Reader) Stems(language, prefix string) iter.Seq2[string, error] {
	return v.stems(language, func(seg *Segment, field string) iter.Seq2[string, error] {
		return seg.TermsFrom(field, prefix)
	})
}

// stems returns the stems of those terms of the forms field that terms yields and
// that a live document holds.
func (v *Reader) stems(language string, some func(seg *Segment, field string) iter.Seq2[string, error]) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		name := schema.Forms + language
		for _, seg := range v.segments {
			for term, err := range some(seg, name) {
				var live bool
				if err == nil {
					live, err = seg.holds(name, term)
				}
				if err != nil {
					yield("", err)
					return
				}
				form, stem, ok := strings.Cut(term, schema.FormSeparator)
				if !ok {
					yield("", fmt.Errorf("field %s: the term %q names no stem", name, form))
					return
				}
				if live && !yield(stem, nil) {
					return
				}
			}
		}
	}
}

// holds reports whether a live document holds a term.
func (s *Segment) holds(field, term string) (bool, error) {
	docs, err := s.Docs(field, term)
	return err == nil && !docs.IsEmpty(), err
}

// TermsFrom returns the terms of a Bleve field that begin with prefix, in byte
// order; see [Segment.Terms].
func (s *Segment) TermsFrom(field, prefix string) iter.Seq2[string, error] {
	return s.Terms(field, prefix, prefixEnd(prefix))
}

// prefixEnd returns the least string above all strings that begin with prefix, "" if
// there is none.
func prefixEnd(prefix string) string {
	b := []byte(prefix)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] < 0xff {
			b[i]++
			return string(b[:i+1])
		}
	}
	return ""
}
