package analyze

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTerm is the maximum length of a term in bytes. A longer string is no word and is
// cut.
const maxTerm = 128

// maxStemmed is the maximum length in bytes of a word that is stemmed.
const maxStemmed = 48

// An entry is the analysis of a raw word. Fields that most words lack are in rest.
type entry struct {
	// term is the most specific term of the word, used by indexes and queries. If it is
	// empty, there is no token.
	term string
	rest *rest  // or nil
	hash uint32 // of term, set by the cache
	kind Kind
	stop bool
	// prefix is the length of the term if the raw word begins with it, or else 0.
	prefix uint8
}

// A rest has the fields of an entry that few words have.
type rest struct {
	// raw is the word of the entry, if it is long.
	raw string
	// more are the alternatives to the term.
	more []string
	// twin is the term of an acronym that is also a word: u.s. It applies only if
	// capitals are significant, which they are not in text that is all capitals.
	twin string
}

func (e *entry) more() []string {
	if e.rest == nil {
		return nil
	}
	return e.rest.more
}

func (e *entry) twin() string {
	if e.rest == nil {
		return ""
	}
	return e.rest.twin
}

// own returns the entry's rest, making it if necessary. Only the builder of an entry
// may call it.
func (e *entry) own() *rest {
	if e.rest == nil {
		e.rest = new(rest)
	}
	return e.rest
}

// add adds a term unless the entry has it.
func (e *entry) add(term string) {
	switch {
	case term == "" || term == e.term || slices.Contains(e.more(), term):
	case e.term != "":
		e.own().more = append(e.more(), term)
	default:
		e.term = term
	}
}

// last returns the least specific term.
func (e *entry) last() string {
	if more := e.more(); len(more) > 0 {
		return more[len(more)-1]
	}
	return e.term
}

// word analyses a raw word, which contains no signs except apostrophes and underscores.
func (r *row) word(raw string) *entry {
	e := &entry{}
	whole := strings.Trim(raw, "_")
	head, tail, ok := cutApostrophe(whole)
	acronym, _, colon := strings.Cut(whole, ":")
	switch {
	case colon: // EU:s
		e.add(r.term(acronym))
		whole = acronym
	case !ok:
		e.add(r.term(whole))
	case r.elides[Fold(head)]:
		// l’homme yields homme. The name L’Oréal also keeps its article.
		e.add(r.term(tail))
		if startsUpper(tail) {
			e.add(r.term(whole))
		}
		whole = tail
	case r.apostrophe == englishApostrophe && contractions[Fold(tail)]:
		e.add(r.term(head))
		whole = head
	case r.apostrophe == suffixApostrophe || Fold(tail) == "s":
		e.add(r.term(head))
		e.add(r.term(whole))
		whole = head
	case isSuffix(head, tail):
		e.add(r.term(whole))
		e.add(r.term(head))
	case len(head) <= 2 && startsUpper(tail): // O’Brien
		e.add(r.term(whole))
		e.add(r.term(tail))
	default:
		e.add(r.term(whole))
	}
	if e.term == "" {
		return e
	}
	e.stop = r.stops[Fold(r.toLower(whole))]
	if len(whole) <= 4 && isUpperASCII(whole) {
		if twin := r.acronyms[strings.ToLower(whole)]; twin != "" {
			e.own().twin = twin
		}
	}
	return e
}

// contractions are the English endings after an apostrophe that are words of their own,
// as in Musk’s and we’ll.
var contractions = map[string]bool{"s": true, "ll": true, "d": true, "ve": true, "re": true, "m": true}

// cutApostrophe splits a word at its first apostrophe between two letters.
func cutApostrophe(s string) (head, tail string, ok bool) {
	for i, r := range s {
		if n := utf8.RuneLen(r); i > 0 && isApostrophe(r) && i+n < len(s) {
			return s[:i], s[i+n:], true
		}
	}
	return s, "", false
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// isSuffix reports whether tail looks like a suffix that a language separates from a
// name, as Turkish does in X’i and NATO’nun. It returns false for the rest of a name,
// as in O’Brien.
func isSuffix(head, tail string) bool {
	t, _ := utf8.DecodeRuneInString(tail)
	if !startsUpper(head) || !unicode.IsLower(t) {
		return false
	}
	n, m := utf8.RuneCountInString(head), utf8.RuneCountInString(tail)
	return m <= 2 || n > 3 && m <= 5
}

// term returns the term of a word: lower-cased, stemmed and folded.
func (r *row) term(word string) string {
	low := r.toLower(strings.ToValidUTF8(word, ""))
	folded := Fold(low)
	if r.stem == nil || len(low) > maxStemmed || r.keep[folded] || strings.ContainsFunc(folded, notStemmed) {
		return cutTerm(folded)
	}
	if s, ok := r.exceptions[folded]; ok {
		return s
	}
	if r.foldFirst {
		low = folded
	} else {
		low = stripApostrophes(low)
	}
	if s := strings.Trim(Fold(r.stem(low)), "_"); s != "" {
		return cutTerm(s)
	}
	return cutTerm(folded)
}

// notStemmed reports whether a word with this rune is not stemmed.
func notStemmed(r rune) bool {
	return r < utf8.RuneSelf && (r < 'a' || r > 'z') || unicode.IsDigit(r)
}

func (r *row) toLower(s string) string {
	if r.lower != nil {
		return r.lower(s)
	}
	return strings.ToLower(s)
}

func stripApostrophes(s string) string {
	return strings.Map(func(r rune) rune {
		if isApostrophe(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}

// cutTerm cuts s to maxTerm bytes.
func cutTerm(s string) string { return cut(s, maxTerm) }

// cut returns s cut to at most n bytes, at the start of a rune.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func isUpperASCII(s string) bool {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return len(s) > 1
}

// wordSet returns the words of lists as a set, folded. # and | start a comment up to
// the end of the line.
func wordSet(lists ...string) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for line := range strings.Lines(list) {
			if i := strings.IndexAny(line, "#|"); i >= 0 {
				line = line[:i]
			}
			for w := range strings.FieldsSeq(line) {
				set[Fold(w)] = true
			}
		}
	}
	delete(set, "")
	return set
}
