package analyze

import "iter"

// Initials are the first letters of some terms. Where only those terms are looked
// for in a text, words that begin otherwise need not be looked up: see
// [Language.TokensWith].
type Initials [256]bool

// Add adds the first letter of a term.
func (in *Initials) Add(term string) {
	if term == "" {
		return
	}
	c := term[0]
	in[c] = true
	if 'a' <= c && c <= 'z' {
		in[c-'a'+'A'] = true
	}
}

// TokensWith returns what [Language.Tokens] does, but for words of plain ASCII
// letters that begin with none of the initials. Stemming and folding leave the
// first letter of such a word as it is, except in Polish, where all are returned;
// so no term that was added to the initials is missing. It takes half the time.
func (l Language) TokensWith(in *Initials, text string) iter.Seq[Token] {
	if l.row != nil && l.row.prefixes {
		in = nil
	}
	return l.tokens(in, text)
}

// passes reports whether the word p need not be looked up for these initials; none
// are all.
func (in *Initials) passes(s *scanner, p piece) bool {
	return in != nil && p.kind == wordPiece && !in[s.text[p.start]] && (s.isPlain(p) || s.isAlone(p))
}

// isAlone reports whether the word p, of letters and digits of ASCII, is one token
// whatever it is: a space and a letter follow, so that neither a number nor what
// joins words can.
func (s *scanner) isAlone(p piece) bool {
	return p.seen == 0 && p.end+1 < len(s.text) && s.text[p.end] == ' ' && letterCase[s.text[p.end+1]] != 0
}
