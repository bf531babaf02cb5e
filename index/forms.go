package index

import (
	"fmt"
	"hash/maphash"
	"iter"
	"strings"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/analyze"
)

// A stem is not always the beginning of its word ("cities" is citi), nor longer
// than what somebody types of it ("negotiat" of "negotiation", which is negoti).
// So that a prefix can be looked up all the same, each document says which forms
// its words had: a field for each language, whose terms are a form, formSeparator
// and the stem, for the forms that are not their own stem. It has neither
// frequencies nor positions; for 12,000 articles it takes 8 of the index's 89 MB.
const (
	fieldForms    = "forms."
	formSeparator = "\x00"
)

// Form returns text as the forms of words are kept: folded, and without the
// hyphens, apostrophes and full stops that stand within words.
func Form(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("-'.‐‑", r) {
			return -1
		}
		return r
	}, analyze.Fold(text))
}

// forms collects the forms of an article's words.
type forms struct {
	seen  interner // as they stand in the text
	terms interner
	all   strings.Builder // that the terms are parts of
	form  []byte
}

var formSeed = maphash.MakeSeed()

func (f *forms) reset() {
	f.seen.reset()
	f.terms.reset()
	f.all.Reset()
}

// note notes the forms of the words of a text.
func (f *forms) note(text string, tokens []analyze.Token) {
	for i := range tokens {
		t := &tokens[i]
		if t.Kind != analyze.Word || t.Width != 1 {
			continue
		}
		word := text[t.Start:t.End]
		if word == t.Term && isPlainForm(word) {
			continue
		}
		if _, isNew := f.seen.number(word, uint32(maphash.String(formSeed, word))); isNew {
			f.add(word, t.Term)
		}
	}
}

func (f *forms) add(text, stem string) {
	f.form = appendForm(f.form[:0], text)
	if string(f.form) == stem {
		return // its own stem
	}
	if n := len(f.form); n < len(text) && n == len(stem)+1 && f.form[n-1] == 's' && string(f.form[:n-1]) == stem {
		return // and a possessive
	}
	if f.all.Len() == 0 {
		f.all.Grow(4 << 10)
	}
	start := f.all.Len()
	f.all.Write(f.form)
	f.all.WriteString(formSeparator)
	f.all.WriteString(stem)
	term := f.all.String()[start:]
	f.terms.number(term, analyze.TermHash(term))
}

// isPlainForm reports whether a word is surely its own form.
func isPlainForm(word string) bool {
	for i := range len(word) {
		if c := word[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// appendForm appends the form of a word.
func appendForm(b []byte, text string) []byte {
	for i := range len(text) {
		switch c := text[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			b = append(b, c)
		case 'A' <= c && c <= 'Z':
			b = append(b, c|0x20)
		default:
			return append(b[:len(b)-i], Form(text)...)
		}
	}
	return b
}

// appendField appends the field of the forms, if there are some.
func (f *forms) appendField(fields []field, language string) []field {
	if len(f.terms.strings) == 0 {
		return fields
	}
	all := field{name: fieldForms + language, options: bleveindex.IndexField | bleveindex.SkipFreqNorm}
	all.terms = make([]fieldTerm, len(f.terms.strings))
	for n, term := range f.terms.strings {
		all.terms[n] = fieldTerm{text: term, hash: f.terms.hashes[n]}
	}
	return append(fields, all)
}

// Stems returns the stems of those forms of words that begin with prefix, as
// [Form] returned it, and stand in an article of the language. A stem may come
// more than once.
func (v *view) Stems(language, prefix string) iter.Seq2[string, error] {
	return v.stems(language, func(seg *Segment, field string) iter.Seq2[string, error] {
		return seg.TermsFrom(field, prefix)
	})
}

// stems returns the stems of some terms of the field of forms that live documents
// hold.
func (v *view) stems(language string, some func(seg *Segment, field string) iter.Seq2[string, error]) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		name := fieldForms + language
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
				form, stem, ok := strings.Cut(term, formSeparator)
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

// holds reports whether a document holds a term.
func (s *Segment) holds(field, term string) (bool, error) {
	docs, err := s.Docs(field, term)
	return err == nil && !docs.IsEmpty(), err
}

// TermsFrom returns the terms of a Bleve field that begin with prefix, in their
// byte order; see [Segment.Terms].
func (s *Segment) TermsFrom(field, prefix string) iter.Seq2[string, error] {
	return s.Terms(field, prefix, prefixEnd(prefix))
}

// prefixEnd returns the first string after all that begin with prefix, "" if
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
