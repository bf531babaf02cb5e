package analyze

// A Kind is the kind of a token.
type Kind uint8

// The kinds of token.
const (
	Word     Kind = iota // a word of letters
	Number               // digits, or a number in its canonical form
	Money                // an amount with its currency: usd97400000000
	Compound             // the joined form of a hyphen compound: nonprofit
	Acronym              // the capital form of an acronym that is also a word
	CJK                  // a bigram of Han, Hiragana, Katakana or Hangul
	Symbol               // an emoji or another searchable sign
)

// String returns the kind's name in lower case: "word", "number", ….
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

var kindNames = [...]string{"word", "number", "money", "compound", "acronym", "cjk", "symbol"}

// A Token is one term at a position of a text.
type Token struct {
	// Term is folded and stemmed, never empty, and valid UTF-8. It may share memory
	// with the text.
	Term string
	// Position counts from 1. Alternatives share a position.
	Position int
	// Width is the number of positions that the token covers: 1, or more for a term of
	// several words. The next word has position Position+Width.
	Width int
	// Start and End are byte offsets into the original text. text[Start:End] is valid
	// UTF-8.
	Start, End int
	Kind       Kind // what the token is
	// Stop reports whether the token is a stop word of the language.
	Stop bool
	// Hash is a hash of Term, for tables of terms. It is the same for equal terms, and
	// differs between runs of the program.
	Hash uint32
}

// TermHash returns the Hash of the tokens with the given term.
func TermHash(term string) uint32 { return termHash(term) }

// A QueryWord is one word of a query with the terms to look up.
type QueryWord struct {
	// Start and End are byte offsets into the original query.
	Start, End int
	// Any has the alternatives, the most specific first. A document that contains any
	// of them contains the word. Each is a sequence of adjacent terms, nearly always a
	// single term.
	Any [][]string
	// Stop reports whether the word is a stop word, used in phrases but not in ranking.
	Stop bool
}
