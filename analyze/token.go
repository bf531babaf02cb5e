package analyze

// A Kind says what a token is.
type Kind uint8

// The kinds of token.
const (
	Word     Kind = iota // a word of letters
	Number               // digits, or a number in its canonical form
	Money                // an amount with its currency: usd97400000000
	Compound             // the joined form of a hyphen compound: nonprofit
	Acronym              // the cased twin of an acronym that is also a word
	CJK                  // a bigram of Han, Hiragana, Katakana or Hangul
	Symbol               // an emoji, or another sign that is searched for
)

// String returns the kind's name in lower case: "word", "number", ….
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

var kindNames = [...]string{"word", "number", "money", "compound", "acronym", "cjk", "symbol"}

// A Token is one term that an index holds for a place in a text.
type Token struct {
	// Term is folded and stemmed; never empty, always valid UTF-8. It may be
	// a part of the text.
	Term string
	// Position counts from 1. Tokens that are alternatives for one place
	// share it.
	Position int
	// Width is the number of positions that the token covers: 1, or more for
	// a term that stands for several words. Position+Width is the position of
	// what follows it.
	Width int
	// Start and End are byte offsets into the text as it was given; they cut
	// valid UTF-8 out of it.
	Start, End int
	Kind       Kind // what it is
	// Stop marks a stop word of the language.
	Stop bool
	// Hash is a hash of Term, for tables of terms: the same for equal terms, and
	// another one each time the program runs.
	Hash uint32
}

// TermHash returns the Hash of the tokens with a term.
func TermHash(term string) uint32 { return termHash(term) }

// A QueryWord is one word of a query and what it asks an index for.
type QueryWord struct {
	// Start and End are byte offsets into the query as it was given.
	Start, End int
	// Any lists the alternatives, the most specific one first: a document
	// that holds any of them holds the word. Each is a sequence of terms that
	// stand one after the other; nearly always it is a single term.
	Any [][]string
	// Stop marks a stop word: asked for in a phrase, left out of ranking.
	Stop bool
}
